"""A closing that no schedule fired is found within half an hour and planned once; no other merchant costs a call."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from daybook.application.ports import Lane
from daybook.application.watching.watch_closings import LOOKS_EVERY, MOST_AT_ONCE, watch_closings
from daybook.domain.errors import RetriableError
from daybook.domain.sync.closing import (
    ASKED_AGAIN_AFTER,
    LOOKED_BACK,
    MISSED_AFTER,
    MOST_TRIES,
    ExpectedClosing,
    first_expected,
)
from daybook.domain.sync.location_day import LocationDay
from unit.application.watching.closings.nights import DAY, FOUR, QUEEN, TEN, TUESDAY, Counting, found


@pytest.mark.usefixtures("in_order")
def test_a_schedule_dropped_at_closing_is_found_within_half_an_hour_and_its_day_planned_once(
    looks, deliver, planning, queue, sync_log
):
    monday = LocationDay("m_1", date(2026, 11, 23), QUEEN)
    planning.schedules.closings["m_1"] = frozenset()
    queue.sent[Lane.DAILY].clear()
    missed, planned = [], 0
    for instant, watched in looks(TUESDAY + timedelta(hours=10)):
        missed += [(instant, each) for each in watched.missed]
        planned += deliver()

    ((instant, closing),) = missed
    assert (closing.merchant_id, closing.closing, closing.scheduled_at) == ("m_1", FOUR, TUESDAY)
    assert instant - TUESDAY <= timedelta(minutes=30)
    assert planned == 1
    assert [request.day for request in queue.sent[Lane.DAILY]] == [monday]
    assert sync_log.get(monday).due_at == TUESDAY
    assert planning.schedules.closings["m_1"] == {FOUR, TEN}


@pytest.mark.usefixtures("in_order")
def test_a_closing_that_its_schedule_fired_is_not_missed(looks, fire, firings):
    fire(FOUR, TUESDAY)

    assert found(looks(TUESDAY + timedelta(hours=12))) == []
    assert firings.fired == []


@pytest.mark.usefixtures("in_order")
def test_a_plan_that_broke_before_its_end_leaves_its_closing_missed(looks, fire, queue, monkeypatch):
    """The queue is busy: the days are due, and their messages were not sent."""

    def refuse(_requests):
        raise RetriableError("SQS is busy")

    monkeypatch.setattr(queue, "send", refuse)
    with pytest.raises(RetriableError):
        fire(FOUR, TUESDAY)

    assert len(found(looks(TUESDAY + timedelta(minutes=40)))) == 1


@pytest.mark.usefixtures("in_order")
def test_several_missed_nights_are_all_fired_each_once_and_the_week_is_the_limit(watching, clock, firings, deliver):
    clock.instant = TUESDAY + 3 * DAY + MISSED_AFTER

    fired = [each for each in watch_closings(watching).missed if each.closing == FOUR]

    assert [each.scheduled_at for each in fired] == [TUESDAY + night * DAY for night in range(4)]
    deliver()
    assert watch_closings(watching).fired == ()
    clock.instant += 30 * DAY
    late = [each for each in watch_closings(watching).missed if each.closing == FOUR]
    assert len(late) == LOOKED_BACK.days
    assert len(firings.fired) == 2 * LOOKED_BACK.days


@pytest.mark.usefixtures("in_order")
def test_nights_that_are_planned_one_by_one_are_not_missed_again_meanwhile(watching, clock, firings, fire):
    clock.instant = TUESDAY + 2 * DAY + MISSED_AFTER
    watch_closings(watching)

    for _, closing, at in firings.fired[:2]:
        fire(closing, at)
    clock.instant += LOOKS_EVERY

    assert watch_closings(watching).fired == ()


@pytest.mark.usefixtures("in_order")
def test_a_firing_that_leads_to_no_plan_is_repeated_missed_once_and_left_to_the_dead_letters_until_the_next_closing(
    looks, firings
):
    fired = [(instant, each) for instant, watched in looks(TUESDAY + timedelta(hours=12)) for each in watched.fired]

    assert [each.is_missed for _, each in fired] == [True, *[False] * (MOST_TRIES - 1)]
    assert {each.scheduled_at for _, each in fired} == {TUESDAY}
    assert all(later - earlier >= ASKED_AGAIN_AFTER for (earlier, _), (later, _) in pairwise(fired))
    assert len(firings.fired) == MOST_TRIES
    next_night = found(looks(TUESDAY + DAY + timedelta(minutes=45)))
    assert {(each.closing, each.scheduled_at) for _, each in next_night} == {
        (TEN, TUESDAY + timedelta(hours=18)),
        (FOUR, TUESDAY + DAY),
    }


@pytest.mark.usefixtures("in_order")
def test_lambda_that_refuses_a_firing_is_a_problem_and_the_closing_counts_as_missed(watching, clock, firings):
    clock.instant = TUESDAY + MISSED_AFTER
    firings.error = RetriableError("too many requests")

    watched = watch_closings(watching)

    assert [problem.merchant_id for problem in watched.problems] == ["m_1"]
    assert len(watched.missed) == 1
    firings.error = None
    clock.instant += ASKED_AGAIN_AFTER
    (again,) = watch_closings(watching).fired
    assert (again.scheduled_at, again.is_missed) == (TUESDAY, False)
    assert len(firings.fired) == 1


@pytest.mark.usefixtures("in_order")
def test_a_plan_that_comes_in_the_moment_of_the_look_leaves_nothing_to_fire(watching, clock, firings, fire, expected):
    """The index is a moment old; the row decides."""
    clock.instant = TUESDAY + MISSED_AFTER
    (seen,) = expected.looked_at_by(clock.now())
    fire(FOUR, TUESDAY)
    expected.looked_at_by = lambda _now: (seen,)

    assert watch_closings(watching).fired == ()
    assert firings.fired == []


@pytest.mark.usefixtures("in_order")
def test_one_merchants_trouble_keeps_no_other_from_being_fired(watching, clock, expected, firings):
    clock.instant = TUESDAY + MISSED_AFTER
    expected.reconcile("m_0", frozenset({ExpectedClosing("m_0", FOUR, TUESDAY - DAY)}))
    asked = expected.asked

    def refusing(seen, now):
        if seen.merchant_id == "m_0":
            raise KeyError("closing")
        return asked(seen, now)

    expected.asked = refusing

    watched = watch_closings(watching)

    assert [(problem.merchant_id, type(problem.error)) for problem in watched.problems] == [("m_0", KeyError)]
    assert [merchant_id for merchant_id, _, _ in firings.fired] == ["m_1"]


@pytest.mark.parametrize("nights", [1, 5])
def test_a_look_bounds_what_it_fires_and_the_next_one_goes_on(watching, clock, expected, firings, nights):
    """What a look cannot end before its time is over would be neither counted nor told."""
    merchants = MOST_AT_ONCE // nights + 10
    for number in range(merchants):
        name = f"m_{number}"
        expected.rows[name, FOUR] = ExpectedClosing(name, FOUR, TUESDAY)
    clock.instant = TUESDAY + (nights - 1) * DAY + MISSED_AFTER

    counts = [len(watch_closings(watching).missed) for _ in range(3)]

    assert counts == [MOST_AT_ONCE, 10 * nights, 0]
    assert len(firings.fired) == merchants * nights


def test_a_thousand_merchants_without_a_missed_closing_cost_no_call_of_their_own(
    watching, clock, expected, connections, profile, firings
):
    calls = Counter()
    for number in range(1000):
        name = f"m_{number}"
        expected.reconcile(name, first_expected(name, frozenset({FOUR, TEN}), TUESDAY))
        connections.save_profile(replace(profile, merchant_id=name))
    expected.calls.clear()
    clock.instant = TUESDAY + MISSED_AFTER - timedelta(seconds=1)
    ports = watching.but(connections=Counting(connections, calls), firings=Counting(firings, calls))

    assert watch_closings(ports).fired == ()
    assert (expected.calls, calls) == (["looked_at_by"], Counter())

    clock.instant = TUESDAY + MISSED_AFTER
    expected.rows["m_7", FOUR] = ExpectedClosing("m_7", FOUR, TUESDAY)
    for name in {f"m_{number}" for number in range(1000)} - {"m_7"}:
        expected.rows[name, FOUR] = ExpectedClosing(name, FOUR, TUESDAY + DAY)
    expected.calls.clear()
    assert len(watch_closings(ports).missed) == 1
    assert (expected.calls, calls) == (["looked_at_by", "asked"], Counter({"fire": 1}))
