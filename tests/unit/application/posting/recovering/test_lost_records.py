"""A day whose record was lost, and whose proof was not: what it says to be in the books is not written again."""

from dataclasses import replace

import pytest

from daybook.application.days.settle_holds import release_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.documents import CHOSEN_KINDS, DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncState
from factories import order, payment
from fakes.queues.sync_queue import FakeSyncQueue
from unit.application.posting.tries import choose, post, unanswered

BOOKS = {"1": -1000, "2": -130, "3": 1130}
LOOK = "edits_of"
MORE = {"1": -1500, "2": -130, "3": 1630}


@pytest.fixture
def one_more(sales, day, activity):
    """talech tells of another sale."""

    def sell():
        at = activity.orders[0].closed_at
        sale = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
        sales.days[day.location, day.business_date] = DayActivity((*activity.orders, sale), control=ControlTotals({}))

    return sell


@pytest.fixture
def lost(day, ports, ledger, sync_log):
    """The day was posted; its record is gone, and nothing was called since."""

    def lose():
        post(day, ports)
        known = sync_log.get(day)
        sync_log.lose(day)
        ledger.calls.clear()
        return known

    return lose


@pytest.mark.parametrize("cause", [SyncCause.RECHECK, SyncCause.RECLASS])
@pytest.mark.parametrize("kind", CHOSEN_KINDS)
def test_the_same_figures_cost_one_look_at_the_document_and_the_record_is_as_it_was(
    kind, cause, day, ports, ledger, sync_log, connections, lost
):
    choose(connections, document_kind=kind)
    known = lost()

    outcome = post(day, ports, cause)

    found = sync_log.get(day)
    assert outcome.state is SyncState.POSTED
    assert ledger.calls == [LOOK]
    assert (found.revision, found.document, found.content_hash, found.lines_hash) == (
        known.revision,
        known.document,
        known.content_hash,
        known.lines_hash,
    )


def test_figures_that_changed_meanwhile_amend_the_document(day, ports, ledger, lost, one_more):
    known = lost()
    one_more()

    outcome = post(day, ports)

    assert ledger.calls == [LOOK, CallAction.AMEND]
    assert (outcome.document.id, outcome.books.revision) == (known.document.id, known.revision + 1)
    assert ledger.effect == MORE
    assert ports.proofs.get(day).effect == MORE


def test_a_changed_invoice_is_amended_with_its_payments(day, ports, ledger, connections, lost, one_more):
    choose(connections, document_kind=DocumentKind.INVOICE)
    lost()
    one_more()

    post(day, ports)

    assert ledger.calls == [LOOK, CallAction.AMEND, CallAction.PAY]
    assert ledger.effect == MORE


def test_a_day_that_has_no_sales_any_more_leaves_the_books(day, ports, ledger, sales, lost):
    lost()
    sales.days[day.location, day.business_date] = DayActivity()

    assert post(day, ports).state is SyncState.EMPTY
    assert dict(ledger.documents) == {}


def test_what_changed_in_a_closed_period_is_corrected_from_what_the_proof_says(
    day, ports, ledger, connections, lost, one_more
):
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA)
    lost()
    ledger.close_books(day.business_date)
    one_more()

    outcome = post(day, ports)

    assert [delta.doc_number[-3:] for delta in outcome.deltas] == ["-C1"]
    assert ledger.effect == MORE


def test_corrections_are_found_again_beside_the_document(day, ports, ledger, sync_log, connections, one_more):
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA)
    post(day, ports)
    ledger.close_books(day.business_date)
    one_more()
    post(day, ports)
    known = sync_log.get(day)
    sync_log.lose(day)
    ledger.calls.clear()

    outcome = post(day, ports)

    assert (outcome.document, outcome.deltas) == (known.document, known.deltas)
    assert CallAction.DELTA not in ledger.calls
    assert ledger.effect == MORE


def test_an_edit_of_a_person_is_noticed_though_the_record_was_lost(day, ports, ledger, lost, one_more):
    known = lost()
    ledger.touch(known.document.id)
    one_more()

    assert post(day, ports).state is SyncState.HELD
    assert ledger.effect == BOOKS


@pytest.mark.parametrize("kind", CHOSEN_KINDS)
def test_an_edit_that_was_noticed_and_lost_with_the_record_is_met_again(kind, day, ports, ledger, connections, lost):
    """The figures are those of talech, so that nothing is written which QuickBooks could refuse."""
    choose(connections, document_kind=kind)
    known = lost()
    ledger.touch(known.document.id)

    outcome = post(day, ports)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert outcome.document.id == known.document.id


def test_a_document_that_was_removed_while_the_record_was_lost_is_not_taken_for_posted(day, ports, ledger, lost):
    known = lost()
    ledger.take_away(known.document.id)

    outcome = post(day, ports)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)


def doubled(entry):
    return replace(entry, lines=tuple(replace(line, amount_minor=2 * line.amount_minor) for line in entry.lines))


@pytest.mark.parametrize("gone", [False, True])
def test_an_edit_or_a_removal_is_not_forgotten_by_the_look_after_it(gone, day, ports, ledger, lost):
    known = lost()
    if gone:
        ledger.take_away(known.document.id)
    else:
        ledger.edit(known.document.id, doubled(ledger.documents[known.document.id]))

    outcomes = [post(day, ports) for _ in range(3)]

    assert {(each.state, each.reason) for each in outcomes} == {(SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)}
    assert ports.proofs.get(day) is None


def test_a_look_that_quickbooks_did_not_answer_is_repeated(day, ports, ledger, lost):
    known = lost()
    ledger.take_away(known.document.id)
    ledger.fail_next(RetriableError("QuickBooks is away"))
    with pytest.raises(RetriableError):
        post(day, ports)

    assert post(day, ports).reason is HoldReason.TOUCHED_IN_QUICKBOOKS


def test_a_person_who_keeps_the_edit_has_the_day_as_it_is(day, ports, ledger, sync_log, lost):
    known = lost()
    ledger.touch(known.document.id)
    post(day, ports)

    release_day(day, sync_log, FakeSyncQueue(), ports.clock.now())
    outcome = post(day, ports, SyncCause.RELEASE)

    assert outcome.state is SyncState.POSTED
    assert len(ledger.documents) == 1


def test_a_record_that_is_lost_before_its_answer_was_seen_does_not_double(day, ports, ledger, sync_log):
    """There is no proof yet: the same bytes go out under the same request id, which QuickBooks answers once."""
    unanswered(day, ports, ledger)
    sync_log.lose(day)
    ports.clock.advance(minutes=6)

    assert post(day, ports).state is SyncState.POSTED
    assert len(ledger.documents) == 1
    assert ledger.effect == BOOKS
