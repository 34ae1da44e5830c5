"""The figures of a store's day that the rules look at, from the day that was posted."""

from datetime import date

import pytest

from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.unusual.days import StoreDay, by_date, store_day

ON = date(2026, 3, 14)


def test_a_posted_day_gives_its_sales_takings_and_tenders():
    day = SalesDay(
        "304267:1",
        ON,
        "CAD",
        gross_minor=77_777,
        revenue={"c1": 90_000, "none": 10_000},
        adjustment_minor=-250,
        discounts_minor=1_000,
        comps_minor=2_000,
        loyalty_minor=300,
        refunds={"c1": 4_000, "none": 50},
        taxes={"hst": 12_000, "city": 345},
        tips_minor=8_100,
        tenders=(
            TenderTotal("CCRD", "CARD", "VISA", 70_000, 1_500),
            TenderTotal("DCRD", "CARD", None, 20_000, 0),
            TenderTotal("CASH", "CASH", None, 9_000, 200),
            TenderTotal("EURO", "CASH", None, 400, 0),
            TenderTotal("GCRD", "GIFT_CARD", None, 5_000, 0),
        ),
        over_short_minor=-75,
        orders_closed=61,
        refunds_given=2,
    )

    assert store_day(day) == StoreDay(
        on=ON,
        net_minor=92_400,
        gross_minor=99_750,
        refunds_minor=4_050,
        taxes_minor=12_345,
        tips_minor=8_100,
        orders=61,
        cards_minor=88_500,
        cash_minor=9_200,
        over_short_minor=-75,
        tenders={"CCRD VISA": 68_500, "DCRD": 20_000, "CASH": 8_800, "EURO": 400, "GCRD": 5_000},
    )


def test_a_day_without_anything_has_no_figure():
    assert store_day(SalesDay("304267:1", ON, "CAD")) == StoreDay(ON)


@pytest.mark.parametrize(
    ("orders", "gross_minor", "is_open"),
    [(0, 0, False), (1, 0, True), (0, 1, True), (0, -1, False), (3, -1, True)],
)
def test_a_store_was_open_if_it_closed_an_order_or_sold_anything(orders, gross_minor, is_open):
    assert StoreDay(ON, orders=orders, gross_minor=gross_minor).is_open is is_open


def test_two_days_are_alike_by_net_sales_taxes_tips_orders_and_tenders_in_any_order():
    day = StoreDay(
        ON, net_minor=1, taxes_minor=2, tips_minor=3, orders=4, gross_minor=9, tenders={"CCRD VISA": 6, "CASH": 5}
    )

    assert day.shape == (1, 2, 3, 4, (("CASH", 5), ("CCRD VISA", 6)))


def test_days_are_put_in_order_the_oldest_first():
    first, second, third = (StoreDay(date(2026, 3, day), orders=10 - day) for day in (1, 2, 3))

    assert by_date([second, third, first]) == (first, second, third)
