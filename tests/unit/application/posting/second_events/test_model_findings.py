"""What the model has found, each as the few calls that it takes."""

from dataclasses import replace

import pytest

from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import DayActivity
from daybook.domain.errors import HoldReason
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState
from unit.application.posting.mortal_worker import Dies, dies
from unit.application.posting.tries import looked_up_again, on_its_way, post, unanswered


def _dies_once_the_call_is_kept(sync_log):
    """A record of intent that ends between its two writes."""

    def record_intent(day, _owner, _intent, sent):
        sync_log.keep_call(day, sent)
        raise Dies

    return record_intent


def test_a_day_that_was_empty_stays_open_until_its_document_is_told(
    day, ports, sales, activity, sync_log, clock, monkeypatch
):
    """Posted and proved, and two workers in a row died before the outcome: the record still says `empty`."""
    sales.days[day.location, day.business_date] = DayActivity()
    assert post(day, ports).state is SyncState.EMPTY
    sales.days[day.location, day.business_date] = activity
    monkeypatch.setattr(sync_log, "settle", dies)
    for _ in range(2):
        with pytest.raises(Dies):
            post(day, ports)
        clock.advance(seconds=161)

    assert [record.day for record in sync_log.unsettled()] == [day]


def test_a_day_that_was_posted_stays_open_until_it_is_told_to_be_empty(
    day, ports, sales, sync_log, ledger, clock, it_shows, monkeypatch
):
    """Its document was found to be gone, and the worker died before the outcome: the record still says `posted`."""
    post(day, ports)
    sales.days[day.location, day.business_date] = DayActivity()
    unanswered(day, ports, ledger)
    it_shows()
    monkeypatch.setattr(sync_log, "settle", dies)
    with pytest.raises(Dies):
        post(day, ports)
    clock.advance(seconds=161)

    assert ledger.documents == {}
    assert [record.day for record in sync_log.unsettled()] == [day]


def test_the_proof_of_a_call_that_was_repeated_is_not_that_of_the_next(
    day, ports, ledger, proofs, sales, one_more_sale, it_shows, clock, sync_log, monkeypatch
):
    """The repeat arrived, its amendment never did, and talech tells the old figures again: they are what is proved."""
    before = dict(sales.days)
    on_its_way(day, ports, ledger)
    one_more_sale()
    it_shows()
    monkeypatch.setattr(sync_log, "record_intent", _second(sync_log, _dies_once_the_call_is_kept(sync_log)))
    with pytest.raises(Dies):
        post(day, ports)
    monkeypatch.undo()
    sales.days.update(before)
    clock.advance(seconds=161)

    outcome = post(day, ports)

    assert outcome.state is SyncState.POSTED
    assert proofs.get(day).effect == ledger.effect == {"1": -1000, "2": -130, "3": 1130}


def _second(sync_log, then):
    """A record of intent that is as it should be once."""
    calls = [then, sync_log.record_intent]

    def record_intent(*arguments):
        return calls.pop()(*arguments)

    return record_intent


@pytest.fixture
def forgetful(ledger):
    """A company that forgets request ids and checks numbers, and whose queries miss the newest write."""
    ledger.forget_request_ids()
    ledger.check_numbers(entries=True)
    ledger.lag_queries()


@pytest.mark.usefixtures("forgetful")
def test_a_number_that_is_used_by_what_no_query_shows_yet_holds_no_day(day, ports, ledger, sales, it_shows, sync_log):
    """The document is there, neither look-up shows it; then talech tells of no sales."""
    unanswered(day, ports, ledger)
    it_shows()
    looked_up_again(day, ports)
    assert sync_log.get(day).open_since is not None
    ledger.lag_queries(0)
    sales.days[day.location, day.business_date] = DayActivity()
    it_shows()

    assert post(day, ports).state is SyncState.EMPTY
    assert ledger.documents == {}


@pytest.mark.usefixtures("forgetful")
def test_an_amendment_that_no_query_shows_yet_is_not_taken_for_a_persons_edit(
    day, ports, ledger, sales, one_more_sale, it_shows
):
    """Its repeat meets the version that it has made itself; then talech tells the old figures again."""
    before = dict(sales.days)
    post(day, ports)
    one_more_sale()
    unanswered(day, ports, ledger)
    it_shows()
    looked_up_again(day, ports)
    ledger.lag_queries(0)
    sales.days.update(before)
    it_shows()

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect["1"] == -1000


@pytest.mark.usefixtures("invoices")
def test_a_number_that_another_document_uses_holds_the_day_once_it_was_looked_up_twice(day, ports, ledger, it_shows):
    """A look-up by number finds documents of its own kind; QuickBooks counts the others too."""
    on_its_way(day, ports, ledger)
    ((_, call),) = ledger.sends.sent
    ledger.enter(replace(call.document, kind=DocumentKind.REFUND_RECEIPT))
    it_shows()
    looked_up_again(day, ports)
    it_shows()

    outcome = post(day, ports)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.REFUSED_BY_QUICKBOOKS)
    assert outcome.books.intent is None


def test_a_repeat_that_a_closed_period_refuses_tells_nothing_of_its_first_send(day, ports, ledger, it_shows, sync_log):
    """The document is there and no look-up shows it yet; released to the open period, it would be counted twice."""
    ledger.forget_request_ids()
    ledger.lag_queries()
    unanswered(day, ports, ledger)
    ledger.close_books(day.business_date)
    it_shows()
    looked_up_again(day, ports)
    assert sync_log.get(day).open_since is not None
    ledger.lag_queries(0)
    it_shows()

    assert post(day, ports).state is SyncState.POSTED
    assert len(ledger.documents) == 1


@pytest.mark.usefixtures("forgetful")
def test_a_refused_repeat_tells_nothing_of_a_later_one_without_an_answer(day, ports, ledger, it_shows, sync_log):
    """Sent for nothing, refused by closed books, then sent unseen: no query shows it yet, and its number is used.

    Chaos, seed 14 of 20 x 2,000 days.
    """
    ledger.close_books(day.business_date)
    unanswered(day, ports, ledger)
    it_shows()
    looked_up_again(day, ports)
    it_shows()
    ledger.close_books(None)
    unanswered(day, ports, ledger)
    it_shows()
    looked_up_again(day, ports)
    assert sync_log.get(day).open_since is not None
    ledger.lag_queries(0)
    it_shows()

    assert post(day, ports).state is SyncState.POSTED
    assert len(ledger.documents) == 1


def test_a_correction_that_never_arrived_is_not_taken_for_the_one_before(
    day, ports, ledger, connections, one_more_sale, it_shows
):
    """Corrections of a day share a note: they are told apart by their numbers alone."""
    connections.save_connection(replace(connections.connection("m_1"), closed_books_policy=ClosedBooksPolicy.DELTA))
    post(day, ports)
    ledger.close_books(day.business_date)
    connections.save_connection(connections.connection("m_1").with_company(ledger.company()))
    one_more_sale()
    post(day, ports)
    one_more_sale(700)
    on_its_way(day, ports, ledger)
    it_shows()

    assert len(post(day, ports).deltas) == 2
    assert ledger.effect["1"] == -1700
