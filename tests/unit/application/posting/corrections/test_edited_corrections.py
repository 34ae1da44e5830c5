"""A correction whose answer was not seen, and that a person has edited meanwhile."""

from dataclasses import replace

import pytest

from daybook.application.days.settle_holds import release_day
from daybook.application.days.undo_days import redo_days, undo_day
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncCause, SyncRequest, SyncState
from factories import order, payment


@pytest.fixture
def post(day, ports):
    def work(cause=SyncCause.RECHECK):
        return post_location_day(SyncRequest(day, cause, ports.clock.now()), "worker", ports)

    return work


@pytest.fixture
def sell(sales, day, activity):
    def tell(more):
        at = activity.orders[0].closed_at
        sale = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
        sales.days[day.location, day.business_date] = DayActivity(
            (*activity.orders, *[sale] * more), control=ControlTotals({})
        )

    return tell


@pytest.fixture
def edited(post, sell, day, ledger, connections, it_shows):
    """The correction as the person left it; its day is held."""
    connections.save_connection(replace(connections.connection("m_1"), closed_books_policy=ClosedBooksPolicy.DELTA))
    post()
    ledger.close_books(day.business_date)
    connections.save_connection(replace(connections.connection("m_1"), company=ledger.company()))
    sell(more=1)
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post()
    correction_id = max(ledger.documents, key=int)
    correction = ledger.documents[correction_id]
    doubled = tuple(replace(line, amount_minor=2 * line.amount_minor) for line in correction.lines)
    ledger.edit(correction_id, replace(correction, lines=doubled))
    it_shows()
    held = post()
    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    return correction_id


def test_once_released_it_stays_beside_the_days_own_document(edited, post, day, ledger, sync_log, queue, clock):
    own, books = sync_log.get(day).document, dict(ledger.effect)

    outcome = post(release_day(day, sync_log, queue, clock.now()).cause)

    assert outcome.state is SyncState.POSTED
    assert outcome.document == own
    assert [delta.id for delta in outcome.deltas] == [edited]
    assert post().state is SyncState.POSTED
    assert ledger.effect == books


def test_nothing_is_computed_from_what_it_held_before_the_edit(edited, post, sell, day, ledger, sync_log, queue, clock):
    post(release_day(day, sync_log, queue, clock.now()).cause)
    books = dict(ledger.effect)
    sell(more=2)

    outcome = post()

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert "stays as a person edited it" in outcome.message
    assert "keep the edit, or undo and redo the day" in outcome.message
    assert [delta.id for delta in outcome.deltas] == [edited]
    assert ledger.effect == books


def test_an_edited_correction_can_be_kept_against_new_figures_too(
    edited, post, sell, day, ledger, sync_log, queue, clock
):
    post(release_day(day, sync_log, queue, clock.now()).cause)
    books = dict(ledger.effect)
    sell(more=2)
    assert post().reason is HoldReason.TOUCHED_IN_QUICKBOOKS

    outcome = post(release_day(day, sync_log, queue, clock.now()).cause)

    assert (outcome.state, outcome.books.kept_edit.id) == (SyncState.POSTED, edited)
    assert story_of(sync_log.get(day)).state is DayState.ACCEPTED
    assert post().state is SyncState.POSTED
    assert ledger.effect == books


def test_in_books_that_are_open_again_it_is_not_held_for_closed_ones_and_undo_and_redo_settle_it(
    edited, post, sell, day, ledger, sync_log, queue, clock
):
    """Chaos, seed 20 of 20 x 2,000 days: "reopen the period" was said of an open one."""
    post(release_day(day, sync_log, queue, clock.now()).cause)
    ledger.close_books(None)
    sell(more=2)
    held = post(SyncCause.RESYNC)

    undo_day(day, sync_log, queue, clock.now())
    out = post(SyncCause.UNDO)
    redo_days([sync_log.get(day)], sync_log, queue, clock.now())
    back = post(SyncCause.REDO)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert edited in {delta.id for delta in held.deltas}
    assert (out.state, back.state, back.deltas) == (SyncState.UNDONE, SyncState.POSTED, ())
    assert ledger.effect["1"] == -2000


