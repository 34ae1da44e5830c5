"""`ext/v0/orderfinancials`: the money side of orders, without their lines."""

from typing import Any

from talech_simulator.books.shares import order_taxes
from talech_simulator.books.taxed_amounts import order_taxed_amounts
from talech_simulator.contract import Order, to_json
from talech_simulator.wire.replies import Call, CallRefusedError, answer, not_found

MOST_ORDERS = 100


def order_financials(call: Call) -> dict[str, Any]:
    """The asked orders as they stand now, in the order asked; unknown ids are left out."""
    ids = call.body.get("order_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= MOST_ORDERS:
        raise CallRefusedError(f"order_ids: must be a list of 1 to {MOST_ORDERS} order ids")
    found = (call.records.order(str(order_id)) for order_id in dict.fromkeys(ids))
    orders = [_financials(call, order) for order in found if order is not None]
    return answer(len(orders), orders=orders) if orders else not_found(orders=[])


def _financials(call: Call, order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "ticket": order.ticket,
        "status": order.status,
        "opened_at": to_json(order.opened_at),
        "closed_at": to_json(order.closed_at),
        "updated_at": to_json(order.updated_at),
        "revision": order.revision,
        "training": order.training,
        "discounts": to_json(order.discounts),
        "loyalty_minor": order.totals.loyalty_minor,
        "service_charges": to_json(order.service_charges),
        "taxes": [{"tax_id": tax_id, "amount_minor": amount} for tax_id, amount in order_taxes(order).items()],
        "taxed_amounts": order_taxed_amounts(order, call.quirks.served_lines(order)),
        "totals": to_json(order.totals),
        "gift_cards_sold_minor": order.totals.gift_sold_minor,
        "house_account_paid_minor": order.totals.house_account_paid_minor,
        "deposits_sold_minor": order.totals.deposits_sold_minor,
        "payments": to_json(order.payments),
    }
