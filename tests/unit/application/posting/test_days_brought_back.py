"""Days that lay outside the books and are brought back: a person's directive, which the newest one overrules."""

from dataclasses import replace

import pytest

from daybook.application.days.undo_days import undo_day
from daybook.domain.day.orders import ControlTotals
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.application.posting.tries import post

BOOKS = {"1": -1000, "2": -130, "3": 1130}


@pytest.fixture
def brought_back(day, ports, ledger, undo, redo, it_shows):
    """A day was undone and is asked back: its document stands, and the answer that said so was lost."""
    post(day, ports)
    undo(day)
    cause = redo(day)
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports, cause)
    it_shows()
    (document_id,) = ledger.documents
    return document_id


def test_a_day_that_is_back_and_cannot_be_undone_again_is_posted_and_not_undone(
    day, ports, ledger, sync_log, undo, brought_back
):
    """The record said undone over a document that stands, for ever: every later look left it so."""
    ledger.put_in_deposit(brought_back)

    outcome = undo(day)

    assert outcome.state is SyncState.POSTED
    assert outcome.message.startswith("not taken out of the books: ")
    assert ledger.effect == BOOKS
    assert sync_log.get(day).open_since is None
    ledger.take_out_of_deposit(brought_back)
    assert post(day, ports).state is SyncState.POSTED, "what was refused must not come true later"


@pytest.mark.usefixtures("brought_back")
def test_a_day_that_is_back_and_whose_next_undo_was_not_done_within_a_day_is_posted(
    day, ports, ledger, sync_log, queue, clock
):
    undo_day(day, sync_log, queue, clock.now())
    clock.advance(hours=24)

    assert post(day, ports, SyncCause.UNDO).state is SyncState.POSTED
    assert ledger.effect == BOOKS


def test_a_redo_whose_document_was_edited_before_its_answer_was_seen_is_no_request_any_more_after_a_day(
    day, ports, ledger, sync_log, clock, brought_back
):
    """It waited in the record until the merchant acted on the edit."""
    made = ledger.documents[brought_back]
    doubled = tuple(replace(line, amount_minor=2 * line.amount_minor) for line in made.lines)
    ledger.edit(brought_back, replace(made, lines=doubled))

    assert post(day, ports).reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert sync_log.get(day).open_directive is not None
    clock.advance(hours=24)

    outcome = post(day, ports)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert sync_log.get(day).open_directive is None


def test_a_redo_that_was_not_done_within_a_day_leaves_the_day_out(day, ports, sales, activity, undo, redo, clock):
    post(day, ports)
    undo(day)
    cause = redo(day)
    sales.days[day.location, day.business_date] = replace(activity, control=ControlTotals({"grossRevenue": 1}))
    assert post(day, ports, cause).reason is HoldReason.NOT_TIED
    clock.advance(hours=24)
    sales.days[day.location, day.business_date] = activity

    outcome = post(day, ports)

    assert outcome.state is SyncState.UNDONE
    assert "not brought back into the books" in outcome.message


@pytest.mark.usefixtures("invoices")
def test_a_redo_of_which_a_part_is_in_the_books_is_finished_whatever_its_age(day, ports, ledger, undo, redo, clock):
    post(day, ports)
    undo(day)
    cause = redo(day)
    ledger.fail_payments(NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "the account is inactive"))
    assert post(day, ports, cause).state is SyncState.HELD
    clock.advance(hours=24)

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == BOOKS


@pytest.mark.usefixtures("invoices")
def test_a_redo_half_done_that_a_person_must_unblock_is_no_request_any_more_after_a_day(
    day, ports, ledger, sync_log, undo, redo, clock
):
    """The rest of the change is the day's own: what was asked a day ago waits no longer."""
    post(day, ports)
    undo(day)
    cause = redo(day)
    unusable = NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "the account is inactive")
    ledger.fail_payments(unusable)
    post(day, ports, cause)
    clock.advance(hours=24)
    ledger.fail_payments(unusable)

    assert post(day, ports).reason is HoldReason.ACCOUNT_UNUSABLE
    assert sync_log.get(day).open_directive is None

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == BOOKS
