"""The rules over a year of two shops: how often they speak without reason, and which planted faults they find.

Figures and their source: docs/accounting.md 11; the days are in `tests/daily_sales`.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from daily_sales.replay import PIZZA, RETAIL, days_of
from daybook.domain.unusual.days import StoreDay
from daybook.domain.unusual.holidays import holidays
from daybook.domain.unusual.rules import Rule, notices

UK = frozenset(
    date(year, month, day)
    for year, month, day in (
        *((2010, 12, day) for day in range(24, 32)), *((2011, 1, day) for day in range(1, 4)),
        (2011, 4, 22), (2011, 4, 25), (2011, 4, 29), (2011, 5, 2), (2011, 5, 30), (2011, 8, 29),
    )
)  # fmt: skip
CLOSED = {PIZZA: frozenset(holidays("US", "", 2015)), RETAIL: UK}
# Faults are planted at every thirteenth open day, so that each weekday has its turn.
EVERY = 13
FAULTS = {"doubled": 2.0, "ten times": 10.0, "half lost": 0.5, "70 % lost": 0.3, "90 % lost": 0.1}


def year(shop):
    """Every date from the first to the last, those without sales too."""
    sold = {day.on: day for day in days_of(shop)}
    first, last = min(sold), max(sold)
    dates = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        StoreDay(
            on,
            net_minor=sold[on].net_minor,
            gross_minor=sold[on].gross_minor,
            refunds_minor=sold[on].refunds_minor,
            orders=sold[on].orders,
        )
        if on in sold
        else StoreDay(on)
        for on in dates
    ]


@pytest.fixture(scope="module", params=[PIZZA, RETAIL])
def shop(request):
    return request.param


def counted(shop):
    return Counter(notice.rule for notice in notices(year(shop), CLOSED[shop], {}))


def test_a_year_without_faults_stays_below_its_budget(shop):
    open_days = sum(day.is_open for day in year(shop))
    found = counted(shop)

    assert found[Rule.FAR_OFF] <= (0 if shop == PIZZA else 2)
    assert found[Rule.EQUAL_DAY] == 0
    assert found[Rule.REFUNDS_ABOVE_SALES] <= 1
    assert found[Rule.NOTHING_SOLD] <= (6 if shop == PIZZA else 8)
    assert found[Rule.CLEARLY_OFF] <= (0.01 if shop == PIZZA else 0.03) * open_days


def test_a_store_hears_at_most_once_in_thirty_open_days(shop):
    assert sum(counted(shop).values()) <= sum(day.is_open for day in year(shop)) / 30


def found_of(shop, factor):
    """The share of open days, from the ninth week on, at which a fault of this size is noticed."""
    days = year(shop)
    eligible = [
        number for number, day in enumerate(days) if number >= 60 and day.is_open and day.on not in CLOSED[shop]
    ]
    eligible = eligible[::EVERY]
    seen = 0
    for number in eligible:
        faulty = replace(
            days[number],
            net_minor=round(days[number].net_minor * factor),
            gross_minor=round(days[number].gross_minor * factor),
            orders=max(1, round(days[number].orders * factor)),
        )
        seen += any(notice.day.on == faulty.on for notice in notices([*days[:number], faulty], CLOSED[shop], {}))
    return seen / len(eligible)


@pytest.mark.parametrize(
    ("fault", "least"), [("doubled", 0.75), ("ten times", 1.0), ("70 % lost", 0.50), ("90 % lost", 1.0)]
)
def test_planted_faults_of_a_restaurant_are_noticed(fault, least):
    assert found_of(PIZZA, FAULTS[fault]) >= least


@pytest.mark.parametrize(("fault", "least"), [("doubled", 0.2), ("ten times", 0.9), ("90 % lost", 0.8)])
def test_planted_faults_of_a_shop_with_wild_days_are_noticed(fault, least):
    assert found_of(RETAIL, FAULTS[fault]) >= least
