"""When Daybook looks by itself: the turns that a person chose, tries without an end, and the look of a new client."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from daybook.domain.clearing.look_plan import MOST_TRIES, Every, LookEnd, LookPlan

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
DAY = timedelta(days=1)
WEEKLY = LookPlan(Every.WEEK, NOW, 2, LookEnd.AWAY, NOW - DAY)
ONCE = replace(WEEKLY, every=Every.ONCE)


@pytest.mark.parametrize(("every", "turn"), [(Every.DAY, 1), (Every.WEEK, 7), (Every.MONTH, 30)])
def test_the_first_look_waits_until_the_last_one_is_a_turn_old(every, turn):
    looked = [NOW - (turn - 1) * DAY, NOW - turn * DAY, NOW - 90 * DAY, None]

    planned = [LookPlan(tries=2).turned(every, NOW, each) for each in looked]

    assert planned == [LookPlan(every, due, 0) for due in (NOW + DAY, NOW, NOW, NOW)]


def test_who_turns_it_off_keeps_how_the_last_look_ended():
    assert WEEKLY.turned(Every.NEVER, NOW, None) == LookPlan(Every.NEVER, None, 0, LookEnd.AWAY, NOW - DAY)


def test_the_same_choice_again_moves_no_look():
    assert WEEKLY.turned(Every.WEEK, NOW + DAY, None) == WEEKLY


@pytest.mark.parametrize("every", [Every.NEVER, Every.ONCE])
def test_after_the_first_sync_one_look_follows_a_week_later(every):
    known = replace(WEEKLY, every=every)

    assert known.once_after(NOW) == replace(known, every=Every.ONCE, due_at=NOW + 7 * DAY, tries=0)


def test_where_looks_have_turns_none_follows_the_first_sync():
    assert WEEKLY.once_after(NOW) == WEEKLY


def test_a_try_that_comes_to_no_end_is_made_again_a_day_later():
    assert WEEKLY.claimed(NOW) == replace(WEEKLY, due_at=NOW + DAY, tries=3)


def test_a_try_that_was_too_early_is_none():
    assert WEEKLY.with_end(LookEnd.TOO_EARLY, NOW) == replace(WEEKLY, tries=0)


@pytest.mark.parametrize(("tries", "kept", "due"), [(MOST_TRIES - 1, 2, NOW), (MOST_TRIES, 0, NOW + 8 * DAY)])
def test_quickbooks_that_is_away_is_asked_three_times_and_then_a_turn_later(tries, kept, due):
    after = replace(WEEKLY, tries=tries).with_end(LookEnd.AWAY, NOW + DAY)

    assert after == LookPlan(Every.WEEK, due, kept, LookEnd.AWAY, NOW + DAY)


@pytest.mark.parametrize("end", [LookEnd.DONE, LookEnd.NO_ACCESS, LookEnd.UNREADABLE, LookEnd.NOTHING_TO_READ])
@pytest.mark.parametrize(("every", "turn"), [(Every.DAY, 1), (Every.WEEK, 7), (Every.MONTH, 30)])
def test_a_look_that_ended_is_followed_by_one_a_turn_later(every, turn, end):
    after = replace(WEEKLY, every=every).with_end(end, NOW)

    assert after == LookPlan(every, NOW + turn * DAY, 0, end, NOW)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (NOW, datetime(2026, 12, 1, 14, 30, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 1, 1, 23, tzinfo=UTC)),
        (datetime(2027, 1, 31, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)),
        (datetime(2026, 11, 30, 22, tzinfo=timezone(-5 * timedelta(hours=1))), datetime(2027, 1, 1, 3, tzinfo=UTC)),
    ],
    ids=["within a month", "at the end of a year", "before a short month", "by the month of UTC"],
)
def test_without_readings_the_next_look_is_in_the_next_month(now, due):
    assert WEEKLY.with_end(LookEnd.NO_READS, now).due_at == due


@pytest.mark.parametrize("end", [LookEnd.DONE, LookEnd.UNREADABLE, LookEnd.NOTHING_TO_READ])
def test_the_one_look_of_a_new_client_is_the_last_one_once_it_came_to_an_end(end):
    assert ONCE.with_end(end, NOW) == LookPlan(Every.NEVER, None, 0, end, NOW)


@pytest.mark.parametrize(
    ("end", "due"), [(LookEnd.NO_ACCESS, NOW + 7 * DAY), (LookEnd.NO_READS, datetime(2026, 12, 1, 14, 30, tzinfo=UTC))]
)
def test_the_one_look_of_a_new_client_stays_planned_until_it_was_made(end, due):
    assert ONCE.with_end(end, NOW) == LookPlan(Every.ONCE, due, 0, end, NOW)
