"""A correction whose answer was not seen, and that a person has edited meanwhile."""

from dataclasses import replace

import pytest

from daybook.application.days.settle_holds import release_day
from daybook.application.days.undo_days import redo_days, undo_day
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import HoldReason, RetriableError
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
    assert "not on record" in outcome.message
    assert "undo and redo the day" in outcome.message
    assert [delta.id for delta in outcome.deltas] == [edited]
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
