"""Days taken out of the books, and brought back."""

from datetime import date

import pytest

from daybook.application.post_location_day import post_location_day
from daybook.application.undo_days import NothingToUndoError, redo_days, redoable, undo_day, undoable
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync import SyncCause, SyncRequest, SyncState


def post(day, ports, cause=SyncCause.RECHECK, owner="worker"):
    return post_location_day(SyncRequest(day, cause, ports.clock.now()), owner, ports)


def test_an_undone_day_stays_out_of_the_books_until_it_is_redone(day, ports, ledger, sync_log, queue, clock):
    post(day, ports)

    assert undo_day(day, "operator", ports).state is SyncState.UNDONE
    assert post(day, ports).state is SyncState.UNDONE
    assert ledger.effect == {}

    (request,) = redo_days(redoable(sync_log, "m_1", day.business_date, day.business_date), queue, clock.now())
    assert post(day, ports, request.cause).state is SyncState.POSTED
    assert ledger.effect == {"1": -1000, "2": -130, "3": 1130}


def test_a_dry_run_of_an_undo_lists_the_documents_and_changes_nothing(day, ports, ledger, sync_log):
    document = post(day, ports).document

    records = undoable(sync_log, "m_1", date(2026, 11, 1), date(2026, 11, 30))

    assert [record.document for record in records] == [document]
    assert len(ledger.documents) == 1


def test_a_document_in_a_bank_deposit_is_not_undone_and_says_so(day, ports, ledger, sync_log):
    document = post(day, ports).document
    ledger.put_in_deposit(document.id)

    with pytest.raises(NeedsAttentionError) as locked:
        undo_day(day, "operator", ports)

    assert locked.value.reason is HoldReason.IN_BANK_DEPOSIT
    assert sync_log.get(day).state is SyncState.POSTED
    assert post(day, ports).state is SyncState.POSTED


def test_a_day_without_a_document_has_nothing_to_undo(day, ports):
    with pytest.raises(NothingToUndoError, match="was never posted"):
        undo_day(day, "operator", ports)


def test_an_undo_waits_for_a_call_whose_outcome_is_unknown(day, ports, ledger):
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)

    with pytest.raises(NothingToUndoError, match="sync the day first"):
        undo_day(day, "operator", ports)


def test_an_undo_that_died_once_the_document_was_gone_does_not_count_as_posted(day, ports, ledger, sync_log, clock):
    """A day must not go missing without a word: it is undone, or it is back in the books."""
    post(day, ports)
    sync_log.settle, settle = die, sync_log.settle
    with pytest.raises(KeyboardInterrupt):
        undo_day(day, "operator", ports)
    sync_log.settle = settle
    clock.advance(seconds=181)

    outcome = post(day, ports)

    assert (outcome.state is SyncState.POSTED) == bool(ledger.documents)


def die(*_args, **_kwargs):
    raise KeyboardInterrupt
