"""What every sync log remembers of corrections, overruled holds and undone days."""

import pytest

from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import Outcome, SyncState
from unit.aws.day_builders import day, document, half_paid_invoice, intent, invoice, posted, sent_call, settled


def test_an_intent_tells_what_stands_of_a_half_paid_invoice(sync_log):
    """The next worker finishes the payments that are missing and doubles none."""
    sync_log.claim(day(), "worker-1")
    sync_log.record_intent(day(), "worker-1", intent(), sent_call())

    sync_log.record_intent(day(), "worker-1", half_paid_invoice(), sent_call())

    assert sync_log.get(day()).intent == half_paid_invoice()


def test_settling_keeps_what_the_lines_were_and_every_correction_in_a_later_period(sync_log):
    settled(sync_log, day(), posted(document=invoice(), lines_hash="l" * 64, deltas=(document(), document())))

    record = sync_log.get(day())
    assert (record.document, record.lines_hash) == (invoice(), "l" * 64)
    assert record.deltas == (document(), document())


def test_settling_anew_forgets_corrections_that_are_no_longer_there(sync_log):
    settled(sync_log, day(), posted(lines_hash="l" * 64, deltas=(document(),)))

    settled(sync_log, day(), Outcome(SyncState.EMPTY))

    record = sync_log.get(day())
    assert (record.document, record.deltas, record.lines_hash) == (None, (), "")


def test_a_person_overrules_holds_while_a_worker_has_the_lease(sync_log):
    sync_log.claim(day(), "worker-1")

    sync_log.allow(day(), HoldReason.NOT_TIED, "")
    sync_log.allow(day(), HoldReason.CLOSED_PERIOD, "")
    sync_log.allow(day(), HoldReason.NOT_TIED, "")

    sync_log.release(day(), "worker-1")
    assert sync_log.claim(day(), "worker-2").released == {HoldReason.NOT_TIED, HoldReason.CLOSED_PERIOD}


@pytest.mark.parametrize("state", [SyncState.POSTED, SyncState.POSTED_WITH_GAPS, SyncState.EMPTY])
def test_what_was_overruled_is_forgotten_once_the_day_is_in_the_books(sync_log, clock, state):
    sync_log.plan(day(), clock.now())
    sync_log.allow(day(), HoldReason.NOT_TIED, "")

    settled(sync_log, day(), posted(state=state))

    assert sync_log.get(day()).released == frozenset()


def test_what_was_overruled_survives_another_hold_a_failure_and_a_retry(sync_log, clock):
    sync_log.plan(day(), clock.now())
    sync_log.allow(day(), HoldReason.NOT_TIED, "")

    settled(sync_log, day(), Outcome(SyncState.HELD, reason=HoldReason.CLOSED_PERIOD))
    sync_log.claim(day(), "worker-2")
    sync_log.fail(day(), "worker-2", "a bug")
    record = sync_log.claim(day(), "worker-3")

    assert record.released == {HoldReason.NOT_TIED}


def test_a_hold_can_be_overruled_again_after_it_was_forgotten(sync_log, clock):
    sync_log.plan(day(), clock.now())
    sync_log.allow(day(), HoldReason.NOT_TIED, "")
    settled(sync_log, day())

    sync_log.allow(day(), HoldReason.TOUCHED_IN_QUICKBOOKS, "")

    assert sync_log.get(day()).released == {HoldReason.TOUCHED_IN_QUICKBOOKS}


def test_overruling_a_hold_of_an_unknown_day_is_refused_by_name_and_makes_no_record(sync_log):
    with pytest.raises(ValueError, match="304267 2026-11-23 304267:1: there is no record of this day"):
        sync_log.allow(day(), HoldReason.NOT_TIED, "")

    assert sync_log.get(day()) is None


def test_an_undone_day_is_settled_and_found_by_its_state(sync_log, clock):
    sync_log.claim(day(), "worker-1")
    sync_log.fail(day(), "worker-1", "a bug")

    settled(sync_log, day(), Outcome(SyncState.UNDONE, message="undone by accountant"))

    assert list(sync_log.unsettled()) == []
    assert [record.day for record in sync_log.history("304267", state=SyncState.UNDONE)] == [day()]
    assert not sync_log.plan(day(), clock.now())


def test_a_row_that_was_written_before_there_were_corrections_is_read_and_settled(aws, table, clock):
    """The first release wrote neither hashes of lines nor deltas, releases or parts of a document."""
    name = table("SyncLogTable")
    old_document = {
        "kind": {"S": "journal_entry"},
        "id": {"S": "148"},
        "sync_token": {"S": "0"},
        "doc_number": {"S": "TL-20261123-ABCDEF"},
        "total_minor": {"N": "123456"},
        "intuit_tid": {"S": "1-6740-1"},
    }
    old_row = {
        "merchant_id": {"S": "304267"},
        "day": {"S": "2026-11-23#304267:1"},
        "schema_version": {"N": "1"},
        "business_date": {"S": "2026-11-23"},
        "location": {"S": "304267:1"},
        "state": {"S": "posted"},
        "merchant_state": {"S": "304267#posted"},
        "due_at": {"S": "2026-11-24T09:05:00.000000+00:00"},
        "updated_at": {"S": "2026-11-24T09:05:00.000000+00:00"},
        "revision": {"N": "1"},
        "attempts": {"N": "1"},
        "content_hash": {"S": "c" * 64},
        "document": {"M": old_document},
        "gaps": {"L": []},
        "message": {"S": ""},
        "details": {"L": []},
    }
    aws.dynamodb.put_item(TableName=name, Item=old_row)
    log = DynamoSyncLog(aws.dynamodb, name, clock)

    log.allow(day(), HoldReason.TOUCHED_IN_QUICKBOOKS, "")
    record = log.claim(day(), "worker")
    log.settle(day(), "worker", posted(lines_hash="l" * 64))

    assert (record.document, record.lines_hash, record.deltas) == (document(), "", ())
    assert record.released == {HoldReason.TOUCHED_IN_QUICKBOOKS}
    assert log.get(day()).lines_hash == "l" * 64


def test_a_day_has_settled_only_once_an_attempt_came_to_its_outcome(sync_log, clock):
    """A held day that is taken up again still shows its old state: whoever waits for it must not take that for news."""
    sync_log.claim(day(), "worker")
    sync_log.settle(day(), "worker", Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED))
    clock.advance(minutes=1)
    asked_at = clock.now()
    sync_log.claim(day(), "worker")
    taken_up = sync_log.get(day())
    sync_log.settle(day(), "worker", Outcome(SyncState.POSTED))

    assert not taken_up.has_settled_since(asked_at)
    assert sync_log.get(day()).has_settled_since(asked_at)
