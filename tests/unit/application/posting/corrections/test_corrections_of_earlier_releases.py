"""Corrections whose record has no hash, because an earlier release wrote it, are whole: none is taken for half done."""

from dataclasses import replace

import pytest

from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import HoldReason
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncRequest, SyncState
from factories import order, payment


def without_hash(document):
    parts = tuple(replace(part, body_hash="") for part in document.parts)
    return replace(document, parts=parts, body_hash="", payments_hash="")


@pytest.fixture
def post(day, ports):
    return lambda: post_location_day(SyncRequest(day, SyncCause.RECHECK, ports.clock.now()), "worker", ports)


@pytest.fixture
def sell(sales, day, activity):
    """talech tells of so many sales by card beside the one in cash."""

    def tell(cards):
        at = activity.orders[0].closed_at
        more = [order(closed_at=at, lines=[("food", 500)], payments=[payment(500, "CCRD", "VISA", at=at)])] * cards
        sales.days[day.location, day.business_date] = DayActivity((*activity.orders, *more), control=ControlTotals({}))

    return tell


@pytest.fixture
def corrected_twice(post, sell, day, ledger, connections, mapping, sync_log):
    """An invoice with two payments and two corrections in a later period, as an earlier release remembers them."""
    connections.save_mapping("m_1", replace(mapping, version=2, accounts={**mapping.accounts, "tender:CCRD:VISA": "4"}))
    choices = {"document_kind": DocumentKind.INVOICE, "closed_books_policy": ClosedBooksPolicy.DELTA}
    connections.save_connection(replace(connections.connection("m_1"), **choices))
    sell(cards=1)
    post()
    ledger.close_books(day.business_date)
    for cards in (2, 3):
        sell(cards)
        post()
    ledger.close_books(None)
    record = sync_log.get(day)
    forgotten = replace(
        record, document=without_hash(record.document), deltas=tuple(map(without_hash, record.deltas)), calls=0
    )
    sync_log._records[day] = forgotten
    return forgotten


def test_an_undo_that_meets_a_lock_half_way_leaves_no_day_that_looks_whole(
    corrected_twice, post, day, ledger, undo, monkeypatch, sync_log
):
    """A payment is deposited after the locks were read: the undo is withdrawn, and the day is put back whole."""
    before = ledger.effect
    monkeypatch.setattr(ledger, "locks_of", lambda _documents: None)
    deposited = corrected_twice.document.parts[-1].id
    ledger.put_in_deposit(deposited)

    outcome = undo(day)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.IN_BANK_DEPOSIT)
    assert sync_log.get(day).open_since is not None
    ledger.take_out_of_deposit(deposited)
    assert post().state is SyncState.POSTED
    assert ledger.effect == before


def test_they_are_taken_out_with_their_day(corrected_twice, ledger, day, undo):
    assert len(corrected_twice.deltas) == 2
    assert undo(day).state is SyncState.UNDONE
    assert dict(ledger.documents) == {}
