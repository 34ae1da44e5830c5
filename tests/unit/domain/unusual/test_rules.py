"""Each rule with a day of its own, what an answer teaches, and the holidays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.domain.unusual.days import Answer, StoreDay
from daybook.domain.unusual.holidays import easter, holidays, holidays_between
from daybook.domain.unusual.rules import Rule, notices

FIRST = date(2026, 1, 5)


def weeks(count, **changes):
    """Open every day, with small differences; `changes` of the last day."""
    days = [
        StoreDay(
            FIRST + timedelta(days=n),
            net_minor=189_000 + 710 * (n % 11),
            gross_minor=189_000 + 710 * (n % 11),
            orders=61 + n % 5,
            taxes_minor=24_000 + n,
            cards_minor=110_000,
            cash_minor=60_000,
            tenders={"CCRD VISA": 110_000, "CASH": 60_000},
        )
        for n in range(7 * count)
    ]
    return [*days[:-1], replace(days[-1], **changes)]


def found(days, closed=(), answers=None):
    return [(notice.day.on, notice.rule) for notice in notices(days, frozenset(closed), answers or {})]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"net_minor": 0, "gross_minor": 0, "orders": 0}, Rule.NOTHING_SOLD),
        ({"net_minor": 30_000, "gross_minor": 30_000, "orders": 9}, Rule.FAR_OFF),
        ({"net_minor": 1_900_000, "gross_minor": 1_900_000}, Rule.FAR_OFF),
        ({"net_minor": 380_000, "gross_minor": 380_000}, Rule.CLEARLY_OFF),
        ({"refunds_minor": 300_000}, Rule.REFUNDS_ABOVE_SALES),
        ({"tips_minor": 40_000}, Rule.TIPS),
        ({"over_short_minor": -1_435}, Rule.OVER_SHORT),
        ({"tenders": {"CCRD VISA": 20_000, "OTHER": 150_000}}, Rule.TENDER),
    ],
)
def test_each_rule_speaks_of_its_day_and_of_no_other(changes, rule):
    days = weeks(9, **changes)

    assert found(days) == [(days[-1].on, rule)]


def test_an_ordinary_month_is_silent():
    assert found(weeks(9)) == []


def test_a_day_with_every_figure_of_another_is_told_with_its_date():
    days = weeks(3)
    days[-1] = replace(days[-4], on=days[-1].on)

    [notice] = notices(days, frozenset(), {})

    assert (notice.rule, notice.other) == (Rule.EQUAL_DAY, days[-4].on)


def test_a_new_store_hears_of_sales_only_after_four_weeks():
    young, old = weeks(4, net_minor=20_000, gross_minor=20_000), weeks(5, net_minor=20_000, gross_minor=20_000)

    assert found(young) == []
    assert found(old) == [(old[-1].on, Rule.FAR_OFF)]


def test_a_holiday_is_not_compared_and_does_not_count_for_the_next_week():
    days = weeks(9, net_minor=0, gross_minor=0, orders=0)

    assert found(days, closed={days[-1].on}) == []


def test_a_weekday_on_which_the_shop_is_mostly_closed_is_silent():
    days = weeks(9)
    days = [StoreDay(day.on) if day.on.weekday() == 6 else day for day in days]

    assert [on for on, _ in found(days) if on > days[41].on] == []


def test_an_answer_ends_a_notice_and_three_right_ones_mute_the_rule_on_that_weekday():
    days = weeks(12)
    for number in (-22, -15, -8, -1):
        days[number] = replace(days[number], tips_minor=40_000 + number)
    told = [on for on, _ in found(days)]

    answers = {(on, Rule.TIPS): Answer.RIGHT for on in told[:3]}

    assert len(told) == 4
    assert found(days, answers={(told[0], Rule.TIPS): Answer.RIGHT}) == [(on, Rule.TIPS) for on in told[1:]]
    assert found(days, answers=answers) == []


def test_a_day_that_was_wrong_counts_in_no_comparison():
    days = weeks(9, net_minor=380_000, gross_minor=380_000)
    for number in range(-8, -57, -7):
        days[number] = replace(days[number], net_minor=380_000, gross_minor=380_000)
    wrong = {(days[number].on, Rule.CLEARLY_OFF): Answer.WRONG for number in range(-8, -36, -7)}

    usual = [notice.usual_minor for notice in notices(days, frozenset(), wrong)]

    assert all(minor > 0 for minor in usual)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_easter_moves(year, sunday):
    assert easter(year) == sunday


def test_holidays_of_provinces_and_states():
    quebec, ontario, states = holidays("CA", "QC", 2026), holidays("CA", "ON", 2026), holidays("US", "", 2026)

    assert quebec[date(2026, 6, 24)] == "National Holiday"
    assert quebec[date(2026, 5, 18)] == "Victoria Day"
    assert ontario[date(2026, 4, 3)] == "Good Friday"
    assert ontario[date(2026, 2, 16)] == "Family Day"
    assert date(2026, 6, 24) not in ontario
    assert states[date(2026, 11, 26)] == "Thanksgiving"
    assert states[date(2026, 5, 25)] == "Memorial Day"
    assert holidays("IE", "", 2026) == {}


def test_a_zone_of_two_provinces_has_the_holidays_of_both():
    found_ = holidays_between("CA", "America/Toronto", date(2026, 6, 1), date(2026, 12, 31))

    assert {date(2026, 6, 24), date(2026, 12, 26)} <= found_
