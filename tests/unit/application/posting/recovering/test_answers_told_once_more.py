"""QuickBooks remembers what it answered to a request id, and tells it again: of books that are others by now."""

from dataclasses import replace

import pytest

from daybook.application.days.undo_days import redo_days, undo_day
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.documents import CHOSEN_KINDS, DocumentKind
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.location_day import SyncCause, SyncState
from fakes.queues.sync_queue import FakeSyncQueue
from unit.application.posting.tries import post

kinds = pytest.mark.parametrize("kind", CHOSEN_KINDS)


@pytest.fixture
def choose(connections, connection):
    return lambda kind: connections.save_connection(replace(connection, document_kind=kind))


def _post_without_an_answer(day, ports, ledger, clock):
    """The day's document is made, and its answer is lost; six minutes have passed since."""
    ledger.lose_next_answer()
    with pytest.raises(OutcomeUnknownError):
        post(day, ports)
    clock.advance(minutes=6)


def _take_out_and_lose_the_record(day, ports, sync_log, clock):
    """The day is posted, undone on request, and then its record is gone with everything that counts its calls."""
    post(day, ports)
    clock.advance(minutes=10)
    undo_day(day, sync_log, FakeSyncQueue(), clock.now())
    post(day, ports, SyncCause.UNDO)
    sync_log.lose(day)
    clock.advance(minutes=10)


@kinds
def test_a_document_that_a_person_deleted_before_its_answer_was_seen_does_not_count_as_posted(
    kind, day, ports, ledger, sync_log, clock, choose
):
    choose(kind)
    _post_without_an_answer(day, ports, ledger, clock)
    (deleted,) = ledger.documents
    ledger.take_away(deleted)

    outcome = post(day, ports)

    (stands,) = ledger.documents
    assert (outcome.state, outcome.document.id) == (SyncState.POSTED, stands)
    assert stands != deleted
    assert sync_log.get(day).document.id == stands


@kinds
def test_a_day_that_was_taken_out_and_whose_record_was_lost_is_posted_anew(
    kind, day, ports, ledger, proofs, sync_log, clock, choose
):
    choose(kind)
    _take_out_and_lose_the_record(day, ports, sync_log, clock)
    assert ledger.documents == {}

    outcome = post(day, ports)

    (stands,) = ledger.documents
    assert (outcome.state, outcome.document.id) == (SyncState.POSTED, stands)
    assert [document.id for document in proofs.get(day).documents] == [stands]


def test_a_day_that_was_taken_out_twice_before_is_posted_anew_too(day, ports, ledger, sync_log, clock):
    _take_out_and_lose_the_record(day, ports, sync_log, clock)
    _take_out_and_lose_the_record(day, ports, sync_log, clock)

    outcome = post(day, ports)

    (stands,) = ledger.documents
    assert (outcome.state, outcome.document.id) == (SyncState.POSTED, stands)


@kinds
def test_an_answer_that_is_told_again_of_a_document_that_stands_is_believed(kind, day, ports, ledger, clock, choose):
    """No query shows the document yet, although it was made: reading it by its id does."""
    choose(kind)
    _post_without_an_answer(day, ports, ledger, clock)
    ledger.lag_queries()

    outcome = post(day, ports)

    assert (outcome.state, outcome.document.id) == (SyncState.POSTED, *ledger.documents)
    assert "version_of" in ledger.calls


@kinds
def test_an_answer_that_is_told_again_of_a_document_that_a_person_edited_since_is_not_believed(
    kind, day, ports, ledger, sync_log, clock, choose
):
    """No query shows the document yet, and the answer of then knows nothing of the edit."""
    choose(kind)
    _post_without_an_answer(day, ports, ledger, clock)
    (edited,) = ledger.documents
    ledger.touch(edited)
    ledger.lag_queries()

    held = post(day, ports)
    waiting = sync_log.get(day)
    ledger.lag_queries(0)
    clock.advance(minutes=6)
    again = post(day, ports)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert (waiting.document, waiting.intent is not None) == (None, True)
    assert [*ledger.documents] == [edited]
    assert again.state is SyncState.POSTED, "its figures are as they were sent"


