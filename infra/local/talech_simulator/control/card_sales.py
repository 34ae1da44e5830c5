"""Orders that a card paid: what a change of the shop's world is made to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from talech_simulator.contract import Order, Payment, SampleMerchant
from talech_simulator.control.faults import UnknownFaultError
from talech_simulator.world import World

Wanted = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CardSale:
    """An order as loaded, with one completed card payment of it; `day_ends` is the end of its business day."""

    merchant: SampleMerchant
    order: Order
    payment: Payment
    closed_at: datetime
    day_ends: datetime

    @property
    def is_paid_at_once(self) -> bool:
        """Whether this payment is the whole story: no other tender, no refund, never opened again."""
        refunded = any(refund.order_id == self.order.id for refund in self.merchant.refunds)
        return len(self.order.payments) == 1 and not refunded and not self.order.earlier_closings

    def with_tip_of(self, more_minor: int) -> "CardSale":
        """The order with so much more tip in its header."""
        totals = self.order.totals
        totals = replace(totals, tip_minor=totals.tip_minor + more_minor, total_minor=totals.total_minor + more_minor)
        return replace(self, order=replace(self.order, totals=totals))

    def with_payment(self, payment: Payment) -> "CardSale":
        """The order with the payment as it is now."""
        payments = tuple(payment if each.id == payment.id else each for each in self.order.payments)
        return replace(self, order=replace(self.order, payments=payments))

    def show(self, world: World) -> None:
        """Let the shop's world have the order as its next revision, changed now."""
        changed = replace(self.order, revision=self.order.revision + 1, updated_at=world.clock.now())
        orders = tuple(changed if each.id == changed.id else each for each in self.merchant.orders)
        world.change(replace(self.merchant, orders=orders))


def card_sales(world: World, wanted: Wanted) -> Iterator[CardSale]:
    """Orders of `location` that closed on `date` and that a card paid, in part at least; only `order_id` if named."""
    location_id, label = needed(wanted, "location"), date.fromisoformat(needed(wanted, "date"))
    merchant = merchant_of(world, wanted)
    records = world.records(location_id)
    day = records.calendar.day(label)
    cards = {tender.id for tender in merchant.profile.tenders if tender.kind == "CARD"}
    loaded = {order.id: order for order in merchant.orders}
    for order in records.closed_orders(day.start, day.end):
        if wanted.get("order_id") not in {None, order.id} or order.closed_at is None:
            continue
        for payment in order.payments:
            if payment.tender_id in cards and payment.status == "COMPLETED":
                original = loaded[order.id]
                as_loaded = next(each for each in original.payments if each.id == payment.id)
                yield CardSale(merchant, original, as_loaded, order.closed_at, day.end)
                break


def merchant_of(world: World, wanted: Wanted) -> SampleMerchant:
    """The merchant that a change names, by its id or by one of its locations.

    Raises:
        UnknownFaultError: it names none of those that are loaded.
    """
    if "merchant" in wanted and wanted["merchant"] in world.merchants:
        return world.merchants[wanted["merchant"]]
    if wanted.get("location") in world.location_ids():
        return world.merchant_of_location(wanted["location"])
    if len(world.merchants) == 1 and not wanted.keys() & {"merchant", "location"}:
        return next(iter(world.merchants.values()))
    known = f"merchants {sorted(world.merchants)}, locations {world.location_ids()}"
    raise UnknownFaultError(f"fault {wanted['fault']}: name a merchant or a location of {known}")


def needed(wanted: Wanted, name: str) -> str:
    """A field that the change cannot do without.

    Raises:
        UnknownFaultError: it is missing.
    """
    if name not in wanted:
        raise UnknownFaultError(f"fault {wanted['fault']}: {name} is missing")
    return str(wanted[name])
