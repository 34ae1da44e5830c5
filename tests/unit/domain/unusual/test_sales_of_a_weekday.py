"""Net sales against the last eight open days of the same weekday, at the limits of the rules, worked out by hand."""

from datetime import date, timedelta

import pytest

from daybook.domain.unusual.days import Answer, StoreDay
from daybook.domain.unusual.rules import Notice, Rule, notices

FIRST = date(2026, 1, 3)  # a Saturday
FOUR_EQUAL = (100_000,) * 4


def sold(on, net, orders=1, taxes=0):
    return StoreDay(on, net_minor=net, gross_minor=net, orders=orders, taxes_minor=taxes) if net else StoreDay(on)


def saturdays(*nets):
    """One Saturday after the other, each with ten orders more; 0 is a Saturday without sales."""
    return [sold(FIRST + timedelta(weeks=n), net, orders=10 * (n + 1), taxes=n) for n, net in enumerate(nets)]


def daily(nets):
    return [sold(FIRST + timedelta(days=n), net, taxes=n) for n, net in enumerate(nets)]


def last_told(days, closed=(), answers=None):
    found = notices(days, frozenset(closed), answers or {})
    return [notice for notice in found if notice.day == days[-1]]


def rules(days, **more):
    return [notice.rule for notice in last_told(days, **more)]


def test_a_day_without_sales_is_told_with_what_the_open_days_sold_in_the_middle():
    days = saturdays(10_000, 0, 40_000, 50_000, 20_000, 0)

    assert last_told(days) == [Notice(Rule.NOTHING_SOLD, days[-1], 0, 30_000, 35, 4)]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ((1, 1, 1), []),
        ((1, 1, 1, 1), [Rule.NOTHING_SOLD]),
        ((0, 1, 1, 1), [Rule.NOTHING_SOLD]),
        ((0, 0, 1, 1), []),
        ((0, 0, 1, 1, 1, 1, 1, 1), [Rule.NOTHING_SOLD]),
        ((0, 0, 0, 1, 1, 1, 1, 1), []),
        ((0, 0, 0, 1, 1, 1, 1, 1, 1), [Rule.NOTHING_SOLD]),
        ((1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1), []),
    ],
)
def test_nothing_sold_wants_four_days_of_which_three_quarters_of_the_last_eight_were_open(before, told):
    days = saturdays(*(open_ * 10_000 for open_ in before), 0)

    assert rules(days) == told


@pytest.mark.parametrize(
    ("net", "rule"),
    [
        (500_001, Rule.FAR_OFF),
        (500_000, Rule.CLEARLY_OFF),
        (160_001, Rule.CLEARLY_OFF),
        (160_000, None),
        (140_001, None),
        (60_000, None),
        (59_999, Rule.CLEARLY_OFF),
        (20_000, Rule.CLEARLY_OFF),
        (19_999, Rule.FAR_OFF),
    ],
)
def test_sales_above_or_below_the_limits_around_the_middle_are_told(net, rule):
    days = saturdays(*FOUR_EQUAL, net)

    assert last_told(days) == ([Notice(rule, days[-1], net, 100_000, 25, 4)] if rule else [])


@pytest.mark.parametrize(
    ("net", "rule"), [(188_957, Rule.CLEARLY_OFF), (188_956, None), (10_000, Rule.FAR_OFF), (20_001, None)]
)
def test_a_store_with_wilder_days_has_a_wider_limit(net, rule):
    """The deviations from 100 000 are 10 000 and 20 000, so 15 000 in the middle, and 4 x 1.4826 x 15 000 is 88 956."""
    days = saturdays(80_000, 90_000, 110_000, 120_000, net)

    assert rules(days) == ([rule] if rule else [])


def test_each_odd_day_of_a_store_is_told_the_oldest_first():
    days = saturdays(*FOUR_EQUAL, 900_000, 100_000, 0)

    assert notices(days, frozenset(), {}) == (
        Notice(Rule.FAR_OFF, days[4], 900_000, 100_000, 25, 4),
        Notice(Rule.NOTHING_SOLD, days[6], 0, 100_000, 35, 6),
    )


def test_sales_need_four_open_days_of_the_weekday():
    assert rules(saturdays(100_000, 100_000, 100_000, 0, 900_000)) == []
    assert rules(saturdays(100_000, 100_000, 100_000, 0, 100_000, 900_000)) == [Rule.FAR_OFF]


