"""Every kind of event that docs/talech.md 6 calls a trap, and that data can hold, occurs in the samples."""

from collections.abc import Callable

import pytest

from talech_simulator.contract import Order, Refund

RESTAURANT, RETAIL, CAFE = "restaurant-us", "retail-ie", "cafe-ca"
CARDS = {"CCRD", "DCRD"}


def _paid(order: Order) -> list[str]:
    return [payment.tender_id for payment in order.payments if payment.status == "COMPLETED"]


def _card_types(order: Order) -> set[str | None]:
    return {payment.card_type for payment in order.payments if payment.tender_id in CARDS}


def _kinds(order: Order) -> set[str]:
    return {line.kind for line in order.lines}


def _tax_ids(order: Order) -> set[str]:
    return {tax.tax_id for line in order.lines for tax in line.taxes}


def _quantity_signs(order: Order) -> set[bool]:
    return {line.quantity > 0 for line in order.lines}


def _taxed_gross(order: Order) -> int:
    return sum(line.gross_minor for line in order.lines if line.taxes)


ORDERS: dict[str, tuple[str, int, Callable[[Order], object]]] = {
    "split over cash and card": (RESTAURANT, 10, lambda o: "CASH" in _paid(o) and CARDS & set(_paid(o))),
    "the same tender twice": (RESTAURANT, 10, lambda o: len(_paid(o)) > len(set(_paid(o)))),
    "two taxes on a line": (RESTAURANT, 500, lambda o: any(len(line.taxes) > 1 for line in o.lines)),
    "a to-go order with one tax": (RESTAURANT, 500, lambda o: o.order_type == "TO_GO" and len(o.lines[0].taxes) == 1),
    "a flat tax": (RESTAURANT, 50, lambda o: "t_il_bottle" in _tax_ids(o)),
    "a paid modifier": (RESTAURANT, 100, lambda o: any(line.modifiers for line in o.lines)),
    "a taxed service charge of the staff": (
        RESTAURANT,
        30,
        lambda o: any(s.payee == "STAFF" and s.tax_minor for s in o.service_charges),
    ),
    "an untaxed service charge of the house": (
        RESTAURANT,
        10,
        lambda o: any(s.payee == "HOUSE" for s in o.service_charges),
    ),
    "a comped item": (RESTAURANT, 10, lambda o: any(d.is_comp and d.scope == "ITEM" for d in o.discounts)),
    "a comped order of zero": (
        RESTAURANT,
        10,
        lambda o: o.totals.gross_minor > 0 == o.totals.total_minor and not o.payments,
    ),
    "an item and an order discount": (RESTAURANT, 10, lambda o: {d.scope for d in o.discounts} == {"ITEM", "ORDER"}),
    "a loyalty reward": (RESTAURANT, 30, lambda o: o.totals.loyalty_minor),
    "a gift card sold": (RESTAURANT, 30, lambda o: "GIFT_CARD_SALE" in _kinds(o)),
    "a gift card reloaded": (RESTAURANT, 1, lambda o: "GIFT_CARD_RELOAD" in _kinds(o)),
    "a gift card redeemed": (RESTAURANT, 20, lambda o: "GCRD" in _paid(o)),
    "a gift card part-redeemed": (RESTAURANT, 3, lambda o: "GCRD" in _paid(o) and len(_paid(o)) > 1),
    "a gift card sold and redeemed": (RESTAURANT, 1, lambda o: "GIFT_CARD_SALE" in _kinds(o) and "GCRD" in _paid(o)),
    "a house account charged": (RESTAURANT, 20, lambda o: _paid(o) == ["HACC"]),
    "a house account paid": (RESTAURANT, 10, lambda o: o.totals.house_account_paid_minor),
    "a deposit sold": (RESTAURANT, 1, lambda o: o.totals.deposits_sold_minor),
    "store credit redeemed": (RESTAURANT, 10, lambda o: "STCR" in _paid(o)),
    "a check": (RESTAURANT, 10, lambda o: "CHECK" in _paid(o)),
    "a delivery app without tax": (RESTAURANT, 50, lambda o: "OTHER" in _paid(o) and not o.totals.tax_minor),
    "a declined card": (RESTAURANT, 5, lambda o: any(p.status == "DECLINED" for p in o.payments)),
    "a voided card payment": (RESTAURANT, 5, lambda o: any(p.status == "VOIDED" for p in o.payments)),
    "card type OTHER": (RESTAURANT, 1, lambda o: "OTHER" in _card_types(o)),
    "no card type": (RESTAURANT, 1, lambda o: None in _card_types(o)),
    "a rare card": (RESTAURANT, 1, lambda o: "AMEX" in _card_types(o)),
    "an external terminal": (RESTAURANT, 1, lambda o: any(p.external_terminal for p in o.payments)),
    "a card taken offline": (RESTAURANT, 10, lambda o: o.uploaded_at and any(p.offline for p in o.payments)),
    "a tip corrected": (RESTAURANT, 20, lambda o: any(p.tip_changes for p in o.payments)),
    "a re-opened order": (RESTAURANT, 10, lambda o: o.earlier_closings and o.status == "CLOSED"),
    "a voided order": (RESTAURANT, 30, lambda o: o.status == "VOIDED"),
    "a voided line": (RESTAURANT, 30, lambda o: o.status == "CLOSED" and any(line.voided for line in o.lines)),
    "a training order": (RESTAURANT, 20, lambda o: o.training and o.payments),
    "a line without a category": (RESTAURANT, 10, lambda o: "CUSTOM" in _kinds(o)),
    "an order still open": (RESTAURANT, 3, lambda o: o.status == "OPEN"),
    "an order partly paid": (RESTAURANT, 3, lambda o: o.status == "PARTIALLY_PAID"),
    "an order below zero": (RETAIL, 50, lambda o: o.totals.total_minor < 0),
    "an exchange below zero in one order": (
        RETAIL,
        5,
        lambda o: o.totals.total_minor < 0 and len(_quantity_signs(o)) > 1,
    ),
    "hundreds of lines": (RETAIL, 3, lambda o: len(o.lines) > 200),
    "a zero-rated line": (RETAIL, 50, lambda o: "t_vat_0" in _tax_ids(o)),
    "a reduced-rate line": (RETAIL, 50, lambda o: "t_vat_135" in _tax_ids(o)),
    "a voucher of the source": (RETAIL, 3, lambda o: any("ift voucher" in line.name for line in o.lines)),
    "a free item": (RETAIL, 3, lambda o: any(line.unit_price_minor == 0 for line in o.lines)),
    "a manual discount": (RETAIL, 3, lambda o: any(d.name == "Manual discount" for d in o.discounts)),
    "a settled card": (RETAIL, 500, lambda o: any(p.settled_at for p in o.payments)),
    "a card type the merchant does not list": (CAFE, 1, lambda o: "UNIONPAY" in _card_types(o)),
    "Interac": (CAFE, 100, lambda o: "INTERAC" in _card_types(o)),
    "cash rounded up": (CAFE, 50, lambda o: o.totals.rounding_minor > 0),
    "cash rounded down": (CAFE, 50, lambda o: o.totals.rounding_minor < 0),
    "a split with rounding": (CAFE, 5, lambda o: len(_paid(o)) > 1 and o.totals.rounding_minor),
    "a fraction of a kilo": (CAFE, 10, lambda o: any(line.quantity % 1 for line in o.lines)),
    "a discount beyond the taxed part": (CAFE, 5, lambda o: o.totals.discount_minor > _taxed_gross(o) > 0),
}

