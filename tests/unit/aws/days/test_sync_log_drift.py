"""What every sync log promises of drift: a mark beside the record, and never one that a worker would not see."""

from datetime import timedelta

import pytest

from daybook.domain.errors import RetriableError
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import Outcome, SyncState
from unit.aws.builders import NOW
from unit.aws.day_builders import day, posted, settled

DRIFT = Drift(DriftKind.EDITED, "148", NOW - timedelta(minutes=3))


def note(sync_log, drift=DRIFT):
    sync_log.note_drift(day(), drift, settled_at=sync_log.get(day()).settled_at)


def test_a_mark_changes_nothing_else(sync_log):
    settled(sync_log, day(), posted(gaps=("tip",)))
    before = sync_log.get(day())

    note(sync_log)

    after = sync_log.get(day())
    assert after.drift == DRIFT
    assert (after.state, after.document, after.gaps, after.revision, after.settled_at) == (
        before.state,
        before.document,
        before.gaps,
        before.revision,
        before.settled_at,
    )


def test_a_mark_is_never_made_while_a_worker_is_at_the_day(sync_log):
    settled(sync_log, day())
    sync_log.claim(day(), "worker-2")

    with pytest.raises(RetriableError):
        note(sync_log)

    assert sync_log.get(day()).drift is None


def test_a_worker_that_died_keeps_nobody_from_marking(sync_log, clock):
    settled(sync_log, day())
    sync_log.claim(day(), "worker-2")
    clock.advance(seconds=181)

    note(sync_log)

    assert sync_log.get(day()).drift == DRIFT


def test_a_mark_that_a_worker_overtook_is_looked_at_again(sync_log, clock):
    settled(sync_log, day())
    seen = sync_log.get(day()).settled_at
    clock.advance(minutes=1)
    settled(sync_log, day())

    with pytest.raises(RetriableError):
        sync_log.note_drift(day(), DRIFT, settled_at=seen)

    assert sync_log.get(day()).drift is None


def test_settling_keeps_a_drift_that_the_outcome_carries_and_forgets_any_other(sync_log):
    settled(sync_log, day())
    note(sync_log)

    settled(sync_log, day(), posted(drift=DRIFT))
    assert sync_log.get(day()).drift == DRIFT

    settled(sync_log, day(), Outcome(SyncState.EMPTY))
    assert sync_log.get(day()).drift is None
