"""What every sync log promises, kept by the one in memory and the one in DynamoDB alike."""

from datetime import date, timedelta

import pytest

from daybook.adapters.aws.days.sync_log import LEASE
from daybook.domain.errors import Condition, HoldReason, RetriableError
from daybook.domain.sync.location_day import Outcome, SyncState
from daybook.domain.sync.vendor_wait import VendorWait
from unit.aws.day_builders import day, document, intent, posted, sent_call, settled


def test_a_day_is_planned_once(sync_log, clock):
    first = sync_log.plan(day(), clock.now())
    second = sync_log.plan(day(), clock.now() + timedelta(hours=1))

    assert (first, second) == (True, False)
    assert sync_log.get(day()).state is SyncState.DUE
    assert sync_log.get(day()).due_at == clock.now()


def test_planning_leaves_a_posted_day_alone(sync_log, clock):
    settled(sync_log, day())

    assert not sync_log.plan(day(), clock.now())
    assert sync_log.get(day()).state is SyncState.POSTED


def test_an_unknown_day_has_no_record(sync_log):
    assert sync_log.get(day()) is None


def test_a_claim_counts_the_attempt_and_returns_the_record(sync_log, clock):
    sync_log.plan(day(), clock.now())

    first = sync_log.claim(day(), "worker-1")
    sync_log.release(day(), "worker-1")
    second = sync_log.claim(day(), "worker-2")

    assert (first.attempts, second.attempts) == (1, 2)
    assert second.state is SyncState.DUE


def test_claiming_a_day_that_nobody_planned_makes_its_record(sync_log, clock):
    record = sync_log.claim(day(), "worker-1")

    assert (record.state, record.attempts, record.due_at) == (SyncState.DUE, 1, clock.now())


def test_a_second_worker_is_told_how_long_the_lease_still_runs(sync_log, clock):
    sync_log.claim(day(), "worker-1")
    clock.advance(seconds=100)

    with pytest.raises(RetriableError, match="304267 2026-11-23 304267:1") as refused:
        sync_log.claim(day(), "worker-2")

    assert refused.value.after_seconds == 60
    assert sync_log.get(day()).attempts == 1


def test_the_same_worker_does_not_get_a_lease_twice(sync_log):
    """One owner name is one attempt: a duplicate of its message must not run beside it."""
    sync_log.claim(day(), "worker-1")

    with pytest.raises(RetriableError):
        sync_log.claim(day(), "worker-1")


def test_a_lease_that_ran_out_goes_to_the_next_worker_and_shuts_the_first_one_out(sync_log, clock):
    sync_log.claim(day(), "worker-1")
    clock.advance(seconds=LEASE.total_seconds() + 1)
    sync_log.claim(day(), "worker-2")

    with pytest.raises(RetriableError):
        sync_log.record_intent(day(), "worker-1", intent(), sent_call())
    with pytest.raises(RetriableError):
        sync_log.settle(day(), "worker-1", posted())
    with pytest.raises(RetriableError):
        sync_log.fail(day(), "worker-1", "too late")

    sync_log.settle(day(), "worker-2", posted())
    assert sync_log.get(day()).state is SyncState.POSTED


def test_the_intent_survives_a_crash_and_reaches_the_next_worker(sync_log, clock):
    sync_log.claim(day(), "worker-1")
    sync_log.record_intent(day(), "worker-1", intent(), sent_call())
    clock.advance(seconds=LEASE.total_seconds() + 1)

    record = sync_log.claim(day(), "worker-2")

    assert record.intent == intent()


def test_settling_keeps_the_outcome_and_drops_the_intent(sync_log, clock):
    sync_log.claim(day(), "worker-1")
    sync_log.record_intent(day(), "worker-1", intent(), sent_call())
    clock.advance(seconds=3)

    sync_log.settle(day(), "worker-1", posted(gaps=("revenue:c9", "tip")))

    record = sync_log.get(day())
    assert record.document == document()
    assert (record.revision, record.content_hash, record.gaps) == (1, "c" * 64, ("revenue:c9", "tip"))
    assert record.intent is None
    assert record.updated_at == clock.now()


def test_a_held_day_keeps_its_reason_and_every_figure(sync_log):
    held = Outcome(
        SyncState.HELD,
        reason=HoldReason.NOT_TIED,
        message="the orders do not add up",
        details=("tip: talech reports 100, its orders give 90 (minor units)",),
    )

    settled(sync_log, day(), held)

    record = sync_log.get(day())
    assert (record.state, record.reason) == (SyncState.HELD, HoldReason.NOT_TIED)
    assert (record.message, record.details) == (held.message, held.details)
    assert record.document is None