REFUNDS: dict[str, tuple[str, int, Callable[[Refund], object]]] = {
    "tip alone": (RESTAURANT, 5, lambda r: r.tip_minor == r.total_minor > 0),
    "tax alone": (RESTAURANT, 5, lambda r: r.lines and r.total_minor == sum(line.tax_minor for line in r.lines)),
    "a service charge with its tax": (RESTAURANT, 5, lambda r: r.service_charge_minor and r.lines),
    "onto a gift card": (RESTAURANT, 5, lambda r: r.destination == "GIFT_CARD"),
    "as store credit": (RESTAURANT, 5, lambda r: r.destination == "STORE_CREDIT"),
    "in cash for a card": (RESTAURANT, 5, lambda r: r.destination == "CASH"),
    "a payment undone to re-open": (RESTAURANT, 5, lambda r: r.kind == "PAYMENT_REFUND_REOPEN"),
    "an exchange": (RETAIL, 5, lambda r: r.kind == "EXCHANGE"),
    "a return in cash with rounding": (CAFE, 3, lambda r: r.rounding_minor),
}


@pytest.mark.parametrize("shape", sorted(ORDERS))
def test_an_order_of_this_shape_occurs(shape, merchant):
    name, at_least, fits = ORDERS[shape]

    found = sum(1 for order in merchant(name).orders if fits(order))

    assert found >= at_least


@pytest.mark.parametrize("shape", sorted(REFUNDS))
def test_a_refund_of_this_shape_occurs(shape, merchant):
    name, at_least, fits = REFUNDS[shape]

    found = sum(1 for refund in merchant(name).refunds if fits(refund))

    assert found >= at_least
