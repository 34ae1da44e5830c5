"""Second events that a run of days under faults has found, each as the few calls that it takes."""

from dataclasses import replace

import pytest

from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import DayGivenUpError, HoldReason, RetriableError, TooEarlyError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncState
from factories import order, payment
from unit.application.posting.tries import looked_up_again, on_its_way, post, unanswered

BOOKS = {"1": -1000, "2": -130, "3": 1130}


def _dies_after_keeping_the_call(sync_log):
    """The worker is gone between the two writes that precede a send."""

    def record_intent(day, _owner, _intent, sent):
        sync_log.keep_call(day, sent)
        raise RetriableError("gone")

    return record_intent


@pytest.mark.usefixtures("deltas")
@pytest.mark.parametrize("dies_before_the_intent", [False, True])
def test_the_proof_of_a_document_that_was_found_is_not_that_of_the_next_call(
    day, ports, ledger, one_more_sale, it_shows, sync_log, proofs, monkeypatch, dies_before_the_intent
):
    """The document was found and proved, its amendment never arrived: the books still hold what was found."""
    unanswered(day, ports, ledger)
    one_more_sale()
    it_shows()
    if dies_before_the_intent:
        monkeypatch.setattr(sync_log, "record_intent", _dies_after_keeping_the_call(sync_log))
        with pytest.raises(RetriableError):
            post(day, ports)
    else:
        on_its_way(day, ports, ledger)
    monkeypatch.undo()
    ledger.close_books(day.business_date)
    it_shows()
    if not dies_before_the_intent:
        looked_up_again(day, ports)
        it_shows()

    outcome = post(day, ports)

    assert len(outcome.deltas) == 1
    assert ledger.effect.get("1") == -1500
    assert proofs.get(day).documents == outcome.books.documents


@pytest.fixture
def sold(sales, day, activity, connections, mapping):
    """`sold(cash, card)`: talech tells these sales, and no others; both tenders have an account."""
    accounts = {**mapping.accounts, "tender:CCRD:VISA": "5"}
    connections.save_mapping("m_1", replace(mapping, version=2, accounts=accounts))

    def tell(cash, card):
        at = activity.orders[0].closed_at
        paid = [payment(cash, at=at), payment(card, "CCRD", "VISA", at=at)]
        one = order(closed_at=at, lines=[("food", cash + card)], payments=paid)
        told = DayActivity((one,), control=ControlTotals({"grossRevenue": cash + card}))
        sales.days[day.location, day.business_date] = told

    return tell


@pytest.mark.usefixtures("invoices")
def test_an_invoice_that_shrinks_lets_its_payments_shrink_first(day, ports, ledger, sold):
    """QuickBooks takes no payment that is larger than what is open of its invoice, one that shrinks included."""
    sold(900, 700)
    post(day, ports)
    sold(500, 300)

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == {"1": -800, "3": 500, "5": 300}


def test_waiting_for_a_look_up_gives_no_tries_back(day, ports, ledger, it_shows, sync_log):
    """A bug in reading an answer leaves the call open, so that the next try first finds that it comes too early."""
    bug = ValueError("a bug")
    ledger.fail_next(bug)
    with pytest.raises(ValueError, match="a bug"):
        post(day, ports)
    with pytest.raises(TooEarlyError):
        post(day, ports)
    it_shows()
    ledger.fail_next(bug)
    with pytest.raises(ValueError, match="a bug"):
        post(day, ports)
    ledger.fail_next(bug)

    with pytest.raises(DayGivenUpError):
        post(day, ports)

    assert sync_log.get(day).state is SyncState.FAILED


@pytest.mark.usefixtures("invoices")
def test_an_undo_that_a_deposit_forbids_is_over_although_the_day_is_held(day, ports, ledger, sold, sync_log, undo):
    """Half a change waits for the deposit; what the person asked does not wait with it, and takes nothing out later."""
    sold(900, 700)
    (deposited, _) = post(day, ports).document.parts
    sold(1000, 800)
    ledger.put_in_deposit(deposited.id)
    assert post(day, ports).reason is HoldReason.IN_BANK_DEPOSIT

    outcome = undo(day)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.IN_BANK_DEPOSIT)
    assert outcome.message.startswith("not taken out of the books: ")
    assert sync_log.get(day).open_directive is None
    ledger.take_out_of_deposit(deposited.id)
    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect["1"] == -1800


@pytest.mark.parametrize("kind", [DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE])
def test_figures_that_come_back_do_not_count_a_persons_edit_as_posted(
    day, ports, ledger, connections, connection, one_more_sale, sales, it_shows, kind
):
    """An amendment arrived without an answer, a person edited the document, and talech tells the old figures again."""
    connections.save_connection(replace(connection, document_kind=kind))
    before = dict(sales.days)
    posted = post(day, ports).document
    one_more_sale()
    unanswered(day, ports, ledger)
    edited = replace(ledger.documents[posted.id], doc_number="BY HAND")
    ledger.edit(posted.id, edited)
    it_shows()
    assert post(day, ports).reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    sales.days.update(before)

    outcome = post(day, ports)

    assert outcome.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert ledger.documents[posted.id] == edited


@pytest.mark.usefixtures("deltas")
def test_a_document_that_a_person_edited_over_an_amendment_is_not_corrected(
    day, ports, ledger, connections, one_more_sale, it_shows
):
    """What it holds is on no record: a correction would count the amendment twice."""
    posted = post(day, ports).document
    one_more_sale()
    unanswered(day, ports, ledger)
    ledger.edit(posted.id, replace(ledger.documents[posted.id], doc_number="BY HAND"))
    it_shows()
    assert post(day, ports).reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    ledger.close_books(day.business_date)
    connections.save_connection(connections.connection("m_1").with_company(ledger.company()))

    outcome = post(day, ports)

    assert (outcome.state, outcome.deltas) == (SyncState.HELD, ())


def test_a_period_that_was_reopened_unnoticed_is_open_for_whoever_presses_sync(day, ports, ledger, one_more_sale):
    """QuickBooks' notice of it was lost: without one, the closing date is read when a person asks."""
    post(day, ports)
    ledger.close_books(day.business_date)
    one_more_sale()
    assert post(day, ports).reason is HoldReason.CLOSED_PERIOD
    ledger.close_books(None)
    assert post(day, ports).reason is HoldReason.CLOSED_PERIOD

    assert post(day, ports, SyncCause.RESYNC).state is SyncState.POSTED
    assert ledger.effect["1"] == -1500
