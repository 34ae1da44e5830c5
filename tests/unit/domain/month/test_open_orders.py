"""Open orders: payments without a closing, the oldest first, and what of it is not on record."""

from datetime import date

import pytest

from daybook.domain.day.sales import SalesDay
from daybook.domain.month.open_orders import OpenOrder, OpenOrders, open_orders

QUEEN, KING = "304267:1", "304268:1"


def day(number, advances, *, at=QUEEN, **figures):
    """A day of March on which orders moved deposits by these amounts."""
    moved = {
        "deposits_taken_minor": sum(minor for minor in advances.values() if minor > 0),
        "deposits_released_minor": -sum(minor for minor in advances.values() if minor < 0),
    }
    return SalesDay(at, date(2026, 3, number), "CAD", advances=advances, **{**moved, **figures})


def test_an_order_is_open_until_its_closing_has_used_what_was_paid():
    paid, more, closed = day(1, {"o1": 2_000}), day(3, {"o1": 500, "o2": 900}), day(9, {"o1": -2_500})

    assert open_orders([more, paid]) == OpenOrders(
        (OpenOrder("o1", QUEEN, 2_500, date(2026, 3, 1)), OpenOrder("o2", QUEEN, 900, date(2026, 3, 3))), 0, 0
    )
    assert [order.order_id for order in open_orders([paid, more, closed]).orders] == ["o2"]
    assert open_orders([paid, more]).paid_minor == 3_400


def test_an_order_that_was_opened_again_is_open_since_then():
    days = [day(1, {"o1": 2_000}), day(2, {"o1": -2_000}), day(8, {"o1": 700})]

    assert open_orders(days).orders == (OpenOrder("o1", QUEEN, 700, date(2026, 3, 8)),)


def test_what_earlier_payments_covered_is_told_and_is_no_order():
    found = open_orders([day(1, {"old": -3_000, "o1": 400})])

    assert (found.earlier_minor, [order.order_id for order in found.orders]) == (3_000, ["o1"])


def test_two_stores_may_have_one_number_for_two_orders():
    found = open_orders([day(1, {"o1": 1}), day(1, {"o1": 300}, at=KING)])

    assert {(order.location_id, order.paid_minor) for order in found.orders} == {(QUEEN, 1), (KING, 300)}


def test_a_day_whose_orders_are_not_on_record_is_counted():
    days = [day(1, {}, deposits_taken_minor=500), day(2, {}), day(3, {"o1": 500, "o2": -300})]

    assert open_orders(days).unsplit == 1


@pytest.mark.parametrize(("on", "is_old"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_an_order_is_old_after_thirty_days(on, is_old):
    assert OpenOrder("o1", QUEEN, 100, date(2026, 3, 1)).is_old_on(on) is is_old
