"""`ext/v0/closings`, `ext/v0/payments`, `ext/v0/refunds` and `ext/v0/drawer`: what happened in a window of instants."""

from collections.abc import Mapping, Sequence
from typing import Any

from talech_simulator.books.shares import completed_refund, service_charge_shares
from talech_simulator.books.taxed_amounts import refund_taxed_amounts
from talech_simulator.contract import Refund, to_json
from talech_simulator.wire.asking import instant_window, page_of, whole_number
from talech_simulator.wire.replies import Call, CallRefusedError, answer

_DEFAULT_LIMIT, _LARGEST_LIMIT = 500, 1000


def closings(call: Call) -> dict[str, Any]:
    """Orders that closed in the window, whenever they were paid; training orders included."""
    closed = call.records.closings(*instant_window(call.body))
    rows = [{"order_id": order.id, "closed_at": to_json(order.closed_at)} for order in closed]
    return _page(call, "orders", rows)


def payments(call: Call) -> dict[str, Any]:
    """Payments of every status taken in the window, training orders' included."""
    taken = call.records.payments(*instant_window(call.body))
    return _page(call, "payments", [{"order_id": order.id, **to_json(payment)} for order, payment in taken])


def refunds(call: Call) -> dict[str, Any]:
    """Refunds of every status given in the window, each line with its category and its taxes."""
    given = call.records.refunds(*instant_window(call.body))
    return _page(call, "refunds", [_refund(call, each) for each in given])


def drawer(call: Call) -> dict[str, Any]:
    """Drawer events in the window and shifts counted in it."""
    start, end = instant_window(call.body)
    events = call.records.drawer_events(start, end)
    shifts = call.records.closed_shifts(start, end)
    return answer(len(events) + len(shifts), events=to_json(tuple(events)), shifts=to_json(tuple(shifts)))


def _refund(call: Call, refund: Refund) -> dict[str, Any]:
    order = None if refund.order_id is None else call.records.order(refund.order_id)
    if order is None and refund.order_id is not None:
        raise CallRefusedError(f"refund {refund.id} belongs to no order that is known")
    shares = service_charge_shares(order, refund.service_charge_minor)
    return {
        **to_json(completed_refund(refund, order)),
        "service_charges": [{"payee": payee, "amount_minor": share} for payee, share in shares.items()],
        "taxed_amounts": refund_taxed_amounts(refund, order),
    }


def _page(call: Call, name: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    limit = whole_number(call.body, "limit", _DEFAULT_LIMIT, 1, _LARGEST_LIMIT)
    offset = _offset(call.body.get("cursor"))
    page, total = page_of(rows, offset, limit, repeat_first_page=call.repeat_first_page)
    following = offset + limit
    return answer(total, **{name: page, "next_cursor": f"c{following}" if following < total else None})


def _offset(cursor: object) -> int:
    if cursor is None:
        return 0
    if not isinstance(cursor, str) or not cursor.startswith("c") or not cursor[1:].isdigit():
        raise CallRefusedError(f"cursor: is {cursor!r}, must be the next_cursor of an earlier reply")
    return int(cursor[1:])