def test_only_the_last_eight_days_of_the_same_weekday_count():
    eight = (100_000, 120_000, 130_000, 140_000, 150_000, 160_000, 170_000, 180_000)
    days = saturdays(990_000, *eight, 10_000)
    sundays = [sold(day.on + timedelta(days=1), 7_000, taxes=900) for day in days[:-1]]
    in_order = sorted([*days, *sundays], key=lambda day: day.on)

    assert last_told(in_order) == [Notice(Rule.FAR_OFF, days[-1], 10_000, 145_000, 55, 8)]


def test_days_without_sales_take_a_place_among_the_eight():
    days = saturdays(990_000, 990_000, 100_000, 110_000, 120_000, 130_000, 0, 0, 0, 0, 10_000)

    assert last_told(days) == [Notice(Rule.FAR_OFF, days[-1], 10_000, 115_000, 45, 4)]


def test_a_store_that_sells_for_cents_is_compared_too():
    days = saturdays(5, 5, 5, 5, 26)

    assert last_told(days) == [Notice(Rule.FAR_OFF, days[-1], 26, 5, 25, 4)]


def test_a_weekday_on_which_everything_was_given_away_has_no_comparison():
    days = [StoreDay(FIRST + timedelta(weeks=n), orders=3 + n) for n in range(4)]
    days.append(sold(FIRST + timedelta(weeks=4), 100_000))

    assert rules(days) == []


@pytest.mark.parametrize(
    ("net", "rule"), [(900_000, Rule.FAR_OFF), (200_000, Rule.CLEARLY_OFF), (0, Rule.NOTHING_SOLD)]
)
def test_a_holiday_is_silent_about_sales(net, rule):
    days = saturdays(*FOUR_EQUAL, net)

    assert rules(days) == [rule]
    assert rules(days, closed={days[-1].on}) == []


def test_a_holiday_and_a_day_called_wrong_are_left_out_of_the_comparison_and_one_called_right_is_not():
    days = saturdays(100_000, 900_000, 110_000, 800_000, 130_000, 140_000, 150_000, 10_000)
    said = {(days[3].on, Rule.TIPS): Answer.WRONG, (days[4].on, Rule.FAR_OFF): Answer.RIGHT}

    [notice] = last_told(days, closed={days[1].on}, answers=said)

    assert notice == Notice(Rule.FAR_OFF, days[-1], 10_000, 130_000, 50, 5)


# A daily store that sells 1000.00 has a score of (x - 100 000) / 10 000, from its 29th day on.
FIRST_WEEKS = [100_000] * 28


@pytest.mark.parametrize(
    ("odd_day", "ordinary_after", "net", "told"),
    [
        # Of 30 scores the 98 % limit is 1.38 times the one that stands out: 1.38 x 7 = 9.66.
        (170_000, 29, 196_500, []),
        (170_000, 29, 196_700, [Rule.CLEARLY_OFF]),
        (30_000, 29, 196_500, []),
        (30_000, 29, 196_700, [Rule.CLEARLY_OFF]),
        # With 29 scores the store has no limit of its own.
        (170_000, 28, 196_500, [Rule.CLEARLY_OFF]),
        # Of 60 scores it is 0.78 of the one that stands out: 0.78 x 10 = 7.8.
        (200_000, 59, 177_900, []),
        (200_000, 59, 178_100, [Rule.CLEARLY_OFF]),
        # The sixty-first has left the last 60.
        (200_000, 60, 177_900, [Rule.CLEARLY_OFF]),
        # A limit below 4 is none: the day at 110 000 has a score of 1.
        (110_000, 59, 160_001, [Rule.CLEARLY_OFF]),
        (110_000, 59, 60_000, []),
        # A day without sales has no score.
        (0, 30, 161_000, [Rule.CLEARLY_OFF]),
    ],
)
def test_a_store_with_odd_days_of_its_own_hears_of_odder_ones_alone(odd_day, ordinary_after, net, told):
    days = daily([*FIRST_WEEKS, odd_day, *[100_000] * ordinary_after, net])

    assert rules(days) == told


def test_a_holiday_does_not_widen_the_limit():
    days = daily([*FIRST_WEEKS, 900_000, *[100_000] * 30, 161_000])

    assert rules(days) == []
    assert rules(days, closed={days[28].on}) == [Rule.CLEARLY_OFF]


def test_a_day_called_wrong_widens_the_limit_of_its_store_no_more_than_a_holiday_does():
    days = daily([100_000] * 28 + [500_000] + [100_000] * 40 + [170_000])
    odd = days[28].on

    assert rules(days) == []
    assert rules(days, closed=[odd]) == [Rule.CLEARLY_OFF]
    assert rules(days, answers={(odd, Rule.FAR_OFF): Answer.WRONG}) == [Rule.CLEARLY_OFF]
