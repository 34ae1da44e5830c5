"""The figures of a month are sums of its days, of one store or of several."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.day.orders import TenderKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.month.month_figures import MonthFigures, busiest_weekday, month_figures, tendered

FIRST = SalesDay(
    "304267:1",
    date(2026, 3, 14),
    "CAD",
    gross_minor=77_777,
    revenue={"c1": 90_000, "none": 10_000},
    adjustment_minor=-250,
    discounts_minor=1_001,
    comps_minor=2_002,
    loyalty_minor=303,
    refunds={"c1": 4_000, "none": 50},
    refunds_as_store_credit_minor=404,
    taxes={"hst": 12_000, "city": 345},
    service_charges={"STAFF": 700, "HOUSE": 20},
    tips_minor=8_105,
    gift_cards_sold_minor=2_506,
    gift_cards_refunded_to_minor=307,
    store_credit_granted_minor=408,
    house_account_paid_minor=609,
    deposits_sold_minor=810,
    deposits_taken_minor=911,
    deposits_released_minor=512,
    rounding_minor=-3,
    tenders=(TenderTotal("CCRD", "CARD", "VISA", 70_000, 1_500), TenderTotal("CASH", "CASH", None, 9_000, 200)),
)
SECOND = SalesDay(
    "304267:1",
    date(2026, 3, 15),
    "CAD",
    revenue={"c1": 1_000},
    adjustment_minor=1,
    refunds={"c1": 5},
    taxes={"hst": 130},
    service_charges={"STAFF": 9},
    tips_minor=20,
    rounding_minor=1,
    tenders=(TenderTotal("CCRD", "CARD", "AMEX", 400, 30), TenderTotal("DCRD", "CARD", "VISA", 500, 0)),
)
MONTH = MonthFigures(
    gross_minor=100_751,
    discounts_minor=1_001,
    comps_minor=2_002,
    loyalty_minor=303,
    refunds_minor=4_055,
    refunds_as_store_credit_minor=404,
    service_charges_minor=729,
    taxes_minor=12_475,
    tips_minor=8_125,
    gift_cards_sold_minor=2_506,
    gift_cards_refunded_to_minor=307,
    store_credit_granted_minor=408,
    house_account_paid_minor=609,
    deposits_sold_minor=810,
    deposits_taken_minor=911,
    deposits_released_minor=512,
    rounding_minor=-2,
    collected_minor=78_170,
    trading_days=2,
)


def test_a_month_adds_up_every_figure_of_its_days():
    assert month_figures(iter((FIRST, SECOND))) == MONTH


def test_a_month_without_days_is_all_zeros():
    assert month_figures([]) == MonthFigures()


def test_a_date_on_which_two_stores_sold_is_one_trading_day_and_one_without_sales_is_none():
    other_store = replace(SECOND, location_id="304267:2")
    empty = SalesDay("304267:1", date(2026, 3, 16), "CAD")

    assert month_figures([FIRST, SECOND, other_store, empty]).trading_days == 2


def test_net_sales_are_sales_less_all_that_was_given_away_or_back():
    assert MONTH.net_sales_minor == 93_390


def test_what_was_recognised_is_all_that_was_sold_owed_or_promised():
    assert MONTH.recognised_minor == 119_357


@pytest.mark.parametrize(
    "name",
    [
        "gross_minor",
        "service_charges_minor",
        "taxes_minor",
        "tips_minor",
        "gift_cards_sold_minor",
        "gift_cards_refunded_to_minor",
        "store_credit_granted_minor",
        "house_account_paid_minor",
        "deposits_sold_minor",
        "rounding_minor",
    ],
)
def test_each_thing_that_was_sold_or_promised_is_recognised_in_full(name):
    assert MonthFigures(**{name: 17}).recognised_minor == 17


@pytest.mark.parametrize("name", ["discounts_minor", "comps_minor", "loyalty_minor", "refunds_minor"])
def test_each_thing_that_was_given_away_reduces_what_was_recognised(name):
    assert MonthFigures(**{name: 17}).recognised_minor == -17


def test_advances_are_what_open_orders_paid_less_what_closed_orders_used():
    assert MONTH.advances_minor == 399


@pytest.mark.parametrize(
    ("kind", "minor"),
    [(TenderKind.CARD, 69_370), (TenderKind.CASH, 8_800), (TenderKind.CHECK, 0)],
)
def test_tenders_of_a_kind_took_what_they_received_less_what_they_gave_back(kind, minor):
    assert tendered([FIRST, SECOND], kind) == minor


def test_the_busiest_weekday_is_that_of_the_best_average_and_not_of_the_best_sum():
    """Two Fridays of 100.00 each, one Saturday of 150.00; a Sunday without sales does not count."""
    sales = {date(2026, 3, 6): 10_000, date(2026, 3, 13): 10_000, date(2026, 3, 14): 15_000, date(2026, 3, 15): 0}

    assert busiest_weekday(sales) == (date(2026, 3, 14), 15_000)
    assert busiest_weekday(sales | {date(2026, 3, 5): 20_000}) == (date(2026, 3, 5), 20_000)


@pytest.mark.parametrize("sales", [{}, {date(2026, 3, 6): 100}, {date(2026, 3, 6): 100, date(2026, 3, 13): 200}])
def test_one_weekday_alone_is_not_compared(sales):
    assert busiest_weekday(sales) is None
