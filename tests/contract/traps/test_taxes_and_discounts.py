"""Traps of price: inclusive and double taxes, cents that do not add up, discounts beyond the price (7, 8 and 25)."""

import pytest

from contract.traps.chart import (
    ADJUSTMENTS,
    CASH,
    COFFEE_SALES,
    COMPS,
    DISCOUNTS,
    ECO_FEE,
    FOOD_SALES,
    GST,
    HST,
    PST,
    TO_GO_TAX,
)
from contract.traps.sales import MONDAY, MONDAY_NOON, cash, coffee, sold
from simulators.talech.shop import line
from talech_simulator import Quirks

pytestmark = pytest.mark.loopback


def sold_for_cash(minor, *lines, **more):
    return [sold("o1", MONDAY_NOON, list(lines), [cash("p1", minor, MONDAY_NOON)], **more)]


@pytest.mark.parametrize(
    ("orders", "books"),
    [
        pytest.param(
            # 11.30 on the menu is 10.00 and 1.30; 10 % off the menu price leaves 10.17, which is 9.00 and 1.17.
            sold_for_cash(1017, line("l1", 1000, 117, discount_minor=100, tax_inclusive=True, unit_price_minor=1130)),
            {CASH: 1017, COFFEE_SALES: -1000, DISCOUNTS: 100, HST: -117},
            id="inclusive with a discount",
        ),
        pytest.param(
            sold_for_cash(1120, line("l1", 1000, taxes={"t_gst": 50, "t_pst": 70})),
            {CASH: 1120, COFFEE_SALES: -1000, GST: -50, PST: -70},
            id="GST and PST",
        ),
        pytest.param(
            sold_for_cash(1260, line("l1", 1200, taxes={"t_eco": 60}, quantity="6", unit_price_minor=200)),
            {CASH: 1260, COFFEE_SALES: -1200, ECO_FEE: -60},
            id="flat per item",
        ),
        pytest.param(
            sold_for_cash(2180, coffee(), line("l2", 1000, taxes={"t_togo": 50}), order_type="TO_GO"),
            {CASH: 2180, COFFEE_SALES: -2000, HST: -130, TO_GO_TAX: -50},
            id="to-go rate beside the dine-in rate",
        ),
    ],
)
def test_trap_07_every_tax_reaches_its_own_account_and_revenue_is_without_tax(shop_of, orders, books):
    assert shop_of(orders).close(MONDAY) == books


@pytest.mark.parametrize(
    ("orders", "books"),
    [
        pytest.param(
            sold_for_cash(120, *(line(f"l{n}", 35, 5) for n in range(3))),
            {CASH: 120, COFFEE_SALES: -105, HST: -15},
            id="tax rounded per line",
        ),
        pytest.param(
            sold_for_cash(119, *(line(f"l{n}", 35, tax) for n, tax in enumerate((5, 5, 4)))),
            {CASH: 119, COFFEE_SALES: -105, HST: -14},
            id="tax rounded per order",
        ),
        pytest.param(
            # Three for 10.00: a unit price that no number of digits writes out.
            sold_for_cash(1130, line("l1", 1000, 130, quantity="3")),
            {CASH: 1130, COFFEE_SALES: -1000, HST: -130},
            id="unit price below a cent",
        ),
        pytest.param(
            sold_for_cash(1131, coffee(), adjustment_minor=1),
            {CASH: 1131, COFFEE_SALES: -1000, ADJUSTMENTS: -1, HST: -130},
            id="header a penny above its lines",
        ),
        pytest.param(
            sold_for_cash(1129, coffee(), adjustment_minor=-1),
            {CASH: 1129, COFFEE_SALES: -1000, ADJUSTMENTS: 1, HST: -130},
            id="header a penny below its lines",
        ),
    ],
)
def test_trap_08_cents_are_rounded_once_and_a_penny_between_header_and_lines_is_a_line_of_its_own(
    shop_of, orders, books
):
    """Every amount talech sends is off by a fraction of a cent here."""
    shop = shop_of(orders)
    shop.talech.world.quirks = Quirks(noise_share=1.0, difference_share=0.0)

    assert shop.close(MONDAY) == books


def test_trap_08_many_sub_cent_amounts_do_not_add_up_to_a_cent(shop_of):
    """Two hundred coffees of 1.01 and 0.13: rounding the sum of the floats would drift away from the tills."""
    orders = [sold(f"o{n}", MONDAY_NOON, [line("l1", 101, 13)], [cash(f"p{n}", 114, MONDAY_NOON)]) for n in range(200)]
    shop = shop_of(orders)
    shop.talech.world.quirks = Quirks(noise_share=1.0, difference_share=0.0)

    assert shop.close(MONDAY) == {CASH: 22800, COFFEE_SALES: -20200, HST: -2600}


@pytest.mark.parametrize(
    ("orders", "books"),
    [
        pytest.param(
            # 5.00 off a coffee of 3.00 beside a taxed dish: the coffee's line is below zero, the order is not.
            sold_for_cash(930, line("l1", 300, discount_minor=500), line("l2", 1000, 130, category="c2")),
            {CASH: 930, COFFEE_SALES: -300, FOOD_SALES: -1000, DISCOUNTS: 500, HST: -130},
            id="a line discounted by more than its price",
        ),
        pytest.param(
            sold_for_cash(-200, line("l1", 300, discount_minor=500)),
            {CASH: -200, COFFEE_SALES: -300, DISCOUNTS: 500},
            id="an order discounted by more than its price",
        ),
        pytest.param(
            # 8.00 off an order whose taxed part is 5.00: the taxed part is gone and no tax is left, never a negative.
            sold_for_cash(
                1700, line("l1", 500, discount_minor=500), line("l2", 2000, category="c2", discount_minor=300)
            ),
            {CASH: 1700, COFFEE_SALES: -500, FOOD_SALES: -2000, DISCOUNTS: 800},
            id="an order discount beyond the taxed part",
        ),
        pytest.param(
            [
                sold(
                    "o1",
                    MONDAY_NOON,
                    [line("l1", 5000, category="c2", discount_minor=5000)],
                    [],
                    discounts=[{"id": "d1", "amount_minor": 5000, "is_comp": True}],
                )
            ],
            {FOOD_SALES: -5000, COMPS: 5000},
            id="all on the house",
        ),
    ],
)
def test_trap_25_a_discount_of_the_whole_price_or_more_is_posted_as_given(shop_of, orders, books):
    assert shop_of(orders).close(MONDAY) == books
