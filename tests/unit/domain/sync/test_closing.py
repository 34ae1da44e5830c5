"""Which closing comes next, when it is missed, and what a plan or an asked-for plan changes about that."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.domain.sync.closing import (
    ASKED_AGAIN_AFTER,
    LOOKED_BACK,
    MISSED_AFTER,
    MOST_TRIES,
    Closing,
    ExpectedClosing,
    first_expected,
)

FOUR = Closing("America/Toronto", time(4, 5))
GAP = Closing("America/Toronto", time(2, 35))
OVERLAP = Closing("America/Toronto", time(1, 35))
TUESDAY = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
DAY = timedelta(days=1)
EXPECTED = ExpectedClosing("m_1", FOUR, TUESDAY)
ZONES = (
    "America/Toronto",
    "Europe/London",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Havana",
)


def test_the_next_reading_is_the_instant_itself_or_the_next_date():
    assert FOUR.next_reading(TUESDAY) == TUESDAY
    assert FOUR.next_reading(TUESDAY + timedelta(seconds=1)) == TUESDAY + DAY


@pytest.mark.parametrize(
    ("since", "hours"),
    [(datetime(2026, 3, 7, 9, 5, tzinfo=UTC), 23), (datetime(2026, 10, 31, 8, 5, tzinfo=UTC), 25)],
    ids=["spring", "autumn"],
)
def test_a_day_may_have_23_or_25_hours(since, hours):
    assert EXPECTED.closing.next_reading(since) == since
    assert EXPECTED.closing.next_reading(since + timedelta(seconds=1)) == since + timedelta(hours=hours)


def test_a_time_inside_the_spring_gap_is_the_first_instant_after_it_and_is_never_shown():
    gap = datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
    eve = gap - timedelta(hours=20)

    assert GAP.next_reading(eve) == gap
    assert not GAP.is_shown(gap)
    assert GAP.is_shown(GAP.next_reading(gap + timedelta(seconds=1)))


def test_a_time_that_comes_twice_in_autumn_is_read_once():
    first = datetime(2026, 11, 1, 5, 35, tzinfo=UTC)

    assert list(OVERLAP.readings(first - timedelta(hours=2), first + timedelta(hours=20))) == [first]
    assert OVERLAP.is_shown(first)
    second = first + timedelta(hours=1)
    tomorrow = datetime(2026, 11, 2, 6, 35, tzinfo=UTC)
    assert ExpectedClosing("m_1", OVERLAP, first).planned(second).expected_at == tomorrow


@given(
    st.sampled_from(ZONES),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_every_date_of_every_zone_has_one_reading_and_none_is_left_out(zone, at, since):
    closing = Closing(zone, at)
    readings = list(closing.readings(since, since + 10 * DAY))

    walked, instant = [], closing.next_reading(since)
    while instant <= since + 10 * DAY:
        walked.append(instant)
        instant = closing.next_reading(instant + timedelta(microseconds=1))
    assert walked == readings
    assert all(timedelta(hours=22) <= later - earlier <= timedelta(hours=26) for earlier, later in pairwise(readings))
    shown = [reading.astimezone(ZoneInfo(zone)) for reading in readings if closing.is_shown(reading)]
    assert len(readings) - len(shown) <= 1
    assert all(reading.time() == at for reading in shown)


@pytest.mark.parametrize(("late", "missed"), [(MISSED_AFTER - timedelta(seconds=1), ()), (MISSED_AFTER, (TUESDAY,))])
def test_a_closing_has_its_patience_before_it_is_missed(late, missed):
    assert EXPECTED.missed(TUESDAY + late) == missed
    assert EXPECTED.looked_at == TUESDAY + MISSED_AFTER


def test_every_missed_night_is_named_oldest_first_and_none_beyond_a_week():
    three = EXPECTED.missed(TUESDAY + 2 * DAY + MISSED_AFTER)
    many = EXPECTED.missed(TUESDAY + 30 * DAY + MISSED_AFTER)

    assert three == (TUESDAY, TUESDAY + DAY, TUESDAY + 2 * DAY)
    assert len(many) == LOOKED_BACK.days
    assert many[-1] == TUESDAY + 30 * DAY


def test_a_plan_expects_the_closing_after_it_and_an_older_one_moves_nothing_back():
    later = EXPECTED.planned(TUESDAY + 2 * DAY)

    assert later.expected_at == TUESDAY + 3 * DAY
    assert later.version == EXPECTED.version + 1
    assert later.planned(TUESDAY) is later
    assert later.planned(TUESDAY + 2 * DAY) is later


def test_whoever_asked_for_a_plan_asks_again_and_gives_up_until_the_next_closing():
    now = EXPECTED.looked_at
    looks = []
    row = EXPECTED
    for _ in range(MOST_TRIES):
        row = row.asked(now)
        looks.append(row.looked_at - now)
        now = row.looked_at

    assert looks[:-1] == [ASKED_AGAIN_AFTER] * (MOST_TRIES - 1)
    assert row.looked_at == TUESDAY + DAY + MISSED_AFTER
    assert row.not_asked_for(now) == (TUESDAY + DAY,)
    assert row.asked(now).tries == 1


def test_what_was_asked_for_is_not_asked_for_twice_when_its_oldest_night_is_planned_first():
    now = TUESDAY + 2 * DAY + MISSED_AFTER
    asked = EXPECTED.asked(now)

    first = asked.planned(TUESDAY)

    assert asked.not_asked_for(now) == first.not_asked_for(now) == ()
    assert first.missed(now) == (TUESDAY + DAY, TUESDAY + 2 * DAY)
    assert first.looked_at == asked.looked_at


def test_a_plan_of_everything_that_was_asked_for_begins_anew():
    now = TUESDAY + MISSED_AFTER

    planned = EXPECTED.asked(now).planned(TUESDAY)

    assert planned == replace(EXPECTED, expected_at=TUESDAY + DAY, version=3)


def test_a_closing_that_falls_on_the_instant_of_a_first_look_is_expected():
    rows = first_expected("m_1", frozenset({FOUR, GAP}), TUESDAY)

    assert {(row.closing, row.expected_at) for row in rows} == {
        (FOUR, TUESDAY),
        (GAP, datetime(2026, 11, 25, 7, 35, tzinfo=UTC)),
    }
    assert first_expected("m_1", frozenset(), TUESDAY) == frozenset()


def test_a_first_expected_closing_is_the_merchants_own_and_nothing_was_asked():
    assert first_expected("m_1", frozenset({FOUR}), TUESDAY.astimezone(ZoneInfo("Asia/Kolkata"))) == frozenset(
        {ExpectedClosing("m_1", FOUR, TUESDAY, None, None, 0, 1)}
    )


def test_a_look_before_anything_is_missed_keeps_what_was_asked_for():
    asked = replace(EXPECTED, asked_until=TUESDAY - DAY, asked_at=TUESDAY - DAY, tries=1)

    assert EXPECTED.asked(TUESDAY) == replace(EXPECTED, asked_at=TUESDAY, tries=1, version=2)
    assert asked.asked(TUESDAY) == replace(asked, asked_at=TUESDAY, tries=2, version=2)


def test_a_plan_keeps_what_was_asked_for_up_to_the_next_closing_itself():
    asked = replace(EXPECTED, asked_until=TUESDAY + DAY, asked_at=TUESDAY + DAY, tries=2)

    assert asked.planned(TUESDAY) == replace(asked, expected_at=TUESDAY + DAY, version=2)
