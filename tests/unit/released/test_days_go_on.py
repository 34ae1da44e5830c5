"""The worker of today goes on from what earlier releases left behind: no needless call, no hold, the right books."""

from dataclasses import replace

import pytest

from connected_merchant import MONDAY, QUEEN
from daybook.domain.day.orders import ControlTotals
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import POSTED_STATES, SyncCause, SyncState
from released.books import held_by_books, sell_more, wanted
from released.shop import CANADA, contradicting
from released.states import in_open_books, in_the_books, never_posted, over, settled_well, under_one_mapping
from released.write_rows import HERE

FIRST_RELEASE = HERE / "2026-11-28"
WRITES = frozenset(CallAction)


@over(settled_well)
def test_the_same_figures_make_no_call_and_change_nothing(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)
    before, proved = merchant.sync_log.get(day), merchant.proofs.get(day)

    outcome = merchant.work_on(day)

    after = merchant.sync_log.get(day)
    assert merchant.ledger.calls == []
    assert (outcome.state, outcome.reason) == (before.state, None)
    assert (after.revision, after.document, after.deltas, after.gaps, after.message) == (
        before.revision,
        before.document,
        before.deltas,
        before.gaps,
        before.message,
    )
    assert merchant.proofs.get(day) == proved


@over(under_one_mapping)
def test_a_re_class_under_the_same_mapping_makes_no_call(release, state, merchant):
    day, left = merchant.go_on_from(release, state)

    outcome = merchant.work_on(day, SyncCause.RECLASS)

    assert (merchant.ledger.calls, outcome.state) == ([], left["record"]["state"])


@over(in_the_books)
def test_a_change_reaches_the_same_document_or_its_next_correction(release, state, merchant):
    day, left = merchant.go_on_from(release, state)
    before = set(merchant.ledger.documents)
    sell_more(merchant)

    outcome = merchant.work_on(day)

    corrections = set(merchant.ledger.documents) - before
    assert outcome.state in POSTED_STATES
    assert held_by_books(merchant) == wanted(merchant, day)
    assert len(corrections) == (1 if left["record"]["deltas"] else 0)


@over(in_open_books)
def test_an_undo_takes_all_of_it_out_and_a_redo_brings_it_back(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)

    undone = merchant.undo(day)
    emptied = held_by_books(merchant)
    redone = merchant.redo(day)

    assert (undone.state, emptied) == (SyncState.UNDONE, {})
    assert redone.state in POSTED_STATES
    assert held_by_books(merchant) == wanted(merchant, day)


@over(never_posted)
def test_a_day_that_waits_is_posted_once(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)

    outcome = merchant.work_on(day, SyncCause.RELEASE)

    assert outcome.state is SyncState.POSTED
    assert held_by_books(merchant) == wanted(merchant, day)
    assert len(merchant.ledger.documents) == 1
    assert merchant.sync_log.get(day).released == frozenset()


def test_a_changed_invoice_whose_parts_have_no_hash_is_written_as_a_whole(merchant):
    day, left = merchant.go_on_from(FIRST_RELEASE, "posted_invoice")
    sell_more(merchant)

    merchant.work_on(day)

    assert left["record"]["document"].keys().isdisjoint({"body_hash", "payments_hash"})
    assert [call for call in merchant.ledger.calls if call in WRITES] == [CallAction.AMEND, CallAction.PAY]
    document = merchant.sync_log.get(day).document
    assert document.kind is DocumentKind.INVOICE
    assert document.body_hash
    assert document.payments_hash


def test_a_release_that_names_its_reason_alone_counts_once(merchant):
    """What was released is posted; another difference of the same day is another question."""
    day, left = merchant.go_on_from(FIRST_RELEASE, "held_not_tied_and_released")
    merchant.work_on(day, SyncCause.RELEASE)
    told = contradicting(CANADA)
    other = ControlTotals({**told.control.fields, "tip": 90})
    merchant.sales.days[QUEEN, MONDAY] = replace(told, orders=told.orders[1:], control=other)

    outcome = merchant.work_on(day)

    assert left["record"]["released"] == ["not_tied"]
    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.NOT_TIED)


def test_a_day_that_was_undone_comes_back_by_the_message_of_then_and_obeys_the_directives_of_now(merchant):
    """A redo was nothing but its message; one that is delivered again after the next undo does nothing."""
    day, _ = merchant.go_on_from(FIRST_RELEASE, "undone")

    assert merchant.work_on(day, SyncCause.REDO).state is SyncState.POSTED
    assert held_by_books(merchant) == wanted(merchant, day)
    assert merchant.undo(day).state is SyncState.UNDONE
    assert merchant.work_on(day, SyncCause.REDO).state is SyncState.UNDONE
    assert held_by_books(merchant) == {}


@pytest.mark.parametrize("cause", [SyncCause.RECHECK, SyncCause.RESYNC, SyncCause.RECLASS])
def test_a_day_that_was_undone_stays_out_for_every_other_message(cause, merchant):
    day, _ = merchant.go_on_from(FIRST_RELEASE, "undone")

    assert merchant.work_on(day, cause).state is SyncState.UNDONE
    assert merchant.ledger.calls == []
