"""`order/getorderbyid`: the lines of one order, in unit prices."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from talech_simulator.contract import Modifier, Order, Refund
from talech_simulator.shop.quirks import ServedLine
from talech_simulator.wire.asking import on_the_clock
from talech_simulator.wire.replies import Call, CallRefusedError, answer, not_found


def order_by_id(call: Call) -> dict[str, Any]:
    """One order as the register shows it now."""
    order_id = call.body.get("orderId")
    if not isinstance(order_id, str):
        raise CallRefusedError(f"orderId: is {order_id!r}, must be a text")
    order = call.records.order(order_id)
    if order is None or order.status == "VOIDED":
        return not_found()
    return answer(1, Order=_order(call, order))


def _order(call: Call, order: Order) -> dict[str, Any]:
    calendar = call.records.calendar
    zone = calendar.zone_on(calendar.day_of(call.records.now()).date)
    served = call.quirks.served_lines(order)
    parts = sum(1 + len(each.modifiers) for each in served)
    refunded = _refunded_by_line(call.records.refunds_of(order.id))
    return {
        "orderId": order.id,
        "orderType": order.order_type.replace("_", "").lower(),
        "orderCreationTime": on_the_clock(order.opened_at, zone),
        "tipsAmount": call.quirks.header_amount(order.totals.tip_minor, order.id, "tip"),
        "paymentDetails": [
            {"paymentType": payment.tender_id, "cardType": payment.card_type}
            for payment in order.payments
            if payment.status == "COMPLETED"
        ],
        "orderDetails": [_detail(call, order, each, refunded[each.line.id], parts) for each in served],
    }


def _detail(call: Call, order: Order, served: ServedLine, refunded: tuple[Decimal, int], parts: int) -> dict[str, Any]:
    line = served.line
    returned, returned_minor = refunded
    remaining = line.quantity - returned

    def unit(minor: int, name: str) -> float:
        return call.quirks.unit_amount(minor, line.quantity, parts, order.id, f"{line.id} {name}")

    return {
        "name": line.name,
        "categoryId": line.category_id,
        "price": unit(served.own_gross_minor, "price"),
        "quantity": float(remaining),
        "refundedQuantity": float(returned),
        "refundedPrice": returned_minor / 100,
        "printedQuantity": float(line.quantity),
        "discountAmt": unit(line.discount_minor, "discountAmt"),
        "tax": call.quirks.header_amount(line.tax_minor, order.id, f"{line.id} tax"),
        "addOns": [
            _add_on(call, order, f"{line.id} {position}", each, returned_share=returned / line.quantity, parts=parts)
            for position, each in enumerate(served.modifiers)
        ],
    }


def _add_on(
    call: Call, order: Order, name: str, modifier: Modifier, *, returned_share: Decimal, parts: int
) -> dict[str, Any]:
    returned = modifier.quantity * returned_share
    return {
        "name": modifier.name,
        "categoryId": modifier.category_id,
        "price": call.quirks.unit_amount(modifier.gross_minor, modifier.quantity, parts, order.id, name),
        "quantity": float(modifier.quantity - returned),
        "refundedQuantity": float(returned),
    }


def _refunded_by_line(refunds: list[Refund]) -> defaultdict[str, tuple[Decimal, int]]:
    """Quantity and net minor units returned so far, by line id."""
    returned: defaultdict[str, tuple[Decimal, int]] = defaultdict(lambda: (Decimal(0), 0))
    for refund in refunds:
        for line in refund.lines:
            if line.line_id is not None:
                quantity, minor = returned[line.line_id]
                returned[line.line_id] = (quantity + line.quantity, minor + line.net_minor)
    return returned
