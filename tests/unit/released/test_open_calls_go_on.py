"""Calls whose answer an earlier release never saw: whatever comes second, they end in one right set of books."""

import pytest

from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.sync.location_day import POSTED_STATES, SyncCause, SyncState
from released.books import held_by_books, sell_more, sell_nothing, wanted
from released.states import open_call, open_removal, over
from released.write_rows import HERE

FIRST_RELEASE = HERE / "2026-11-28"
# An amendment in place whose figures nobody has any more, of a document that has another version: ours, or a person's.
ONLY_A_PERSON_CAN_TELL = {"open_amend_arrived", "open_amend_arrived_receipt", "open_amend_with_tax_as_lines"}


def explains_itself(name, record):
    return open_call(name, record) and name not in ONLY_A_PERSON_CAN_TELL


def only_a_person_can_tell(name, _):
    return name in ONLY_A_PERSON_CAN_TELL


def with_a_second_look(merchant, work):
    """The outcome of a try, or of the one after it where a call of which nothing is found is looked for twice."""
    try:
        return work()
    except RetriableError as later:
        merchant.clock.advance(seconds=later.after_seconds)
    return None


def is_correction(left):
    return left["record"]["intent"]["action"] == CallAction.DELTA


@over(lambda name, _: name.startswith("open_"))
def test_what_may_still_be_under_way_is_not_looked_up_yet(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)

    with pytest.raises(RetriableError):
        merchant.work_on(day)

    assert merchant.ledger.calls == []


@over(open_call)
def test_a_call_without_an_answer_comes_to_one_set_of_books(release, state, merchant):
    """The same sales, six minutes on: nothing is doubled, nothing is lost, and no person is asked."""
    day, left = merchant.go_on_from(release, state)
    merchant.clock.advance(minutes=6)

    outcome = merchant.work_on(day)

    assert outcome.state in POSTED_STATES
    assert held_by_books(merchant) == wanted(merchant, day)
    assert len(merchant.ledger.documents) == (2 if is_correction(left) else 1)
    assert merchant.sync_log.get(day).open_since is None


def arrived_as_wanted(name, record):
    """And it is known by its own answer: of an amended invoice only the version is on record."""
    return open_call(name, record) and not {"never", "gone", "progress"} & set(name.split("_"))


@over(arrived_as_wanted)
def test_what_arrived_as_it_is_wanted_is_adopted_and_not_written_again(release, state, merchant):
    """But for the payments of an invoice, which were never sent."""
    day, _ = merchant.go_on_from(release, state)
    merchant.clock.advance(minutes=6)

    merchant.work_on(day)

    assert set(merchant.ledger.calls) & set(CallAction) <= {CallAction.PAY}


@over(explains_itself)
def test_figures_that_changed_meanwhile_come_to_one_set_of_books(release, state, merchant):
    day, left = merchant.go_on_from(release, state)
    sell_more(merchant)
    merchant.clock.advance(minutes=6)

    outcome = merchant.work_on(day)

    assert outcome.state in POSTED_STATES
    assert held_by_books(merchant) == wanted(merchant, day)
    assert len(merchant.ledger.documents) == (2 if is_correction(left) else 1)
    assert merchant.sync_log.get(day).open_since is None


@over(only_a_person_can_tell)
def test_a_version_that_may_be_ours_or_a_persons_is_held_with_both_figures(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)
    before = held_by_books(merchant)
    sell_more(merchant)
    merchant.clock.advance(minutes=6)

    outcome = merchant.work_on(day)

    (figures,) = outcome.details
    assert outcome.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert "QuickBooks has" in figures
    assert "talech's figures of now make" in figures
    assert held_by_books(merchant) == before


@over(only_a_person_can_tell)
def test_what_a_person_was_asked_of_is_settled_by_an_undo_and_a_redo(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)
    sell_more(merchant)
    merchant.clock.advance(minutes=6)
    merchant.work_on(day)

    assert merchant.undo(day).state is SyncState.UNDONE
    assert held_by_books(merchant) == {}
    assert merchant.redo(day).state in POSTED_STATES
    assert held_by_books(merchant) == wanted(merchant, day)


@over(only_a_person_can_tell)
def test_or_it_stays_as_it_is_in_quickbooks(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)
    before = held_by_books(merchant)
    sell_more(merchant)
    merchant.clock.advance(minutes=6)
    merchant.work_on(day)

    outcome = merchant.let(day)

    assert outcome.state is SyncState.POSTED
    assert "kept as edited" in outcome.message
    assert held_by_books(merchant) == before
    assert merchant.sync_log.get(day).open_since is None


@over(explains_itself)
def test_a_day_that_was_emptied_meanwhile_leaves_the_books(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)
    sell_nothing(merchant)
    merchant.clock.advance(minutes=6)

    if with_a_second_look(merchant, lambda: merchant.work_on(day)) is None:
        merchant.work_on(day)

    assert held_by_books(merchant) == {}
    assert merchant.sync_log.get(day).open_since is None


@over(open_call)
def test_an_undo_of_a_day_with_an_open_call_takes_all_of_it_out(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)
    merchant.ledger.close_books(None)
    merchant.clock.advance(minutes=6)

    undone = with_a_second_look(merchant, lambda: merchant.undo(day)) or merchant.work_on(day)

    assert undone.state is SyncState.UNDONE
    assert dict(merchant.ledger.documents) == {}
    assert merchant.sync_log.get(day).open_since is None


@over(open_removal)
def test_an_undo_without_an_answer_is_carried_out_once_more(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)
    merchant.clock.advance(minutes=6)

    outcome = merchant.work_on(day)

    assert outcome.state is SyncState.UNDONE
    assert held_by_books(merchant) == {}
    assert merchant.sync_log.get(day).open_since is None


@over(open_removal)
def test_a_day_that_an_earlier_release_took_out_comes_back_with_the_figures_of_now(release, state, merchant):
    day, _ = merchant.go_on_from(release, state)
    sell_more(merchant)
    merchant.clock.advance(minutes=6)
    merchant.work_on(day)

    assert merchant.redo(day).state in POSTED_STATES
    assert held_by_books(merchant) == wanted(merchant, day)


@over(open_removal)
def test_an_undo_of_yesterday_comes_true_no_more_and_what_it_removed_is_put_back(release, state, merchant):
    """But for a day that had left the books when the answer was lost: that one stays out."""
    day, _ = merchant.go_on_from(release, state)
    was_out = not merchant.ledger.documents
    merchant.clock.advance(hours=25)

    outcome = merchant.work_on(day)

    assert outcome.state in ({SyncState.UNDONE} if was_out else POSTED_STATES)
    assert held_by_books(merchant) == ({} if was_out else wanted(merchant, day))
    assert merchant.sync_log.get(day).open_since is None


def test_an_undo_that_was_interrupted_again_is_not_forgotten(merchant):
    """QuickBooks fails after the payments are out: the next message, whatever it is about, goes on taking out."""
    day, _ = merchant.go_on_from(FIRST_RELEASE, "open_remove_payments_gone")
    merchant.clock.advance(minutes=6)
    merchant.ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        merchant.work_on(day)
    merchant.clock.advance(minutes=6)

    assert merchant.work_on(day, SyncCause.SCHEDULE).state is SyncState.UNDONE
    assert held_by_books(merchant) == {}
