"""A day that is due while nobody works on it was lost on its way: who may queue it again, and how often."""

from datetime import timedelta

import pytest

from daybook.adapters.aws.days.sync_log import LEASE
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import Outcome, SyncState
from unit.aws.day_builders import day, posted, settled

QUIET = timedelta(minutes=45)


@pytest.fixture
def requeue(sync_log, clock):
    """Asks as the watchdog does."""
    return lambda: sync_log.requeue(day(), clock.now() - QUIET)


@pytest.fixture
def lost(sync_log, clock):
    """Planned an hour ago, and never heard of again."""
    sync_log.plan(day(), clock.now())
    clock.advance(hours=1)


@pytest.mark.usefixtures("lost")
def test_a_lost_day_is_queued_again_by_one_of_two_callers(requeue, sync_log):
    assert (requeue(), requeue()) == (True, False)
    assert sync_log.get(day()).requeued == 1
    assert sync_log.get(day()).state is SyncState.DUE


@pytest.mark.usefixtures("lost")
def test_every_message_that_was_lost_is_counted(requeue, sync_log, clock):
    for _ in range(4):
        assert requeue()
        clock.advance(hours=1)

    assert sync_log.get(day()).requeued == 4


def test_a_day_that_was_planned_a_moment_ago_is_left_alone(requeue, sync_log, clock):
    sync_log.plan(day(), clock.now() - timedelta(days=2))
    clock.advance(minutes=44)

    assert not requeue()


@pytest.mark.usefixtures("lost")
def test_a_day_that_a_worker_tried_meanwhile_is_left_alone(requeue, sync_log, clock):
    sync_log.claim(day(), "worker")
    sync_log.release(day(), "worker")
    clock.advance(minutes=44)

    assert not requeue()


@pytest.mark.usefixtures("lost")
def test_a_day_under_a_lease_is_left_alone(sync_log, clock):
    sync_log.claim(day(), "worker")

    assert not sync_log.requeue(day(), clock.now())

    clock.advance(seconds=LEASE.total_seconds())
    assert sync_log.requeue(day(), clock.now())


@pytest.mark.usefixtures("lost")
@pytest.mark.parametrize("outcome", [posted(), Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED)])
def test_a_settled_day_is_not_queued_again(requeue, sync_log, clock, outcome):
    settled(sync_log, day(), outcome)
    clock.advance(hours=1)

    assert not requeue()


@pytest.mark.usefixtures("lost")
def test_a_failed_day_has_its_tries_again(requeue, sync_log, clock):
    sync_log.claim(day(), "worker")
    sync_log.fail(day(), "worker", "a bug")
    clock.advance(hours=1)

    assert requeue()
    assert sync_log.get(day()).tries == 0


def test_a_day_that_nobody_planned_is_not_made_up(requeue, sync_log):
    assert not requeue()
    assert sync_log.get(day()) is None


@pytest.mark.usefixtures("lost")
def test_the_count_stays_while_the_day_goes_its_way(requeue, sync_log):
    requeue()

    settled(sync_log, day())

    assert (sync_log.get(day()).state, sync_log.get(day()).requeued) == (SyncState.POSTED, 1)
