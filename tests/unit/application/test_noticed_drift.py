"""A document of ours that changes in QuickBooks: marked if a person did it, and never if it was us."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.notice_changes import OWN_WRITE, Effect
from daybook.application.undo_days import undo_day
from daybook.domain.company_changes import ChangeVerb, CompanyEntity
from daybook.domain.connection import ConnectionStatus
from daybook.domain.documents import DocumentKind
from daybook.domain.drift import Drift, DriftKind
from daybook.domain.errors import RetriableError
from daybook.domain.sync import ResponseDiffersError, SyncState
from unit.application.test_corrections import another_sale, post

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


def test_while_an_answer_is_lost_a_change_may_be_ours(notices, document, sync_log, day, ports, sales, activity, ledger):
    """The next try repeats the call, and that compares versions."""
    another_sale(sales, day, activity)
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)

    assert notices(ENTRY, document.id) is Effect.IGNORED
    assert drift_of(sync_log, day) is None


def test_taking_a_day_out_of_the_books_is_our_own_deletion(notices, document, sync_log, day, ports):
    undo_day(day, "portal", ports)

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
