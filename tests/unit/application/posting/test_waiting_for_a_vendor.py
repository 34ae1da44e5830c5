"""A day that waits for talech or QuickBooks tells so on its record, until it comes to an outcome."""

import pytest

from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.catalogue.error_catalogue import entry_for_settled
from daybook.domain.errors import Condition, HoldReason, RetriableError
from daybook.domain.sync.location_day import SyncCause, SyncRequest, SyncState

SILENT = RetriableError("timeout", condition=Condition.TALECH_UNAVAILABLE)


def post(day, ports):
    return post_location_day(SyncRequest(day, SyncCause.SCHEDULE, ports.clock.now()), "worker", ports)


def silent(sales, error=SILENT):
    def no_answer(*_):
        raise error

    sales.day_activity, answer = no_answer, sales.day_activity
    return answer


def test_a_day_that_talech_does_not_answer_for_waits_by_name(day, ports, sales, sync_log, clock):
    silent(sales)
    asked_at = clock.now()
    with pytest.raises(RetriableError):
        post(day, ports)
    clock.advance(seconds=600)
    with pytest.raises(RetriableError):
        post(day, ports)

    record = sync_log.get(day)

    assert (record.state, record.vendor_wait.since) == (SyncState.DUE, asked_at)
    assert entry_for_settled(record).code == "DB-1311"


def test_a_fault_that_passes_by_itself_is_told_in_its_own_words(day, ports, ledger, sync_log):
    ledger.fail_next(RetriableError("429", condition=Condition.QUICKBOOKS_UNAVAILABLE, fault_code=3001))

    with pytest.raises(RetriableError):
        post(day, ports)

    assert entry_for_settled(sync_log.get(day)).code == "DB-1905"


def test_a_day_that_is_posted_in_the_end_waits_for_nothing(day, ports, sales, sync_log):
    answer = silent(sales)
    with pytest.raises(RetriableError):
        post(day, ports)
    sales.day_activity = answer

    post(day, ports)

    assert (sync_log.get(day).vendor_wait, entry_for_settled(sync_log.get(day))) == (None, None)


def test_a_vendor_that_is_away_for_a_day_holds_the_day_which_heals_by_itself(day, ports, sales, sync_log, clock):
    answer = silent(sales)
    with pytest.raises(RetriableError):
        post(day, ports)
    clock.advance(hours=24)

    held = post(day, ports)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.VENDOR_UNAVAILABLE)
    assert entry_for_settled(sync_log.get(day)).code == "DB-1922"
    assert [record.day for record in sync_log.unsettled()] == [day]
    sales.day_activity = answer
    assert post(day, ports).state is SyncState.POSTED


def test_a_day_in_the_books_is_not_called_waiting_while_it_is_looked_at_again(day, ports, sales, sync_log):
    post(day, ports)
    silent(sales)

    with pytest.raises(RetriableError):
        post(day, ports)

    assert sync_log.get(day).state is SyncState.POSTED
    assert entry_for_settled(sync_log.get(day)) is None
