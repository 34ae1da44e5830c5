"""Tips by week: whole weeks from Sunday to Saturday, each in one month, with the sales that they were given on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.profile import Tax
from daybook.domain.month.tip_weeks import TipWeek, states_tips, sunday_of, tip_weeks, weeks_that_end
from unit.portal.merchant import profile_of

SUNDAY, SATURDAY = date(2026, 3, 8), date(2026, 3, 14)
SOLD = SalesDay(
    "304267:1",
    SUNDAY,
    "CAD",
    revenue={"food": 40_000, "drinks": 12_000},
    discounts_minor=2_000,
    taxes={"gst": 2_500},
    service_charges={"STAFF": 900, "HOUSE": 300},
    tips_minor=6_000,
    gift_cards_sold_minor=5_000,
)


def test_a_week_has_its_tips_its_net_sales_and_what_staff_get_of_service_charges():
    weeks = tip_weeks([SOLD, replace(SOLD, business_date=SATURDAY)])

    assert weeks == (TipWeek(SUNDAY, sales_minor=100_000, service_charges_minor=1_800, tips_minor=12_000),)
    assert weeks[0].last == SATURDAY


def test_the_sunday_after_is_another_week():
    weeks = tip_weeks([SOLD, replace(SOLD, business_date=SATURDAY + timedelta(days=1))])

    assert [week.first for week in weeks] == [SUNDAY, SUNDAY + timedelta(days=7)]


def test_a_tip_that_is_given_back_makes_the_weeks_tips_smaller():
    assert tip_weeks([SOLD, replace(SOLD, tips_minor=-500)])[0].tips_minor == 5_500


@pytest.mark.parametrize(
    "sold",
    [{"revenue": {"food": 1}}, {"service_charges": {"STAFF": 1}}, {"tips_minor": 1}],
    ids=lambda sold: str(*sold),
)
def test_a_week_with_one_of_its_figures_alone_has_its_row(sold):
    assert len(tip_weeks([SalesDay("304267:1", SUNDAY, "CAD", **sold)])) == 1


def test_a_week_without_sales_and_tips_has_no_row():
    assert tip_weeks([SalesDay("304267:1", SUNDAY, "CAD", over_short_minor=-100)]) == ()


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_each_week_ends_in_exactly_one_month(year):
    firsts = [date(year, month, 1) for month in range(1, 13)]
    spans = [weeks_that_end(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)) for first in firsts]

    assert all(first.isoweekday() == 7 and last.isoweekday() == 6 for first, last in spans)
    assert [first for first, _ in spans[1:]] == [last + timedelta(days=1) for _, last in spans[:-1]]
    assert [last.month for _, last in spans] == list(range(1, 13))


def test_a_sunday_begins_its_own_week():
    assert [sunday_of(on) for on in (SUNDAY, SATURDAY)] == [SUNDAY, SUNDAY]


@pytest.mark.parametrize(
    ("country", "rate", "states"),
    [("CA", "0.09975", True), ("CA", "0.099750", True), ("CA", "0.13", False), ("US", "0.09975", False)],
)
def test_quebec_is_known_by_its_own_tax(country, rate, states):
    taxes = (Tax("flat", "Eco fee", "FLAT", None), Tax("own", "Taxe", "APPLIED", rate))

    assert states_tips(replace(profile_of(), country=country, taxes=taxes)) is states