def _doubled(ledger):
    """A person gives the newest entry twice its amounts."""
    entry_id = max(ledger.documents, key=int)
    entry = ledger.documents[entry_id]
    doubled = tuple(replace(line, amount_minor=2 * line.amount_minor) for line in entry.lines)
    ledger.edit(entry_id, replace(entry, lines=doubled))
    return entry_id


def test_a_day_that_is_in_an_open_period_alone_is_not_posted_there_once_more_beside_an_edit(
    post, sell, day, ledger, sync_log, queue, clock, it_shows
):
    """The whole day is an entry of a later period: what the books hold of it is not nothing because no proof tells."""
    ledger.close_books(day.business_date)
    post()
    request = release_day(day, sync_log, queue, clock.now())
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(request.cause)
    _doubled(ledger)
    it_shows()
    assert post().reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    kept = post(release_day(day, sync_log, queue, clock.now()).cause)
    books = dict(ledger.effect)
    sell(more=1)

    held = post()
    kept_again = post(release_day(day, sync_log, queue, clock.now()).cause)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert (kept.state, kept_again.state) == (SyncState.POSTED, SyncState.POSTED)
    assert ledger.effect == books


def test_a_day_in_an_open_period_alone_is_not_posted_again_where_its_record_is_lost_and_a_person_edited_it(
    post, day, ledger, sync_log, queue, clock
):
    ledger.close_books(day.business_date)
    post()
    post(release_day(day, sync_log, queue, clock.now()).cause)
    _doubled(ledger)
    sync_log.lose(day)
    books = dict(ledger.effect)
    found = post(SyncCause.RESYNC)
    ledger.close_books(None)

    held = post(SyncCause.RESYNC)

    assert [each.reason for each in (found, held)] == [HoldReason.TOUCHED_IN_QUICKBOOKS] * 2
    assert ledger.effect == books


@pytest.mark.parametrize("edits", ["the correction", "the own document", "both"])
def test_where_the_record_is_lost_as_well_a_person_keeps_the_edit_and_undo_and_redo_settle_it(
    edits, post, sell, day, ledger, sync_log, queue, clock, connections, it_shows
):
    """Chaos, seed 15 of 20 x 2,000 days: "reopen the period" was said of open books, and nothing settled the day."""
    connections.save_connection(replace(connections.connection("m_1"), closed_books_policy=ClosedBooksPolicy.DELTA))
    post()
    ledger.close_books(day.business_date)
    connections.save_connection(replace(connections.connection("m_1"), company=ledger.company()))
    (own,) = ledger.documents
    sell(more=1)
    post()
    if edits != "the own document":
        _doubled(ledger)
    if edits != "the correction":
        ledger.touch(own)
    sync_log.lose(day)
    ledger.close_books(None)
    sell(more=2)
    it_shows()
    found = post(SyncCause.RESYNC)

    held = post(SyncCause.RESYNC)
    kept = post(release_day(day, sync_log, queue, clock.now()).cause)
    undo_day(day, sync_log, queue, clock.now())
    out = post(SyncCause.UNDO)
    redo_days([sync_log.get(day)], sync_log, queue, clock.now())
    back = post(SyncCause.REDO)

    assert {each.reason for each in (found, held)} == {HoldReason.TOUCHED_IN_QUICKBOOKS}
    assert "keep it as it is, or undo and redo the day" in held.message
    assert (kept.state, kept.books.kept_edit is None) == (SyncState.POSTED, False)
    assert (out.state, back.state, back.deltas) == (SyncState.UNDONE, SyncState.POSTED, ())
    assert ledger.effect["1"] == -2000
