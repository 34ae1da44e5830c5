"""What every drift log promises: a mark beside the record, and never one that a worker would not see."""

from datetime import timedelta

import pytest

from daybook.adapters.aws.drift_log import DynamoDriftLog
from daybook.domain.drift import Drift, DriftKind
from daybook.domain.errors import RetriableError
from daybook.domain.sync import Outcome, SyncState
from fakes.sync_log import FakeSyncLog
from unit.aws.builders import NOW, day, posted, settled

DRIFT = Drift(DriftKind.EDITED, "148", NOW - timedelta(minutes=3))


@pytest.fixture
def drift_log(sync_log, request, clock):
    """The same records as the sync log's."""
    if isinstance(sync_log, FakeSyncLog):
        return sync_log
    return DynamoDriftLog(request.getfixturevalue("aws").dynamodb, "SyncLogTable", clock)


def note(drift_log, drift=DRIFT):
    drift_log.note_drift(day(), drift, settled_at=drift_log.get(day()).settled_at)


def test_both_see_the_same_record(drift_log, sync_log):
    assert drift_log.get(day()) is None

    settled(sync_log, day())

    assert drift_log.get(day()) == sync_log.get(day())


def test_a_mark_changes_nothing_else(drift_log, sync_log):
    settled(sync_log, day(), posted(gaps=("tip",)))
    before = sync_log.get(day())

    note(drift_log)

    after = sync_log.get(day())
    assert after.drift == DRIFT
    assert (after.state, after.document, after.gaps, after.revision, after.settled_at) == (
        before.state,
        before.document,
        before.gaps,
        before.revision,
        before.settled_at,
    )


def test_a_mark_is_never_made_while_a_worker_is_at_the_day(drift_log, sync_log):
    settled(sync_log, day())
    sync_log.claim(day(), "worker-2")

    with pytest.raises(RetriableError):
        note(drift_log)

    assert sync_log.get(day()).drift is None


def test_a_worker_that_died_keeps_nobody_from_marking(drift_log, sync_log, clock):
    settled(sync_log, day())
    sync_log.claim(day(), "worker-2")
    clock.advance(seconds=181)

    note(drift_log)

    assert sync_log.get(day()).drift == DRIFT


def test_a_mark_that_a_worker_overtook_is_looked_at_again(drift_log, sync_log, clock):
    settled(sync_log, day())
    seen = drift_log.get(day()).settled_at
    clock.advance(minutes=1)
    settled(sync_log, day())

    with pytest.raises(RetriableError):
        drift_log.note_drift(day(), DRIFT, settled_at=seen)

    assert sync_log.get(day()).drift is None


def test_settling_keeps_a_drift_that_the_outcome_carries_and_forgets_any_other(drift_log, sync_log):
    settled(sync_log, day())
    note(drift_log)

    settled(sync_log, day(), posted(drift=DRIFT))
    assert sync_log.get(day()).drift == DRIFT

    settled(sync_log, day(), Outcome(SyncState.EMPTY))
    assert sync_log.get(day()).drift is None
