"""Reads one location's day: first what talech's calls about a whole day say, then the lines of its orders.

No single call has all of it (docs/talech.md 7.5). Order ids come from four calls: the day's order search, closings,
payments and refunds. Calls that need nothing of each other are under way together; lines are read, one call for each
order, as soon as the order's figures are known. So lines are never older than the revision in the figures.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from daybook.adapters.talech import extensions
from daybook.adapters.talech.extension_shapes import (
    DrawerEventPart,
    DrawerPart,
    DrawerShiftPart,
    OrderFinancials,
    RefundPart,
    TakenPayment,
)
from daybook.adapters.talech.history import WALL_CLOCK, order_headers, wall_clock_span
from daybook.adapters.talech.http.client import TalechClient
from daybook.adapters.talech.models import HistoryRow, OrderDetail, OrderReply, SummaryFigures, SummaryReply
from daybook.adapters.talech.order_reading import has_effect, total_minor_of
from daybook.domain.day.orders import COMPLETED, PAYMENT_REFUND_REOPEN, OrderStatus
from daybook.domain.merchant.business_date import BusinessWindow
from daybook.domain.merchant.profile import Location

DETAIL_PATH = "order/getorderbyid"
SUMMARY_PATH = "reports/receiptssummaryreport"

Read = TypeVar("Read")


class _Told(TypedDict):
    """A bulk reading in one order, so that the order of talech's answers does not matter."""

    headers: tuple[HistoryRow, ...]
    figures: tuple[OrderFinancials, ...]
    refunds: tuple[RefundPart, ...]
    events: tuple[DrawerEventPart, ...]
    shifts: tuple[DrawerShiftPart, ...]
    control: SummaryFigures


_TOLD = TypeAdapter(_Told)


@dataclass(frozen=True, slots=True)
class BulkReading:
    """What the calls about a whole day say of it: everything but the lines of its orders.

    `earlier_refunds` were given before the day, on orders that were paid more than once; they are read only for these.
    """

    headers: Mapping[str, HistoryRow]
    figures: Mapping[str, OrderFinancials]
    refunds: tuple[RefundPart, ...]
    earlier_refunds: tuple[RefundPart, ...]
    drawer: DrawerPart
    control: SummaryFigures

    @property
    def mark(self) -> str:
        """Changes with everything that is read here, and with the revision of each order."""
        told = _Told(
            headers=tuple(self.headers[order_id] for order_id in sorted(self.headers)),
            figures=tuple(self.figures[order_id] for order_id in sorted(self.figures)),
            refunds=tuple(sorted((*self.refunds, *self.earlier_refunds), key=lambda each: each.id)),
            events=tuple(sorted(self.drawer.events, key=lambda each: each.id)),
            shifts=tuple(sorted(self.drawer.shifts, key=lambda each: each.id)),
            control=self.control,
        )
        return hashlib.sha256(_TOLD.dump_json(told)).hexdigest()


class DayReading:
    """The reading of one location's day, with a pool that runs its calls together."""

    def __init__(self, client: TalechClient, location: Location, window: BusinessWindow, pool: Executor) -> None:
        self._client = client
        self.location = location
        self.window = window
        self._pool = pool

    def bulk(self, closed_orders: Callable[[Iterable[str]], None] = lambda _: None) -> BulkReading:
        """Everything but lines; `closed_orders` gets the ids of orders that closed on the day, in several parts.

        Raises:
            RetriableError: talech did not answer, or answered with an error; that never means "no sales".
            NeedsAttentionError: access was revoked, or the location was removed.
        """
        # One call goes ahead of the others: of a talech that is away a try asks one thing, not seven at once.
        closed = extensions.closed_orders(self._client, self.location, self.window)
        drawer, refunds = self._begun(extensions.drawer), self._begun(extensions.refunds_given)
        headers, paid = self._begun(order_headers), self._begun(extensions.payments_taken)
        figures: dict[str, OrderFinancials] = {}

        def note(orders: Iterable[OrderFinancials]) -> None:
            figures.update({order.id: order for order in orders})
            closed_orders(order.id for order in orders if closed_in(order, self.window))

        for part in self._figures({order.order_id for order in closed}, self._pool.map):
            note(part)
        listed = headers.result().keys() | named_by(paid.result(), refunds.result())
        # The report is asked for after the lists: an order that arrives while these are read is in both.
        control = self._begun(summary_figures)
        # The pool is at the lines by now: the few other orders are read on this thread, beside them.
        for part in self._figures(listed - figures.keys(), map):
            note(part)
        return BulkReading(
            headers.result(),
            figures,
            refunds.result(),
            self.earlier_refunds(figures.values(), headers.result(), refunds.result()),
            drawer.result(),
            control.result(),
        )

    def _begun(self, read: Callable[[TalechClient, Location, BusinessWindow], Read]) -> Future[Read]:
        return self._pool.submit(read, self._client, self.location, self.window)

    def _figures(self, order_ids: Iterable[str], run: extensions.Run) -> Iterator[Sequence[OrderFinancials]]:
        return extensions.order_financials(self._client, self.location, sorted(order_ids), run)

    def earlier_refunds(
        self, orders: Iterable[OrderFinancials], headers: Mapping[str, HistoryRow], refunds: Iterable[RefundPart]
    ) -> tuple[RefundPart, ...]:
        """Refunds given before the day, back to the first payment of an order that seems to be paid twice.

        Payments returned before the day have no effect on it, but without them such an order breaks invariant I3.
        """
        returned = _returned(refunds)
        overpaid = [
            order
            for order in orders
            if closed_in(order, self.window)
            and not order.training
            and _is_paid_twice(order, headers.get(order.id), returned[order.id])
        ]
        first_payment = min((payment.taken_at for order in overpaid for payment in order.payments), default=None)
        if first_payment is None or first_payment >= self.window.start:
            return ()
        before = BusinessWindow(first_payment, self.window.start)
        ids = {order.id for order in overpaid}
        earlier = extensions.refunds_given(self._client, self.location, before)
        return tuple(each for each in earlier if each.kind == PAYMENT_REFUND_REOPEN and each.order_id in ids)


