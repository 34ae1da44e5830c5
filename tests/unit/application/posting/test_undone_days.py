"""Days taken out of the books, and brought back: a person's directive, which a worker carries out."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.application.days.undo_days import NothingToUndoError, undo_day, undoable
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.day.orders import ControlTotals
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.location_day import SyncCause, SyncState
from factories import order, payment
from unit.application.posting.mortal_worker import Dies, dies
from unit.application.posting.tries import post, unanswered

BOOKS = {"1": -1000, "2": -130, "3": 1130}


@pytest.fixture
def two_tenders(sales, day, activity, connections, mapping):
    """Cash and a card, so that an invoice has two payments."""
    connections.save_mapping("m_1", replace(mapping, version=2, accounts={**mapping.accounts, "tender:CCRD": "5"}))
    at = activity.orders[0].closed_at
    paid = [payment(500, "CASH", at=at), payment(630, "CCRD", "VISA", at=at)]
    sold = order(closed_at=at, lines=[("food", 1000)], taxes={"hst": 130}, payments=paid)
    sales.days[day.location, day.business_date] = replace(activity, orders=(sold,))


def test_an_undone_day_stays_out_also_after_a_look_that_met_a_lost_connection(day, ports, ledger, undo, connections):
    """It was held for the connection, and forgot that a person wants it out: it was posted by the next close."""
    post(day, ports)
    undo(day)
    connected = connections.connection("m_1")
    connections.save_connection(connected.with_status(ConnectionStatus.NEEDS_RECONNECT))

    assert post(day, ports, SyncCause.RESYNC).state is SyncState.UNDONE

    connections.save_connection(connected)
    assert post(day, ports).state is SyncState.UNDONE
    assert ledger.documents == {}


def test_an_undone_day_asks_no_vendor_that_does_not_answer(day, ports, undo):
    """It waits for nobody, so that no outage can hold it."""
    post(day, ports)
    undo(day)

    def away(*_):
        raise RetriableError("QuickBooks does not answer")

    assert post(day, ports.but(gate=away)).state is SyncState.UNDONE


def test_an_undone_day_stays_out_of_the_books_until_it_is_redone(day, ports, ledger, undo, redo):
    post(day, ports)

    assert undo(day).state is SyncState.UNDONE
    assert post(day, ports).state is SyncState.UNDONE
    assert ledger.effect == {}

    assert post(day, ports, redo(day)).state is SyncState.POSTED
    assert ledger.effect == BOOKS


def test_a_dry_run_of_an_undo_lists_the_documents_and_changes_nothing(day, ports, ledger, sync_log):
    document = post(day, ports).document

    records = undoable(sync_log, "m_1", date(2026, 11, 1), date(2026, 11, 30))

    assert [record.document for record in records] == [document]
    assert len(ledger.documents) == 1


def test_a_document_in_a_bank_deposit_is_not_undone_and_says_so(day, ports, ledger, sync_log, undo):
    document = post(day, ports).document
    ledger.put_in_deposit(document.id)

    outcome = undo(day)

    assert outcome.state is SyncState.POSTED
    assert outcome.message.startswith("not taken out of the books: ")
    assert sync_log.get(day).open_directive is None
    ledger.take_out_of_deposit(document.id)
    assert post(day, ports).state is SyncState.POSTED, "what was refused must not come true later"


@pytest.mark.usefixtures("invoices", "two_tenders")
def test_an_invoice_of_which_one_payment_lies_in_a_deposit_stays_whole(day, ports, ledger, undo):
    """The other payments must not be deleted before that is known."""
    document = post(day, ports).document
    before = dict(ledger.effect)
    ledger.put_in_deposit(document.parts[1].id)
    ledger.calls.clear()

    outcome = undo(day)

    assert outcome.state in (SyncState.POSTED, SyncState.POSTED_WITH_GAPS)
    assert "deposit" in outcome.message
    assert ledger.effect == before
    assert ledger.calls == ["locks_of"]


@pytest.mark.usefixtures("invoices", "two_tenders")
def test_what_was_removed_before_a_lock_was_met_is_put_back(day, ports, ledger, undo, monkeypatch, sync_log):
    """The deposit is made between the look and the removal."""
    document = post(day, ports).document
    before = dict(ledger.effect)
    locks_of = ledger.locks_of

    def looked(documents):
        free = locks_of(documents)
        ledger.put_in_deposit(document.parts[1].id)
        return free

    monkeypatch.setattr(ledger, "locks_of", looked)

    outcome = undo(day)

    assert outcome.state in (SyncState.POSTED, SyncState.POSTED_WITH_GAPS)
    assert outcome.message.startswith("not taken out of the books: ")
    assert ledger.effect == before
    assert sync_log.get(day).open_since is None


def test_a_day_without_a_document_has_nothing_to_undo(day, sync_log, queue, clock):
    with pytest.raises(NothingToUndoError, match="was never posted"):
        undo_day(day, sync_log, queue, clock.now())


def test_an_undo_of_a_day_with_an_open_call_settles_the_call_first(day, ports, ledger, undo, it_shows):
    unanswered(day, ports, ledger)
    it_shows()

    assert undo(day).state is SyncState.UNDONE
    assert dict(ledger.documents) == {}


@pytest.mark.parametrize("write", ["record_intent", "note", "settle"])
def test_an_undo_that_died_anywhere_is_finished_by_the_next_worker(
    write, day, ports, ledger, sync_log, it_shows, undo, monkeypatch
):
    """A day must not go missing without a word: it is undone, or it is in the books."""
    post(day, ports)

    with monkeypatch.context() as killed:
        killed.setattr(sync_log, write, dies)
        with pytest.raises(Dies):
            undo(day)
    assert [record.day for record in sync_log.unsettled()] == [day]
    it_shows()

    assert post(day, ports, SyncCause.UNDO).state is SyncState.UNDONE
    assert dict(ledger.documents) == {}


def test_an_undo_whose_answer_was_lost_survives_a_lost_connection(day, ports, ledger, connections, undo, it_shows):
    """The grant is dead at the next try: the record may not say posted over books that hold nothing."""
    post(day, ports)
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        undo(day)
    it_shows()
    ledger.fail_next(NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"))

    outcome = post(day, ports, SyncCause.UNDO)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.NEEDS_RECONNECT)
    assert connections.connection("m_1").status is ConnectionStatus.NEEDS_RECONNECT


def test_new_figures_that_meet_an_undo_are_not_dropped(day, ports, ledger, sales, activity, undo, redo, it_shows):
    post(day, ports)
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        undo(day)
    at = activity.orders[0].closed_at
    more = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
    control = ControlTotals({"grossRevenue": 1500})
    sales.days[day.location, day.business_date] = replace(activity, orders=(*activity.orders, more), control=control)
    it_shows()
    assert post(day, ports, SyncCause.RESYNC).state is SyncState.UNDONE

    assert post(day, ports, redo(day)).state is SyncState.POSTED
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}


def test_an_undo_that_was_not_done_within_a_day_is_withdrawn_and_told(day, ports, ledger, sync_log, queue, clock):
    post(day, ports)
    undo_day(day, sync_log, queue, clock.now())
    clock.advance(hours=24)

    outcome = post(day, ports, SyncCause.UNDO)

    assert outcome.state is SyncState.POSTED
    assert "not taken out of the books" in outcome.message
    assert ledger.effect == BOOKS


def test_the_newest_directive_wins_and_an_older_message_does_nothing(day, ports, ledger, sync_log, queue, clock, redo):
    post(day, ports)
    undo_day(day, sync_log, queue, clock.now())
    post(day, ports, SyncCause.UNDO)
    redo(day)

    assert post(day, ports, SyncCause.UNDO).state is SyncState.POSTED
    assert post(day, ports, SyncCause.UNDO).state is SyncState.POSTED
    assert ledger.effect == BOOKS


def test_an_undo_that_meets_an_edit_of_a_document_whose_answer_was_lost_is_withdrawn_and_says_so(
    day, ports, ledger, sync_log, queue, clock
):
    """It must not stay asked for ever, nor come true when a person has acted."""
    ledger.lose_next_answer()
    with pytest.raises(OutcomeUnknownError):
        post(day, ports)
    ((document_id, made),) = ledger.documents.items()
    doubled = tuple(replace(line, amount_minor=2 * line.amount_minor) for line in made.lines)
    ledger.edit(document_id, replace(made, lines=doubled))
    request = undo_day(day, sync_log, queue, clock.now())
    clock.advance(minutes=6)

    outcome = post_location_day(request, "worker", ports)

    record = sync_log.get(day)
    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert outcome.message.startswith("not taken out of the books: ")
    assert record.open_directive is None
    assert list(ledger.documents) == [document_id]
