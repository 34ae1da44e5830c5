"""What every sync log promises of the sums that pages keep of a date: none is older than a record that was settled."""

import json
import zlib
from datetime import date, timedelta

import pytest

from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.domain.errors import RetriableError
from daybook.domain.sync.date_sums import KeptSums, add_up
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import Outcome, SyncState
from unit.aws.builders import MERCHANT, NOW
from unit.aws.day_builders import day, settled

ON = date(2026, 11, 23)
OTHER_STORE = day(location="304268:1")


def kept(sync_log):
    return sync_log.kept_sums(MERCHANT, ON, ON).get(ON, KeptSums(None))


def keep(sync_log):
    """What a page does that finds every day at rest."""
    sums = add_up(ON, sync_log.history(MERCHANT, first=ON, last=ON), NOW)
    sync_log.keep_sums(MERCHANT, sums, kept(sync_log).changes)
    return sums


@pytest.fixture
def posted_day(sync_log, clock):
    """A close that was posted on time."""
    sync_log.plan(day(), clock.now())
    settled(sync_log, day())
    return sync_log


def test_sums_are_read_as_they_were_kept_and_records_beside_them_as_before(posted_day):
    sums = keep(posted_day)

    assert kept(posted_day).sums == sums
    assert posted_day.kept_sums(MERCHANT, ON + timedelta(days=1), ON + timedelta(days=9)) == {}
    assert [record.day for record in posted_day.history(MERCHANT)] == [day()]


def test_a_worker_that_claims_a_settled_day_leaves_no_sums_of_its_date(posted_day):
    keep(posted_day)

    posted_day.claim(day(), "worker-2")

    assert kept(posted_day).sums is None


@pytest.mark.parametrize("changes", [0, 1])
def test_a_page_that_read_the_records_before_a_claim_keeps_nothing_after_it(posted_day, changes):
    for _ in range(changes):
        settled(posted_day, day())
    before, sums = kept(posted_day), keep(posted_day)
    settled(posted_day, day())

    posted_day.keep_sums(MERCHANT, sums, before.changes)

    assert kept(posted_day).sums is None


def test_sums_can_be_kept_again_after_the_change(posted_day):
    keep(posted_day)
    settled(posted_day, day(), Outcome(SyncState.EMPTY))

    sums = keep(posted_day)

    assert kept(posted_day).sums == sums
    assert list(sums.by_location.values()) == [DayState.EMPTY]


def test_the_first_outcome_of_a_close_leaves_the_sums_of_its_date(posted_day, clock):
    """Sums have every store that takes part, so there are none yet while a close has no outcome."""
    sums = keep(posted_day)
    posted_day.plan(OTHER_STORE, clock.now())

    settled(posted_day, OTHER_STORE)

    assert kept(posted_day).sums == sums


def test_history_of_a_store_that_takes_part_no_longer_is_added_up_anew(posted_day, clock):
    keep(posted_day)
    clock.advance(days=9)
    posted_day.plan(OTHER_STORE, clock.now())

    posted_day.claim(OTHER_STORE, "worker-2")

    assert kept(posted_day).sums is None


def test_drift_leaves_no_sums_of_its_date(posted_day):
    keep(posted_day)

    posted_day.note_drift(day(), Drift(DriftKind.REMOVED, "148", NOW), settled_at=posted_day.get(day()).settled_at)

    assert kept(posted_day).sums is None


def test_drift_that_is_refused_forgets_nothing(posted_day):
    sums = keep(posted_day)

    with pytest.raises(RetriableError):
        posted_day.note_drift(day(), Drift(DriftKind.REMOVED, "148", NOW), settled_at=NOW - timedelta(days=1))

    assert kept(posted_day).sums == sums


def test_sums_of_a_later_release_are_as_good_as_none(aws, table, clock):
    log = DynamoSyncLog(aws.dynamodb, table("SyncLogTable"), clock)
    settled(log, day())
    keep(log)
    key = {"merchant_id": {"S": f"{MERCHANT}#dates"}, "day": {"S": f"{ON}"}}
    stored = aws.dynamodb.get_item(TableName="SyncLogTable", Key=key)["Item"]
    document = json.loads(zlib.decompress(stored["packed"]["B"])) | {"schema_version": 2}
    packed = {"packed": {"B": zlib.compress(json.dumps(document).encode())}}
    aws.dynamodb.put_item(TableName="SyncLogTable", Item=stored | packed)

    assert kept(log) == KeptSums(None, 0)