class LinesReading:
    """Reads the lines of orders, as many calls at a time as the pool has threads, while more orders may be added."""

    def __init__(self, client: TalechClient, location: Location, pool: Executor, width: int) -> None:
        self._read = partial(_lines, client, location)
        self._pool = pool
        self._width = width
        self._waiting: deque[str] = deque()
        self._readers: list[Future[dict[str, OrderDetail]]] = []

    def add(self, order_ids: Iterable[str]) -> None:
        """Begin to read the lines of these orders."""
        added = list(order_ids)
        self._waiting.extend(added)
        self._readers += [self._pool.submit(self._reader) for _ in range(min(self._width, len(added)))]

    def by_order(self) -> Mapping[str, OrderDetail]:
        """The lines of all orders that were added.

        Raises:
            RetriableError, NeedsAttentionError: as the first call that failed.
        """
        return {order_id: detail for reader in self._readers for order_id, detail in reader.result().items()}

    def stop(self) -> None:
        """Begin no further call."""
        self._waiting.clear()

    def _reader(self) -> dict[str, OrderDetail]:
        read: dict[str, OrderDetail] = {}
        try:
            while (order_id := self._next()) is not None:
                read[order_id] = self._read(order_id)
        except Exception:
            self.stop()
            raise
        return read

    def _next(self) -> str | None:
        try:
            return self._waiting.popleft()
        except IndexError:
            return None


def named_by(payments: Iterable[TakenPayment], refunds: Iterable[RefundPart]) -> set[str]:
    """The orders that payments and refunds name."""
    refunded = {each.order_id for each in refunds if each.order_id is not None and has_effect(each)}
    return refunded | {payment.order_id for payment in payments}


def summary_figures(client: TalechClient, location: Location, window: BusinessWindow) -> SummaryFigures:
    """talech's own report of a window; zeros where it found no records."""
    start, end = wall_clock_span(location, window)
    criteria = {
        "startDate": start.strftime(WALL_CLOCK),
        "endDate": end.strftime(WALL_CLOCK),
        "granularity": 1,
        "includedReports": [101, 103],
    }
    body, at = {"searchCriteria": criteria}, location.merchant_identification
    reply, _ = client.find(SUMMARY_PATH, body, SummaryReply, location=at)
    return reply.all if reply else SummaryFigures.nothing()


def closed_in(order: OrderFinancials, window: BusinessWindow) -> bool:
    """Whether the order closed on the day and counts."""
    return order.status != OrderStatus.VOIDED and order.closed_at is not None and order.closed_at in window


def touches(order: OrderFinancials, window: BusinessWindow) -> bool:
    """Whether the order closed or was paid on the day."""
    return closed_in(order, window) or any(payment.taken_at in window for payment in order.payments)


def _lines(client: TalechClient, location: Location, order_id: str) -> OrderDetail:
    at = location.merchant_identification
    return client.read(DETAIL_PATH, {"orderId": order_id}, OrderReply, location=at).order


def _returned(refunds: Iterable[RefundPart]) -> Mapping[str | None, int]:
    returned: Counter[str | None] = Counter()
    for refund in refunds:
        if refund.kind == PAYMENT_REFUND_REOPEN and has_effect(refund):
            returned[refund.order_id] += refund.total_minor
    return returned


def _is_paid_twice(order: OrderFinancials, header: HistoryRow | None, returned_minor: int) -> bool:
    paid = sum(each.amount_minor + each.tip_minor for each in order.payments if each.status == COMPLETED)
    return paid - returned_minor > total_minor_of(order, header)
