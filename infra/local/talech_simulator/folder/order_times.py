"""The order of events within one order: nothing is paid, closed or re-opened before it could be."""

from collections.abc import Iterator

from talech_simulator.contract import Order
from talech_simulator.folder.problems import Finding


def time_findings(order: Order) -> Iterator[Finding]:
    """Instants that contradict the order's status or each other."""
    yield from _closing_findings(order)
    for position, payment in enumerate(order.payments):
        at = f"payments[{position}]"
        if payment.taken_at < order.opened_at:
            words = f"is {payment.taken_at}, before the order's opened_at {order.opened_at}; correct one of them"
            yield Finding(f"{at}.taken_at", words)
        if order.closed_at and payment.status == "COMPLETED" and payment.taken_at > order.closed_at:
            words = f"is {payment.taken_at}, after the order's closed_at {order.closed_at}; correct one of them"
            yield Finding(f"{at}.taken_at", words)
        for number, change in enumerate(payment.tip_changes):
            if change.at < payment.taken_at:
                words = f"is {change.at}, before the payment's taken_at {payment.taken_at}"
                yield Finding(f"{at}.tip_changes[{number}].at", words)
    previous = order.opened_at
    for position, closing in enumerate(order.earlier_closings):
        if not previous <= closing.closed_at < closing.reopened_at:
            words = f"is {closing.closed_at}; must lie after {previous} and before its reopened_at"
            yield Finding(f"earlier_closings[{position}].closed_at", words)
        previous = closing.reopened_at
    if order.closed_at and order.earlier_closings and order.closed_at < previous:
        yield Finding("closed_at", f"is {order.closed_at}, before the order was re-opened at {previous}")


def _closing_findings(order: Order) -> Iterator[Finding]:
    if order.status == "CLOSED" and order.closed_at is None:
        yield Finding("closed_at", "missing on a CLOSED order; write when it was paid in full")
    if order.status != "CLOSED" and order.closed_at is not None:
        yield Finding("closed_at", f"is {order.closed_at} on an order with status {order.status}; write null")
    if order.closed_at and order.closed_at < order.opened_at:
        words = f"is {order.closed_at}, before opened_at {order.opened_at}; correct one of them"
        yield Finding("closed_at", words)
