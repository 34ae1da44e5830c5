"""A document of ours that changes in QuickBooks: marked if a person did it, and never if it was us."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.watching.notice_changes import OWN_WRITE, Effect
from daybook.domain.company.changes import ChangeVerb, CompanyEntity
from daybook.domain.company.connection import ClosedBooksPolicy, ConnectionStatus
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import ResponseDiffersError
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import SyncState
from unit.application.posting.tries import another_sale, choose, post

LATER = OWN_WRITE + timedelta(hours=3)
ENTRY, PAYMENT = CompanyEntity.JOURNAL_ENTRY, CompanyEntity.PAYMENT
UPDATED, DELETED = ChangeVerb.UPDATED, ChangeVerb.DELETED


def drift_of(sync_log, day):
    return sync_log.get(day).drift


def test_an_edit_by_a_person_is_marked_and_nothing_is_read_or_written(
    notices, document, sync_log, day, ledger, clock, queue
):
    effect = notices(ENTRY, document.id)

    record = sync_log.get(day)
    assert effect is Effect.DRIFT_NOTICED
    assert record.drift == Drift(DriftKind.EDITED, document.id, clock.now())
    assert (record.state, record.document) == (SyncState.POSTED, document)
    assert ledger.calls == []
    assert not any(queue.sent.values())


@pytest.mark.parametrize("verb", [ChangeVerb.CREATED, ChangeVerb.EMAILED])
def test_creating_and_sending_a_document_is_no_edit(notices, document, sync_log, day, verb):
    assert notices(ENTRY, document.id, verb) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


def test_our_own_correction_is_not_taken_for_a_persons_edit(
    notices, document, sync_log, day, ports, sales, activity, clock
):
    another_sale(sales, day, activity)
    post(day, ports)

    assert notices(ENTRY, document.id, at=clock.now() + timedelta(minutes=4)) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


def test_a_notice_that_overtakes_the_worker_waits_until_the_worker_is_done(
    notices, document, sync_log, day, ports, sales, activity, clock
):
    """Between the write and its record nobody can say who it was; the queue brings the notice back."""
    another_sale(sales, day, activity)
    sync_log.claim(day, "worker-2")

    with pytest.raises(RetriableError):
        notices(ENTRY, document.id, notice_id="n", at=clock.now())

    sync_log.release(day, "worker-2")
    post(day, ports)
    assert notices(ENTRY, document.id, notice_id="n", at=clock.now()) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


@pytest.fixture
def answer_lost(document, day, ports, sales, activity, ledger):  # noqa: ARG001 - the entry that the call changes
    """The day changed, and QuickBooks' answer to the correction was not seen."""
    another_sale(sales, day, activity)
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)


@pytest.mark.usefixtures("answer_lost")
def test_a_change_while_our_answer_is_lost_is_kept_and_judged_once_the_call_was_looked_up(
    notices, document, sync_log, day, ports, clock, it_shows
):
    """It may be ours: the queue brings the notice back until the next try of the day has compared versions."""
    at = clock.now()
    with pytest.raises(RetriableError):
        notices(ENTRY, document.id, notice_id="n", at=at)

    it_shows()
    assert post(day, ports).state is SyncState.POSTED

    assert notices(ENTRY, document.id, notice_id="n", at=at) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


@pytest.mark.parametrize(("verb", "kind"), [(UPDATED, DriftKind.EDITED), (DELETED, DriftKind.REMOVED)])
@pytest.mark.usefixtures("answer_lost")
def test_a_change_hours_after_the_lost_answer_is_a_persons_although_the_call_is_open(
    notices, document, sync_log, day, clock, verb, kind
):
    clock.instant += LATER

    assert notices(ENTRY, document.id, verb) is Effect.DRIFT_NOTICED

    record = sync_log.get(day)
    assert (record.drift.kind, record.intent is not None) == (kind, True)


@pytest.mark.usefixtures("answer_lost")
def test_what_a_person_did_meanwhile_holds_the_day_once_the_call_was_looked_up(
    notices, document, day, ports, clock, ledger
):
    clock.instant += LATER
    entry = ledger.entries[document.id]
    twice = tuple(replace(line, amount_minor=2 * line.amount_minor) for line in entry.lines)
    ledger.edit(document.id, replace(entry, lines=twice))
    notices(ENTRY, document.id)

    outcome = post(day, ports)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)