def test_an_old_answer_that_cannot_be_checked_settles_nothing(day, ports, ledger, sync_log, clock, monkeypatch):
    _post_without_an_answer(day, ports, ledger, clock)
    (deleted,) = ledger.documents
    ledger.take_away(deleted)

    def does_not_answer(_document):
        raise RetriableError("QuickBooks does not answer")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "version_of", does_not_answer)
        with pytest.raises(RetriableError):
            post(day, ports)
    waiting = sync_log.get(day)
    clock.advance(minutes=6)

    outcome = post(day, ports)

    assert (waiting.document, waiting.intent is not None) == (None, True)
    assert (outcome.state, outcome.document.id) == (SyncState.POSTED, *ledger.documents)


def test_a_document_that_was_just_made_is_not_read_again(day, ports, ledger):
    post(day, ports)

    assert ledger.calls == ["post"]


def test_payments_that_a_person_deleted_before_their_answer_was_seen_are_made_anew(
    day, ports, ledger, sync_log, clock, choose
):
    choose(DocumentKind.INVOICE)
    ledger.lose_next_answer(after=1)
    with pytest.raises(OutcomeUnknownError):
        post(day, ports)
    clock.advance(minutes=6)
    deleted = list(ledger.books.payments)
    for payment in deleted:
        ledger.take_away(payment)

    outcome = post(day, ports)

    standing = list(ledger.books.payments)
    assert outcome.state is SyncState.POSTED
    assert standing
    assert not set(standing) & set(deleted)
    assert [part.id for part in sync_log.get(day).document.parts] == standing


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("refusals", [1, 3, 4, 12])
def test_a_refusal_of_closed_books_that_is_told_once_more_holds_no_day_of_open_ones(
    refusals, is_known, day, ports, ledger, sync_log, clock, connections, connection
):
    """The record was lost, so its calls are counted from nothing: their ids stand for refusals of closed books.

    That the books are open was read for another day of the company (`is_known`); or no worker has heard of it.
    """
    ledger.close_books(day.business_date)
    for _ in range(refusals):
        assert post(day, ports, SyncCause.RESYNC).reason is HoldReason.CLOSED_PERIOD
        clock.advance(minutes=10)
    sync_log.lose(day)
    ledger.close_books(None)
    closed = replace(connection, company=replace(connection.company, book_close_date=day.business_date))
    connections.save_connection(connection if is_known else closed)

    outcome = post(day, ports, SyncCause.RESYNC)

    assert outcome.state is SyncState.POSTED
    assert len(ledger.documents) == 1


@kinds
def test_a_persons_copy_of_a_document_that_is_gone_is_not_taken_for_the_one_that_no_query_shows_yet(
    kind, day, ports, ledger, sync_log, clock, choose
):
    """QuickBooks does not check numbers. The copy has our number, our note and our figures, but is older than the call.

    Once the person has removed it, the day has our own document.
    """
    choose(kind)
    ledger.check_numbers(sales_forms=False)
    post(day, ports)
    (made,) = ledger.documents
    document = ledger.documents[made]
    undo_day(day, sync_log, FakeSyncQueue(), clock.now())
    post(day, ports, SyncCause.UNDO)
    copy = ledger.enter(document)
    clock.advance(minutes=10)
    redo_days([sync_log.get(day)], sync_log, FakeSyncQueue(), clock.now())
    ledger.lose_next_answer()
    with pytest.raises(OutcomeUnknownError):
        post(day, ports, SyncCause.REDO)
    ledger.lag_queries()
    clock.advance(minutes=6)

    held = post(day, ports)
    ledger.lag_queries(0)
    of_two = post(day, ports)
    ledger.take_away(copy)
    outcome = post(day, ports)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert "made before" in held.message
    assert held.document is None
    assert of_two.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert outcome.state is SyncState.POSTED
    assert [outcome.document.id] == list(ledger.documents)


def test_books_that_take_nothing_although_they_are_said_to_be_open_hold_the_day(day, ports, ledger, monkeypatch):
    """A closed period that no preference shows: a worker asks a few times, and no more."""

    def refuse(*_):
        raise NeedsAttentionError(HoldReason.CLOSED_PERIOD, "the books are closed")

    monkeypatch.setattr(type(ledger.sends), "_fail", refuse)

    outcome = post(day, ports)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.CLOSED_PERIOD)
    assert ledger.calls.count("post") == 13
