"""Everything one location's registers know, found by instant and seen from the clock's now."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from talech_simulator.contract import (
    DrawerEvent,
    DrawerShift,
    Location,
    Order,
    Payment,
    Refund,
    SampleMerchant,
)
from talech_simulator.shop.business_day import BusinessCalendar
from talech_simulator.shop.clock import MovableClock
from talech_simulator.shop.visibility import as_of, instants_of


class TakenPayment(NamedTuple):
    """A payment with the order it was taken on."""

    order: Order
    payment: Payment


class LocationRecords:
    """One location's orders, refunds and drawer. Windows are half-open; nothing after now is ever returned."""

    def __init__(self, merchant: SampleMerchant, location: Location, clock: MovableClock) -> None:
        self.location = location
        self.calendar = BusinessCalendar(location)
        self._clock = clock
        self._orders = {each.id: each for each in merchant.orders if each.location_id == location.id}
        self._refunds = sorted(
            (each for each in merchant.refunds if each.location_id == location.id),
            key=lambda refund: (refund.at, refund.id),
        )
        self._refunds_of: dict[str, list[Refund]] = defaultdict(list)
        for refund in self._refunds:
            if refund.order_id is not None:
                self._refunds_of[refund.order_id].append(refund)
        self._index = sorted({(instant, order.id) for order in self._orders.values() for instant in instants_of(order)})
        self._events = [each for each in merchant.drawer_events if each.location_id == location.id]
        self._shifts = [each for each in merchant.drawer_shifts if each.location_id == location.id]

    def now(self) -> datetime:
        """The clock's present instant."""
        return self._clock.now()

    def first_instant(self) -> datetime | None:
        """The earliest event of the location, or None when it never sold anything and took nothing back."""
        earliest = [*(instant for instant, _ in self._index[:1]), *(refund.at for refund in self._refunds[:1])]
        return min(earliest, default=None)

    def order(self, order_id: str) -> Order | None:
        """One order as it stands now, or None."""
        order = self._orders.get(order_id)
        if order is None:
            return None
        reopenings = [
            each
            for each in self._refunds_of.get(order_id, ())
            if each.kind == "PAYMENT_REFUND_REOPEN" and each.status == "COMPLETED"
        ]
        return as_of(order, reopenings, self.now())

    def orders_touching(self, start: datetime, end: datetime) -> list[Order]:
        """Orders with any event in the window, in the order of their first event there."""
        first, last = bisect_left(self._index, (start, "")), bisect_left(self._index, (end, ""))
        ids = dict.fromkeys(order_id for _, order_id in self._index[first:last])
        return [order for order in map(self.order, ids) if order is not None]

    def closings(self, start: datetime, end: datetime) -> list[Order]:
        """Orders that closed in the window, by instant; training orders too."""
        closed = [
            (order.closed_at, order.id, order)
            for order in self.orders_touching(start, end)
            if order.status == "CLOSED" and order.closed_at is not None and start <= order.closed_at < end
        ]
        return [order for _, _, order in sorted(closed, key=lambda each: each[:2])]

    def closed_orders(self, start: datetime, end: datetime) -> list[Order]:
        """Orders that count (not training, not voided) and closed in the window."""
        return [order for order in self.closings(start, end) if not order.training]

    def payments(self, start: datetime, end: datetime) -> list[TakenPayment]:
        """Payments of every status taken in the window, by instant; training orders' too."""
        taken = [
            TakenPayment(order, payment)
            for order in self.orders_touching(start, end)
            for payment in order.payments
            if start <= payment.taken_at < end
        ]
        return sorted(taken, key=lambda each: (each.payment.taken_at, each.payment.id))

    def counted_payments(self, start: datetime, end: datetime) -> list[TakenPayment]:
        """Payments that count: completed, on orders that are neither training nor voided."""
        return [
            each
            for each in self.payments(start, end)
            if each.payment.status == "COMPLETED" and not each.order.training and each.order.status != "VOIDED"
        ]

    def refunds(self, start: datetime, end: datetime) -> list[Refund]:
        """Refunds of every status given in the window, by instant."""
        return [
            each
            for each in self._refunds
            if self._happened(each.at, start, end) and (each.order_id is None or self.order(each.order_id))
        ]

    def counted_refunds(self, start: datetime, end: datetime) -> list[Refund]:
        """Refunds that count: completed, and of no training order."""
        return [
            each
            for each in self.refunds(start, end)
            if each.status == "COMPLETED" and (each.order_id is None or not self._orders[each.order_id].training)
        ]

    def refunds_of(self, order_id: str) -> list[Refund]:
        """The completed refunds an order has had so far."""
        now = self.now()
        refunds = self._refunds_of.get(order_id, ())
        return [each for each in refunds if each.at <= now and each.status == "COMPLETED"]

    def drawer_events(self, start: datetime, end: datetime) -> list[DrawerEvent]:
        """Drawer events in the window."""
        return [each for each in self._events if self._happened(each.at, start, end)]

    def closed_shifts(self, start: datetime, end: datetime) -> list[DrawerShift]:
        """Shifts counted in the window."""
        return [each for each in self._shifts if self._happened(each.closed_at, start, end)]

    def sold_names(self) -> Mapping[str, Sequence[str]]:
        """What has been sold from each category, by name: the items of the menu."""
        names: dict[str, set[str]] = defaultdict(set)
        for order in self._orders.values():
            for line in order.lines:
                if line.category_id is not None:
                    names[line.category_id].add(line.name)
        return {category_id: sorted(each) for category_id, each in names.items()}

    def location_as_of_now(self) -> Location:
        """The location with the zone and Report End Time in force now."""
        today = self.calendar.day_of(self.now()).date
        location = self.location
        if location.settings_from is None or location.settings_from <= today or not location.earlier_settings:
            return location
        begun = [each for each in location.earlier_settings if each.settings_from <= today]
        present = begun[-1] if begun else location.earlier_settings[0]
        return replace(
            location,
            timezone=present.timezone,
            report_end_time=present.report_end_time,
            settings_from=present.settings_from,
            earlier_settings=tuple(begun[:-1]),
        )

    def _happened(self, instant: datetime | None, start: datetime, end: datetime) -> bool:
        return _within(instant, start, end) and instant is not None and instant <= self.now()


def _within(instant: datetime | None, start: datetime, end: datetime) -> bool:
    return instant is not None and start <= instant < end
