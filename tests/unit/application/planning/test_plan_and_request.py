"""Which location-days are queued: at a closing time, and when somebody asks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from daybook.application.planning.plan_syncs import closings, plan_syncs
from daybook.application.planning.request_sync import RangeRefusedError, request_sync
from daybook.application.ports import Closing, Lane
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ConnectionStatus, LocationMode, PostingChoice
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncCause, SyncRequest, SyncState

QUEEN, KING = "304267:1", "304268:1"
FOUR = Closing("America/Toronto", time(4, 5))
TEN = Closing("America/Toronto", time(22, 5))
AFTER_FOUR = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
AFTER_TEN = datetime(2026, 11, 24, 3, 5, tzinfo=UTC)


def sent(queue, lane=Lane.DAILY):
    return [(r.day.business_date, r.day.location) for r in queue.sent[lane]]


def test_a_closing_queues_the_day_that_has_just_ended_in_the_locations_that_close_then(planning, sales, queue):
    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)
    plan_syncs("m_1", TEN, AFTER_TEN, sales, planning)

    assert sent(queue) == [(date(2026, 11, 23), QUEEN), (date(2026, 11, 23), KING)]


def test_the_day_is_due_before_its_message_is_sent(planning, sales, sync_log, queue):
    """A queue that refuses the message leaves a due day behind for the watchdog: nothing is silently missing."""
    queue.error = RetriableError("SQS throttled")

    with pytest.raises(RetriableError):
        plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert [record.day for record in sync_log.unsettled()] == [LocationDay("m_1", date(2026, 11, 23), QUEEN)]


def test_the_same_firing_again_sends_a_day_again_only_while_it_is_not_settled(planning, sales, queue, ports):
    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)
    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)
    day = LocationDay("m_1", date(2026, 11, 23), QUEEN)
    post_location_day(SyncRequest(day, SyncCause.SCHEDULE, AFTER_FOUR), "worker", ports)

    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert len(queue.sent[Lane.DAILY]) == 2


def test_days_that_no_firing_planned_are_caught_up_since_the_merchant_connected(planning, sales, queue, connections):
    """A firing skipped in the spring gap, or swallowed by an outage, is made good by the next one."""
    connected = replace(connections.connection("m_1"), connected_at=datetime(2026, 11, 21, 15, tzinfo=UTC))
    connections.save_connection(connected)

    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert sent(queue) == [(date(2026, 11, day), QUEEN) for day in (23, 22, 21)]


def test_a_close_reads_the_last_seven_days_again_on_a_lane_of_their_own(planning, sales, queue, sync_log):
    """Late tips and offline registers change days that are in the books; undone and failed days are left alone."""
    for offset, state in ((1, SyncState.EMPTY), (2, SyncState.UNDONE), (3, SyncState.FAILED), (8, SyncState.EMPTY)):
        settled(sync_log, LocationDay("m_1", date(2026, 11, 23 - offset), QUEEN), state)

    plan = plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert sent(queue, Lane.REREAD) == [(date(2026, 11, 22), QUEEN)]
    assert [(request.cause, request.earlier_dates) for request in plan.rechecks] == [(SyncCause.LOOK, ())]


def test_the_days_of_a_location_are_looked_at_together(planning, sales, queue, sync_log):
    for back in range(1, 8):
        settled(sync_log, LocationDay("m_1", date(2026, 11, 23 - back), QUEEN), SyncState.EMPTY)

    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    (look,) = queue.sent[Lane.REREAD]
    assert [day.business_date.day for day in look.days] == [22, 21, 20, 19, 18, 17, 16]
    assert {day.location for day in look.days} == {QUEEN}


def test_a_firing_that_comes_late_reads_also_what_was_settled_since_it_was_due(planning, sales, queue, sync_log, clock):
    """The watchdog fires a lost closing again days later; a look leaves alone what was read since it was asked for."""
    clock.instant = AFTER_FOUR + timedelta(days=2)
    settled(sync_log, LocationDay("m_1", date(2026, 11, 22), QUEEN), SyncState.EMPTY)

    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    (look,) = queue.sent[Lane.REREAD]
    assert look.requested_at == clock.now()


@pytest.mark.parametrize(
    ("reason", "looked_at"),
    [(HoldReason.NOT_TIED, True), (HoldReason.CLOSED_PERIOD, True), (HoldReason.TOUCHED_IN_QUICKBOOKS, False)],
)
def test_a_held_day_is_looked_at_again_where_its_reason_can_settle_itself(
    reason, looked_at, planning, sales, queue, sync_log
):
    settled(sync_log, LocationDay("m_1", date(2026, 11, 20), QUEEN), SyncState.HELD, reason)

    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert bool(queue.sent[Lane.REREAD]) is looked_at


def test_a_switch_to_combined_applies_from_its_date_and_leaves_the_past_alone(planning, sales, queue, connections):
    """From the 23rd on all shops are one; the shop that closes at 22:00 still had the 22nd by itself."""
    change = PostingChoice(date(2026, 11, 23), DocumentKind.JOURNAL_ENTRY, LocationMode.COMBINED)
    connections.save_connection(replace(connections.connection("m_1"), changes=(change,)))

    plan_syncs("m_1", TEN, datetime(2026, 11, 23, 3, 5, tzinfo=UTC), sales, planning)
    plan_syncs("m_1", TEN, AFTER_TEN, sales, planning)
    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert sent(queue) == [(date(2026, 11, 22), KING), (date(2026, 11, 23), "all")]


def test_combined_days_are_read_again_once_a_day_when_the_last_shop_closes(
    planning, sales, queue, sync_log, connections
):
    """Queen St closes at four and completes the date; King's closing at ten reads nothing again."""
    connections.save_connection(replace(connections.connection("m_1"), location_mode=LocationMode.COMBINED))
    for day in (21, 22):
        settled(sync_log, LocationDay("m_1", date(2026, 11, day), "all"), SyncState.EMPTY)

    plan_syncs("m_1", TEN, AFTER_TEN, sales, planning)
    assert sent(queue, Lane.REREAD) == []
    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    (look,) = queue.sent[Lane.REREAD]
    assert [(day.business_date.day, day.location) for day in look.days] == [(22, "all"), (21, "all")]


