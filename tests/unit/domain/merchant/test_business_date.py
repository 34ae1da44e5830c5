"""Business days in four zones, across both clock changes (docs/talech.md 7.6)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from daybook.domain.merchant.business_date import (
    BusinessCalendar,
    DaySettings,
    dates_between,
    wall_clock_instant,
)
from factories import calendar

ZONES = ["Europe/Dublin", "Europe/Warsaw", "America/Toronto", "America/Phoenix", "America/St_Johns"]


def hours(cal, day):
    window = cal.window(day)
    return (window.end - window.start) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        ("America/Toronto", date(2026, 3, 7), 23),
        ("America/Toronto", date(2026, 10, 31), 25),
        ("Europe/Dublin", date(2026, 3, 28), 23),
        ("Europe/Dublin", date(2026, 10, 24), 25),
        ("Europe/Warsaw", date(2026, 3, 28), 23),
        ("America/Phoenix", date(2026, 3, 7), 24),
    ],
)
def test_a_day_that_ends_at_four_is_an_hour_shorter_or_longer_on_a_clock_change(zone, day, length):
    assert hours(calendar(zone, time(4)), day) == length


@pytest.mark.parametrize(
    ("end_time", "instant", "expected"),
    [
        (time(4), datetime(2026, 1, 8, 8, 59, 59, tzinfo=UTC), date(2026, 1, 7)),
        (time(4), datetime(2026, 1, 8, 9, 0, tzinfo=UTC), date(2026, 1, 8)),
        (time(0), datetime(2026, 1, 8, 5, 0, tzinfo=UTC), date(2026, 1, 8)),
        (time(12), datetime(2026, 1, 8, 16, 59, tzinfo=UTC), date(2026, 1, 7)),
        (time(22), datetime(2026, 1, 8, 2, 59, tzinfo=UTC), date(2026, 1, 7)),
        (time(22), datetime(2026, 1, 8, 3, 0, tzinfo=UTC), date(2026, 1, 8)),
    ],
    ids=["before 04:00", "at 04:00", "midnight", "noon counts as start", "before 22:00", "at 22:00 a new day"],
)
def test_a_boundary_instant_belongs_to_the_new_day(end_time, instant, expected):
    """Up to noon a day is named after the date it starts on, later after the date it ends on."""
    assert calendar("America/Toronto", end_time).business_date_of(instant) == expected


def test_a_close_inside_the_spring_gap_is_the_first_instant_after_it():
    """02:30 does not exist on 8 March 2026 in Toronto: the day ends when the clock jumps to 03:00."""
    window = calendar("America/Toronto", time(2, 30)).window(date(2026, 3, 7))

    assert window.end == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)


def test_a_close_inside_the_autumn_overlap_is_its_first_occurrence():
    """01:30 comes twice on 1 November 2026 in Toronto: the first, in daylight time, ends the day."""
    window = calendar("America/Toronto", time(1, 30)).window(date(2026, 10, 31))

    assert window.end == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_changed_close_applies_from_its_date_and_lengthens_the_day_before():
    cal = BusinessCalendar(
        (
            DaySettings(date(2026, 1, 1), time(0), "America/Toronto"),
            DaySettings(date(2026, 6, 10), time(4), "America/Toronto"),
        )
    )

    assert hours(cal, date(2026, 6, 8)) == 24
    assert hours(cal, date(2026, 6, 9)) == 28
    assert hours(cal, date(2026, 6, 10)) == 24


@given(
    zone=st.sampled_from(ZONES),
    end_time=st.times(max_value=time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0)),
    instant=st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2027, 12, 31)),
)
def test_every_instant_is_in_exactly_one_business_day(zone, end_time, instant):
    """The day an instant is labelled with holds it, and its neighbours do not: no hole, no overlap."""
    cal = calendar(zone, end_time)
    aware = instant.replace(tzinfo=UTC)

    day = cal.business_date_of(aware)

    assert aware in cal.window(day)
    assert aware not in cal.window(day - timedelta(days=1))
    assert aware not in cal.window(day + timedelta(days=1))
    assert cal.window(day).end == cal.window(day + timedelta(days=1)).start
    assert cal.last_closed(aware) == day - timedelta(days=1)


@given(
    first=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    second=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    hours_after=st.integers(min_value=-72, max_value=72),
)
@example(first=time(9, 1), second=time(12, 1), zones=("America/Toronto", "Europe/Dublin"), hours_after=-10)
def test_a_change_of_close_and_zone_leaves_no_hole(first, second, zones, hours_after):
    """Around a change every instant still has exactly one day, however far the shop moves."""
    change = date(2026, 3, 8)
    cal = BusinessCalendar((DaySettings(date(2020, 1, 1), first, zones[0]), DaySettings(change, second, zones[1])))
    instant = datetime(2026, 3, 8, tzinfo=UTC) + timedelta(hours=hours_after)

    holders = [d for d in (change + timedelta(days=n) for n in range(-6, 7)) if instant in cal.window(d)]

    assert holders == [cal.business_date_of(instant)]


TORONTO = ZoneInfo("America/Toronto")


@pytest.mark.parametrize("minute", [0, 1, 7, 13, 29, 31, 37, 59])
def test_every_reading_inside_the_spring_gap_is_the_first_instant_after_it(minute):
    assert wall_clock_instant(datetime(2026, 3, 8, 2, minute), TORONTO) == datetime(2026, 3, 8, 7, tzinfo=UTC)


def test_a_gap_east_of_utc_is_passed_too():
    """02:30 does not exist on 29 March 2026 in Warsaw: the clock jumps from 02:00 to 03:00."""
    assert wall_clock_instant(datetime(2026, 3, 29, 2, 30), ZoneInfo("Europe/Warsaw")) == datetime(
        2026, 3, 29, 1, tzinfo=UTC
    )


@pytest.mark.parametrize("fold", [0, 1])
def test_a_reading_that_comes_twice_is_its_first_occurrence_whichever_was_meant(fold):
    twice = datetime(2026, 11, 1, 1, 30, fold=fold)

    assert wall_clock_instant(twice, TORONTO) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_instants_are_told_in_utc():
    plain, gap = (wall_clock_instant(datetime(2026, 3, 8, hour, 31), TORONTO) for hour in (12, 2))

    assert plain == datetime(2026, 3, 8, 16, 31, tzinfo=UTC)
    assert plain.tzinfo is gap.tzinfo is UTC


def test_a_shop_far_east_is_a_date_ahead_of_utc():
    """In Auckland it is half past twelve on the 9th: the day from one minute past noon is named after the 10th."""
    cal = calendar("Pacific/Auckland", time(12, 1))

    assert cal.business_date_of(datetime(2026, 1, 8, 23, 30, tzinfo=UTC)) == date(2026, 1, 10)


def test_a_shop_that_moves_across_the_date_line_ends_its_day_when_the_new_zone_begins_one():
    """Noon of the 6th in Niue is 23:00 UTC; the 8th begins in Kiritimati on the 7th at 12:01, which is 22:01 UTC."""
    cal = BusinessCalendar(
        (
            DaySettings(date(2026, 1, 1), time(12), "Pacific/Niue"),
            DaySettings(date(2026, 3, 8), time(12, 1), "Pacific/Kiritimati"),
        )
    )

    window = cal.window(date(2026, 3, 5))

    assert window.start == datetime(2026, 3, 5, 23, tzinfo=UTC)
    assert window.end == datetime(2026, 3, 6, 22, 1, tzinfo=UTC)


def test_settings_hold_from_their_date_on_and_the_first_ones_before_it_too():
    first, second = (DaySettings(date(2026, 6, day), time(day), "America/Toronto") for day in (5, 10))
    cal = BusinessCalendar((first, second))

    found = [cal.settings_for(date(2026, 6, day)) for day in (1, 5, 9, 10, 11)]

    assert found == [first, first, first, second, second]


def test_a_calendar_has_settings_in_the_order_of_their_dates():
    first, second = (DaySettings(date(2026, 6, day), time(4), "America/Toronto") for day in (5, 10))

    with pytest.raises(ValueError, match="at least one"):
        BusinessCalendar(())
    with pytest.raises(ValueError, match="ordered"):
        BusinessCalendar((second, first))


@pytest.mark.parametrize(
    ("last", "days"), [(date(2026, 2, 26), []), (date(2026, 2, 27), [27]), (date(2026, 3, 1), [27, 28, 1])]
)
def test_dates_between_two_have_both_ends(last, days):
    assert [on.day for on in dates_between(date(2026, 2, 27), last)] == days