def test_a_hold_that_was_settled_leaves_no_reason_behind(sync_log):
    settled(sync_log, day(), Outcome(SyncState.HELD, reason=HoldReason.CLOSED_PERIOD, message="closed"))

    settled(sync_log, day(), posted())

    record = sync_log.get(day())
    assert (record.state, record.reason, record.message) == (SyncState.POSTED, None, "")


def test_a_failed_day_keeps_its_intent_and_document(sync_log):
    settled(sync_log, day())
    sync_log.claim(day(), "worker-2")
    sync_log.record_intent(day(), "worker-2", intent(revision=2), sent_call())

    sync_log.fail(day(), "worker-2", "KeyError: 'orders'")

    record = sync_log.get(day())
    assert (record.state, record.message) == (SyncState.FAILED, "KeyError: 'orders'")
    assert (record.intent, record.document) == (intent(revision=2), document())


def test_a_released_day_is_free_at_once(sync_log):
    sync_log.claim(day(), "worker-1")
    sync_log.release(day(), "worker-1")

    assert sync_log.claim(day(), "worker-2").attempts == 2


def test_a_released_day_says_what_it_waits_for_until_it_is_settled(sync_log, clock):
    wait = VendorWait(Condition.TALECH_UNAVAILABLE, clock.now())
    sync_log.claim(day(), "worker-1")
    sync_log.release(day(), "worker-1", wait)

    assert sync_log.claim(day(), "worker-2").vendor_wait == wait
    sync_log.settle(day(), "worker-2", posted())
    assert sync_log.get(day()).vendor_wait is None


def test_a_day_that_failed_waits_for_nothing(sync_log, clock):
    sync_log.claim(day(), "worker-1")
    sync_log.release(day(), "worker-1", VendorWait(Condition.TALECH_UNAVAILABLE, clock.now()))
    sync_log.claim(day(), "worker-2")
    sync_log.fail(day(), "worker-2", "gave up")

    assert sync_log.get(day()).vendor_wait is None


def test_history_is_newest_first_and_of_one_merchant(sync_log, clock):
    dates = [date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 22)]
    for business_date in dates:
        sync_log.plan(day(business_date), clock.now())
    sync_log.plan(day(merchant_id="999"), clock.now())

    history = [record.day.business_date for record in sync_log.history("304267")]

    assert history == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"first": date(2026, 11, 22)}, {("23", "a"), ("23", "b"), ("22", "a")}),
        ({"last": date(2026, 11, 22)}, {("22", "a"), ("21", "a")}),
        ({"first": date(2026, 11, 22), "last": date(2026, 11, 22)}, {("22", "a")}),
        ({"location": "b"}, {("23", "b")}),
        ({"state": SyncState.POSTED}, {("22", "a")}),
        ({"state": SyncState.DUE, "first": date(2026, 11, 22)}, {("23", "a"), ("23", "b")}),
        ({"state": SyncState.DUE, "location": "a"}, {("23", "a"), ("21", "a")}),
    ],
)
def test_history_answers_by_date_state_and_location(sync_log, clock, asked, expected):
    planned = (("21", "a"), ("22", "a"), ("23", "a"), ("23", "b"))
    for number, location in planned:
        sync_log.plan(day(date(2026, 11, int(number)), location=location), clock.now())
    settled(sync_log, day(date(2026, 11, 22), location="a"))

    found = {(f"{r.day.business_date:%d}", r.day.location) for r in sync_log.history("304267", **asked)}

    assert found == expected


def test_unsettled_names_due_and_failed_days_of_every_merchant_and_no_others(sync_log, clock):
    due, failed, held = (day(merchant_id=name) for name in ("due", "failed", "held"))
    for planned in (due, failed, held):
        sync_log.plan(planned, clock.now())
    sync_log.claim(failed, "worker")
    sync_log.fail(failed, "worker", "a bug")
    settled(sync_log, held, Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED))

    open_days = {record.day.merchant_id for record in sync_log.unsettled()}

    assert open_days == {"due", "failed"}


def test_a_failed_day_that_was_posted_after_all_is_no_longer_unsettled(sync_log):
    sync_log.claim(day(), "worker-1")
    sync_log.fail(day(), "worker-1", "a bug")

    settled(sync_log, day())

    assert list(sync_log.unsettled()) == []


def test_working_again_on_a_posted_day_does_not_make_it_unsettled(sync_log):
    settled(sync_log, day())

    sync_log.claim(day(), "worker-2")

    assert list(sync_log.unsettled()) == []
    assert sync_log.get(day()).state is SyncState.POSTED