def test_a_persons_edit_of_an_entry_beside_an_open_correction_is_theirs_once_the_correction_was_found(
    notices, document, sync_log, day, ports, sales, activity, ledger, connections, clock, it_shows
):
    """The correction of a closed period is an entry of its own: what it writes says nothing of the first one."""
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA)
    ledger.close_books(day.business_date)
    another_sale(sales, day, activity)
    assert post(day, ports).state is SyncState.POSTED
    clock.instant += LATER
    another_sale(sales, day, activity, 700)
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)
    at = clock.now() + timedelta(seconds=20)
    with pytest.raises(RetriableError):
        notices(ENTRY, document.id, notice_id="n", at=at)

    it_shows()
    assert post(day, ports).state is SyncState.POSTED

    assert notices(ENTRY, document.id, notice_id="n", at=at) is Effect.DRIFT_NOTICED
    assert drift_of(sync_log, day) == Drift(DriftKind.EDITED, document.id, at)
    _, correction = sync_log.get(day).deltas
    assert notices(ENTRY, correction.id, notice_id="m", at=at) is Effect.IGNORED


def test_taking_a_day_out_of_the_books_is_our_own_deletion(notices, document, sync_log, day, undo):
    undo(day)

    assert notices(ENTRY, document.id, DELETED) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


@pytest.mark.parametrize("entity", [ENTRY, CompanyEntity.INVOICE, PAYMENT])
@pytest.mark.usefixtures("document")
def test_documents_of_other_people_are_none_of_our_business(notices, sync_log, day, entity):
    assert notices(entity, "4711") is Effect.IGNORED
    assert drift_of(sync_log, day) is None


def test_ids_are_those_of_a_kind_and_of_a_company(notices, document, sync_log, day):
    assert notices(CompanyEntity.INVOICE, document.id) is Effect.IGNORED
    assert notices(ENTRY, document.id, realm="4620816365") is Effect.IGNORED
    assert drift_of(sync_log, day) is None


def test_a_payment_of_our_invoice_that_is_deleted_edits_the_day(notices, connections, day, ports, sync_log, clock):
    connections.save_connection(replace(connections.connection("m_1"), document_kind=DocumentKind.INVOICE))
    invoice = post(day, ports).document
    clock.instant += LATER

    effect = notices(PAYMENT, invoice.parts[0].id, DELETED)

    assert effect is Effect.DRIFT_NOTICED
    assert drift_of(sync_log, day).kind is DriftKind.EDITED


def test_an_edit_of_a_document_that_is_gone_brings_it_back_in_nobodys_eyes(notices, document, sync_log, day, clock):
    """Unordered: the notice of the deletion may come before that of an earlier edit."""
    notices(ENTRY, document.id, DELETED)

    assert notices(ENTRY, document.id, UPDATED, at=clock.now() - timedelta(minutes=1)) is Effect.IGNORED
    assert drift_of(sync_log, day).kind is DriftKind.REMOVED


def test_a_hold_that_follows_our_own_write_is_no_edit(notices, document, sync_log, day, ports, sales, activity, ledger):
    """The document was amended, and then QuickBooks' answer was found to differ."""
    another_sale(sales, day, activity)
    written = replace(document, sync_token="1")
    ledger.fail_next(ResponseDiffersError("another total", document=written, details=()))

    held = post(day, ports)

    assert (held.state, held.document) == (SyncState.HELD, written)
    assert notices(ENTRY, document.id) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


def test_payments_that_were_refused_leave_the_question_open_whose_change_it_was(
    notices, day, ports, sales, activity, connections, ledger, clock, sync_log
):
    connections.save_connection(replace(connections.connection("m_1"), document_kind=DocumentKind.INVOICE))
    invoice = post(day, ports).document
    clock.instant += LATER
    another_sale(sales, day, activity)
    ledger.put_in_deposit(invoice.parts[0].id)

    held = post(day, ports)

    assert held.state is SyncState.HELD
    assert notices(CompanyEntity.INVOICE, invoice.id) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


def test_a_worker_that_finishes_between_two_looks_is_seen(hear_with, document, sync_log, day, ports, sales, activity):
    """The index is read before the record and after it, because the worker writes them in that order."""

    class Overtaken:
        note_drift = sync_log.note_drift

        def get(self, asked):
            another_sale(sales, day, activity)
            post(day, ports)
            return sync_log.get(asked)

    assert hear_with(Overtaken())(ENTRY, document.id) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


def test_a_company_that_changed_hands_tells_nothing_about_the_days_of_its_former_merchant(
    notices, document, sync_log, day, connections, connection
):
    connections.save_connection(replace(connection, status=ConnectionStatus.DISCONNECTED))
    connections.save_connection(replace(connection, merchant_id="m_2"))

    assert notices(ENTRY, document.id) is Effect.IGNORED
    assert drift_of(sync_log, day) is None
