"""What posting may rely on when an answer is told again: its time, and the version of now (docs/architecture.md 4)."""

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory, Simulated
from contract.quickbooks_adapter.shop_days import KINDS, day
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
def test_a_document_that_was_made_has_the_version_of_its_answer_until_a_person_edits_it(books, kind):
    made = books.send(BooksCall(CallAction.POST, day(books, kind)), "r1")
    before = books.ledger.version_of(made)
    books.touch(made.id)

    assert before == made.sync_token
    assert books.ledger.version_of(made) not in {None, before}


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_we_took_out_has_none(books, kind):
    posted = books.post(day(books, kind))
    books.remove(posted)

    assert books.ledger.version_of(posted) is None


def test_a_document_that_a_person_deleted_has_none(books):
    posted = books.post(day(books, DocumentKind.JOURNAL_ENTRY))
    books.take_away(posted.id)

    assert books.ledger.version_of(posted) is None


def test_a_payment_has_a_version_until_it_is_deleted(books):
    kept, deleted = books.post(day(books, DocumentKind.INVOICE)).parts
    books.take_away(deleted.id)

    assert books.ledger.version_of(kept) == kept.sync_token
    assert books.ledger.version_of(deleted) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_as_it_is_has_the_version_and_payments_of_now_until_it_is_gone(books, kind):
    posted = books.post(day(books, kind))
    books.touch(posted.id)

    found = books.ledger.as_it_is(posted)
    books.take_away(posted.id)

    assert (found.id, found.doc_number, found.total_minor) == (posted.id, posted.doc_number, posted.total_minor)
    assert found.sync_token == str(int(posted.sync_token) + 1)
    assert [part.id for part in found.parts] == [part.id for part in posted.parts]
    assert books.ledger.as_it_is(posted) is None


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
