"""A record that a later release has written is left alone by the worker of this one."""

from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN, day
from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.contracts.contract import ContractError
from daybook.domain.errors import RetriableError
from released.rows import table_rows
from released.write_rows import HERE

# What taking the lease leaves behind; a worker of any release takes it over once it has run out.
_OF_THE_LEASE = {"attempts", "updated_at", "lease_owner", "lease_until"}
RELEASE = HERE / "2026-11-28"


def row(merchant):
    (only,) = (each for each in table_rows(merchant.dynamodb)["SyncLogTable"] if each["merchant_id"]["S"] == MERCHANT)
    return {name: value for name, value in only.items() if name not in _OF_THE_LEASE}


@pytest.fixture
def later(merchant):
    """The posted day once a later release has set an attribute of its record."""

    def learned(**changes):
        merchant.go_on_from(RELEASE, "posted_journal_entry")
        (known,) = table_rows(merchant.dynamodb)["SyncLogTable"]
        merchant.dynamodb.put_item(TableName="SyncLogTable", Item=known | changes)
        return merchant

    return learned


@pytest.mark.parametrize(
    "changes",
    [{"state": {"S": "waits_for_noon"}}, {"reason": {"S": "full_moon"}}, {"content_hash": {"S": "3:9f86d081"}}],
    ids=lambda changes: next(iter(changes)),
)
def test_what_this_release_cannot_read_is_left_to_the_other(later, changes):
    merchant = later(**changes)
    before = row(merchant)

    with pytest.raises(RetriableError):
        merchant.work_on(day())

    assert merchant.ledger.calls == []
    assert row(merchant) == before


def test_an_attribute_that_this_release_does_not_know_stays(later):
    merchant = later(learned_later={"M": {"by": {"N": "1"}}})

    merchant.work_on(day())

    assert merchant.ledger.calls == []
    assert row(merchant)["learned_later"] == {"M": {"by": {"N": "1"}}}


def test_its_worker_need_not_wait_for_a_lease(later):
    """A worker of this release has met the record a moment ago."""
    merchant = later(state={"S": "waits_for_noon"})
    with pytest.raises(RetriableError):
        merchant.work_on(day())
    (known,) = table_rows(merchant.dynamodb)["SyncLogTable"]
    merchant.dynamodb.put_item(TableName="SyncLogTable", Item=known | {"state": {"S": "posted"}})

    assert merchant.sync_log.claim(day(), "the worker of the later release").tries == 1


UNREADABLE = {"state": {"S": "waits_for_noon"}, "unsettled_shard": {"S": "00"}}
LISTS = [lambda log: log.history(MERCHANT), lambda log: log.unsettled()]


@pytest.mark.parametrize("days_of", LISTS, ids=["history", "unsettled"])
def test_a_list_goes_on_without_the_day_that_it_cannot_read_and_tells_of_it(days_of, later):
    merchant = later(**UNREADABLE)
    for back in (1, -1):
        merchant.sync_log.plan(day(MONDAY - timedelta(days=back)), merchant.clock.now())
    told = []
    log = DynamoSyncLog(
        merchant.dynamodb, "SyncLogTable", merchant.clock, on_unreadable=lambda *left_out: told.append(left_out)
    )

    found = {record.day.business_date for record in days_of(log)}

    assert found == {MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)}
    ((left_out, later_release),) = told
    assert left_out == f"{MERCHANT} {MONDAY}#{QUEEN}"
    assert "waits_for_noon" in str(later_release)


@pytest.mark.parametrize("days_of", LISTS, ids=["history", "unsettled"])
def test_no_day_is_left_out_where_nobody_is_told(days_of, later):
    merchant = later(**UNREADABLE)

    with pytest.raises(RetriableError):
        list(days_of(merchant.sync_log))


def test_a_record_that_no_release_could_have_written_stops_the_list(later):
    """That is a bug: it is not for a log line."""
    merchant = later(due_at={"S": "tomorrow"}, **UNREADABLE)
    log = DynamoSyncLog(merchant.dynamodb, "SyncLogTable", merchant.clock, on_unreadable=lambda *_: None)

    with pytest.raises(ContractError, match="due_at"):
        list(log.unsettled())