def settled(sync_log, day, state, reason=None):
    sync_log.claim(day, "worker")
    sync_log.settle(day, "worker", Outcome(state, reason=reason))


def test_a_changed_report_end_time_moves_the_schedule_by_itself(planning, sales, profile):
    later = replace(profile.locations[0].calendar.history[0], report_end_time=time(5))
    moved = replace(profile.locations[0], calendar=replace(profile.locations[0].calendar, history=(later,)))
    sales.stored_profile = replace(profile, locations=(moved, profile.locations[1]))

    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert planning.schedules.closings["m_1"] == {Closing("America/Toronto", time(5, 5)), TEN}


def test_a_close_is_not_missed_because_talech_does_not_answer(planning, sales, queue):
    sales.error = RetriableError("talech answered 503")

    plan = plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert plan.profile_is_stale
    assert sent(queue) == [(date(2026, 11, 23), QUEEN)]


def test_a_combined_day_waits_for_its_last_location(planning, sales, queue, connections):
    """At 22:05 the shop that closes at 04:00 is still selling: only the day before is complete."""
    connections.save_connection(replace(connections.connection("m_1"), location_mode=LocationMode.COMBINED))

    plan_syncs("m_1", TEN, AFTER_TEN, sales, planning)
    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert sent(queue) == [(date(2026, 11, 22), "all"), (date(2026, 11, 23), "all")]


def test_a_disconnected_merchant_loses_their_schedules_and_gets_no_messages(planning, sales, queue, connections):
    connections.save_connection(connections.connection("m_1").with_status(ConnectionStatus.DISCONNECTED))

    plan_syncs("m_1", FOUR, AFTER_FOUR, sales, planning)

    assert planning.schedules.closings["m_1"] == frozenset()
    assert sent(queue) == []


def test_a_settle_delay_over_midnight_still_gives_a_time_of_day(profile, planning):
    late = replace(profile.locations[0].calendar.history[0], report_end_time=time(23, 58))
    shop = replace(profile.locations[0], calendar=replace(profile.locations[0].calendar, history=(late,)))

    assert closings(replace(profile, locations=(shop,)), planning.settle_delay) == {
        Closing("America/Toronto", time(0, 3))
    }


def request(first, last, connections, sync_log, queue, clock, **more):
    return request_sync(
        "m_1",
        first,
        last,
        cause=SyncCause.FIRST_SYNC,
        now=clock.now(),
        connections=connections,
        sync_log=sync_log,
        queue=queue,
        **more,
    )


def test_a_first_sync_queues_every_ended_day_of_every_location_on_the_backfill_lane(
    connections, sync_log, queue, clock
):
    requests = request(date(2026, 10, 25), date(2026, 11, 23), connections, sync_log, queue, clock)

    assert len(requests) == 60
    assert len(queue.sent[Lane.BACKFILL]) == 60
    assert queue.sent[Lane.DAILY] == []
    assert {record.state for record in sync_log.history("m_1")} == {SyncState.DUE}


def test_a_day_that_has_not_ended_in_a_location_is_left_to_its_schedule(connections, sync_log, queue, clock):
    """It is 04:05 in Toronto: the 24th has not ended in either shop, the 23rd has."""
    request(date(2026, 11, 23), date(2026, 11, 24), connections, sync_log, queue, clock)

    assert sent(queue, Lane.BACKFILL) == [(date(2026, 11, 23), QUEEN), (date(2026, 11, 23), KING)]


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2026, 11, 2), date(2026, 11, 1), "before it starts"),
        (date(2026, 10, 1), date(2026, 10, 31), "31 days; at most 30"),
        (date(2016, 11, 2), date(2016, 11, 3), "too far back: the oldest day that can be synced is 2023-11-2"),
        (date(1, 1, 1), date(1, 1, 2), "too far back"),
        (date(2026, 12, 1), date(2026, 12, 2), "has ended yet; the newest is 2026-11-23"),
    ],
)
def test_a_range_that_cannot_be_synced_says_which_limit_and_changes_nothing(
    first, last, says, connections, sync_log, queue, clock
):
    with pytest.raises(RangeRefusedError, match=says):
        request(first, last, connections, sync_log, queue, clock)

    assert queue.sent[Lane.BACKFILL] == []
    assert list(sync_log.history("m_1")) == []
