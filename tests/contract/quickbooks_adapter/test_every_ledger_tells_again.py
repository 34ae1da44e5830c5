"""What posting may rely on when an answer is told again: its time, and whether it lives (docs/architecture.md 4)."""

import pytest

from contract.quickbooks_adapter.shop_days import KINDS, day
from contract.quickbooks_adapter.two_ledgers import InMemory, Simulated
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind

pytestmark = pytest.mark.loopback


@pytest.fixture
def quickbooks(simulator):
    return Simulated(simulator)


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_was_made_stands(books, kind):
    assert books.ledger.stands(books.send(BooksCall(CallAction.POST, day(books, kind)), "r1"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_we_took_out_does_not(books, kind):
    posted = books.post(day(books, kind))
    books.remove(posted)

    assert not books.ledger.stands(posted)


def test_a_document_that_a_person_deleted_does_not(books):
    posted = books.post(day(books, DocumentKind.JOURNAL_ENTRY))
    books.take_away(posted.id)

    assert not books.ledger.stands(posted)


def test_a_payment_stands_until_it_is_deleted(books):
    kept, deleted = books.post(day(books, DocumentKind.INVOICE)).parts
    books.take_away(deleted.id)

    assert books.ledger.stands(kept)
    assert not books.ledger.stands(deleted)


def test_payments_that_are_told_once_more_hold_the_time_of_then(quickbooks):
    invoice = day(quickbooks, DocumentKind.INVOICE)
    call = BooksCall(CallAction.PAY, invoice, quickbooks.send(BooksCall(CallAction.POST, invoice), "r1"))
    first = quickbooks.send(call, "r2")
    quickbooks.wait()

    again = quickbooks.send(call, "r2")

    made = [part.created_at for part in first.parts]
    assert None not in made
    assert [part.created_at for part in again.parts] == made


def test_an_answer_that_is_told_once_more_holds_the_time_of_then(quickbooks):
    quickbooks.check_numbers(sales_forms=False, entries=False)
    call = BooksCall(CallAction.POST, day(quickbooks, DocumentKind.JOURNAL_ENTRY))
    first = quickbooks.send(call, "r1")
    quickbooks.wait()

    again, another = quickbooks.send(call, "r1"), quickbooks.send(call, "r2")

    assert (again.id, again.created_at) == (first.id, first.created_at)
    assert another.created_at > first.created_at
