"""What becomes of a day whose document a person changed: it is told, kept in mind, and settled by a person."""

from dataclasses import replace

import pytest

from daybook.application.days.day_actions import actions_for
from daybook.application.days.settle_holds import release_day
from daybook.application.days.undo_days import redo_days
from daybook.application.watching.notice_changes import Effect
from daybook.domain.catalogue.error_catalogue import entry_for_settled
from daybook.domain.company.changes import ChangeVerb, CompanyEntity
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.day_state import DayAction
from daybook.domain.sync.drift import DriftKind
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.application.posting.mortal_worker import Dies, dies
from unit.application.posting.tries import another_sale, choose, post

ENTRY = CompanyEntity.JOURNAL_ENTRY
UPDATED, DELETED = ChangeVerb.UPDATED, ChangeVerb.DELETED


def drift_of(sync_log, day):
    return sync_log.get(day).drift


@pytest.mark.parametrize(
    ("verb", "kind", "code"),
    [
        (UPDATED, DriftKind.EDITED, "DB-1210"),
        (ChangeVerb.VOIDED, DriftKind.EDITED, "DB-1210"),
        (DELETED, DriftKind.REMOVED, "DB-1211"),
    ],
)
def test_history_and_pages_find_the_words_for_what_was_done(notices, document, sync_log, day, verb, kind, code):
    notices(ENTRY, document.id, verb)

    record = sync_log.get(day)
    assert record.drift.kind is kind
    assert entry_for_settled(record).code == code


def test_looking_at_a_drifted_day_again_changes_nothing(notices, document, sync_log, day, ports, ledger):
    notices(ENTRY, document.id)

    outcome = post(day, ports)

    assert outcome.state is SyncState.POSTED
    assert drift_of(sync_log, day) == outcome.drift is not None
    assert ledger.calls == []


def test_a_drifted_day_that_is_held_later_stays_drifted(
    notices, document, sync_log, day, ports, sales, activity, ledger
):
    ledger.touch(document.id)
    notices(ENTRY, document.id)
    another_sale(sales, day, activity)

    assert post(day, ports).state is SyncState.HELD
    assert drift_of(sync_log, day) is not None


@pytest.mark.parametrize("verb", [UPDATED, DELETED])
def test_a_correction_beside_a_drifted_document_leaves_it_drifted(
    notices, document, sync_log, day, ports, sales, activity, ledger, connections, verb
):
    """The correction is of what Daybook left there, and a person left something else."""
    notices(ENTRY, document.id, verb)
    ledger.close_books(day.business_date)
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA)
    another_sale(sales, day, activity)

    outcome = post(day, ports)

    assert (outcome.state, len(outcome.deltas)) == (SyncState.POSTED, 1)
    assert outcome.drift is not None
    assert drift_of(sync_log, day) == outcome.drift


def test_no_correction_is_computed_beside_an_edit_that_a_worker_met_and_died(
    document, day, ports, sales, activity, ledger, connections, it_shows, monkeypatch
):
    """It had noted that the content is unknown; what was proved before the edit is there still."""
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA)
    another_sale(sales, day, activity)
    ledger.fail_next(OutcomeUnknownError("never sent"))
    with pytest.raises(OutcomeUnknownError):
        post(day, ports)
    written = ledger.documents[document.id]
    ledger.edit(document.id, replace(written, lines=tuple(_doubled(line) for line in written.lines)))
    it_shows()
    with monkeypatch.context() as patched:
        patched.setattr(ports.proofs, "overtake", dies)
        with pytest.raises(Dies):
            post(day, ports)
    ledger.close_books(day.business_date)
    choose(connections, company=ledger.company())
    books = dict(ledger.effect)
    it_shows()

    outcome = post(day, ports)

    assert outcome.state is SyncState.HELD
    assert ledger.effect == books


def _doubled(line):
    return replace(line, amount_minor=2 * line.amount_minor)


def test_an_amendment_that_quickbooks_took_shows_that_the_version_was_ours(
    notices, document, day, ports, sales, activity
):
    notices(ENTRY, document.id)
    another_sale(sales, day, activity)

    outcome = post(day, ports)

    assert (outcome.state, outcome.drift) == (SyncState.POSTED, None)


def test_an_edit_that_a_person_keeps_is_settled_without_waiting_for_a_correction(
    notices, document, sync_log, day, ports, queue, clock, ledger
):
    """The next correction then starts from the version that the person saved."""
    ledger.touch(document.id)
    notices(ENTRY, document.id)
    assert DayAction.RELEASE in actions_for(sync_log.get(day))

    request = release_day(day, sync_log, queue, clock.now())
    outcome = post(day, ports, request.cause)

    record = sync_log.get(day)
    assert outcome.state is SyncState.POSTED
    assert (record.drift, record.document.sync_token) == (None, "1")
    assert DayAction.RELEASE not in actions_for(record)


@pytest.mark.parametrize("edits", [["own"], ["correction"], ["own", "correction"]])
def test_an_edit_of_a_day_that_was_corrected_is_kept_and_can_be_undone_afterwards(
    edits, notices, document, sync_log, day, ports, sales, activity, ledger, connections, queue, clock, undo
):
    ledger.close_books(day.business_date)
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA)
    another_sale(sales, day, activity)
    (correction,) = post(day, ports).deltas
    clock.advance(hours=4)
    for target in edits:
        ledger.touch({"own": document, "correction": correction}[target].id)
        notices(ENTRY, {"own": document, "correction": correction}[target].id)
    assert DayAction.RELEASE in actions_for(sync_log.get(day))

    kept = post(day, ports, release_day(day, sync_log, queue, clock.now()).cause)
    ledger.close_books(None)
    undo(day)

    assert (kept.state, kept.drift) == (SyncState.POSTED, None)
    assert [each.is_kept_edit for each in kept.books.documents] == ["own" in edits, "correction" in edits]
    assert sync_log.get(day).state is SyncState.UNDONE
    assert not ledger.documents


def test_a_deleted_document_is_not_kept_but_undone_and_redone(
    notices, document, sync_log, day, ports, ledger, undo, queue, clock
):
    del ledger.books.documents[document.id]
    notices(ENTRY, document.id, DELETED)
    assert DayAction.RELEASE not in actions_for(sync_log.get(day))

    undo(day)
    (request,) = redo_days([sync_log.get(day)], sync_log, queue, clock.now())
    outcome = post(day, ports, request.cause)

    assert outcome.state is SyncState.POSTED
    assert drift_of(sync_log, day) is None
    assert ledger.effect == {"1": -1000, "2": -130, "3": 1130}


def test_a_notice_that_is_told_again_after_a_person_settled_it_is_no_news(
    notices, document, sync_log, day, ports, queue, clock
):
    at = clock.now()
    notices(ENTRY, document.id, notice_id="n", at=at)
    release_day(day, sync_log, queue, clock.now())
    post(day, ports, SyncCause.RELEASE)
    clock.advance(hours=6)

    assert notices(ENTRY, document.id, notice_id="n", at=at) is Effect.REPEATED
    assert drift_of(sync_log, day) is None
