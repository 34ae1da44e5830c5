"""An order as the register shows it at an instant: what is later than that instant is not there yet.

A folder tells each order's whole life; here it is cut off at the clock. An order opened or uploaded later
does not exist, later payments and tip changes do not count, an order closed later is still open, and an
earlier closing stands until the order is opened again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from talech_simulator.contract import Order, Payment, Refund
from talech_simulator.contract.orders import OrderStatus


def instants_of(order: Order) -> Iterator[datetime]:
    """Every instant at which the order changes."""
    yield order.opened_at
    yield from (each for each in (order.closed_at, order.uploaded_at, order.updated_at) if each)
    for closing in order.earlier_closings:
        yield from (closing.closed_at, closing.reopened_at)
    for payment in order.payments:
        yield payment.taken_at
        yield from (change.at for change in payment.tip_changes)


def as_of(order: Order, reopenings: Sequence[Refund], now: datetime) -> Order | None:
    """The order at `now`, or None before it exists; `reopenings` are its PAYMENT_REFUND_REOPEN refunds."""
    if max(order.opened_at, order.uploaded_at or order.opened_at) > now:
        return None
    happened = [instant for instant in instants_of(order) if instant <= now]
    hidden = sum(instant > now for instant in instants_of(order))
    if not hidden and all(refund.at <= now for refund in reopenings):
        return order if order.updated_at else replace(order, updated_at=max(happened))
    payments = tuple(_payment_as_of(each, now) for each in order.payments if each.taken_at <= now)
    completed = [each for each in payments if each.status == "COMPLETED"]
    given_back = [each for each in reopenings if each.at <= now]
    tip = sum(each.tip_minor for each in completed) - sum(each.tip_minor for each in given_back)
    paid = sum(each.amount_minor for each in completed)
    paid -= sum(each.total_minor - each.tip_minor for each in given_back)
    closed_at = _closing_as_of(order, now)
    total = order.totals.total_minor - order.totals.tip_minor + tip
    return replace(
        order,
        status=_status(order, closed_at, paid),
        closed_at=closed_at,
        updated_at=max(happened),
        revision=max(1, order.revision - hidden),
        payments=payments,
        totals=replace(order.totals, tip_minor=tip, total_minor=total),
    )


def _status(order: Order, closed_at: datetime | None, paid: int) -> OrderStatus:
    if order.status == "VOIDED":
        return "VOIDED"
    if closed_at:
        return "CLOSED"
    return "PARTIALLY_PAID" if paid else "OPEN"


def _closing_as_of(order: Order, now: datetime) -> datetime | None:
    if order.closed_at and order.closed_at <= now:
        return order.closed_at
    standing = (each.closed_at for each in order.earlier_closings if each.closed_at <= now < each.reopened_at)
    return next(standing, None)


def _payment_as_of(payment: Payment, now: datetime) -> Payment:
    later = [change for change in payment.tip_changes if change.at > now]
    if not later and not (payment.settled_at and payment.settled_at > now):
        return payment
    settled_at = payment.settled_at if payment.settled_at and payment.settled_at <= now else None
    return replace(
        payment,
        settled_at=settled_at,
        tip_minor=later[0].from_minor if later else payment.tip_minor,
        tip_changes=payment.tip_changes[: len(payment.tip_changes) - len(later)],
    )
