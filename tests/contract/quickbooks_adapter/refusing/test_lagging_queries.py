"""A query may show a document minutes after it was made; a read by its id shows it at once."""

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import Simulated
from contract.quickbooks_adapter.shop_days import corrected, day
from daybook.domain.posting.books_calls import BooksCall, CallAction, Likeness
from daybook.domain.posting.documents import DocumentKind

pytestmark = pytest.mark.loopback

POST, AMEND, PAY, REMOVE = CallAction.POST, CallAction.AMEND, CallAction.PAY, CallAction.REMOVE
INVOICE = DocumentKind.INVOICE


@pytest.fixture
def lagging(simulator):
    books = Simulated(simulator)
    books.company.switches.queries_lag_seconds = 430
    return books


@pytest.mark.parametrize("kind", DocumentKind)
def test_an_amendment_of_a_document_that_no_query_shows_yet_is_found(lagging, kind):
    posted = lagging.post(day(lagging, kind))
    amending = BooksCall(AMEND, corrected(lagging, kind), posted)

    before = lagging.look_up(amending).likeness
    lagging.send(amending, "r2")

    assert (before, lagging.look_up(amending).likeness) == (Likeness.AS_LEFT, Likeness.AS_SENT)


def test_payments_that_no_query_shows_yet_are_found_by_the_invoice_that_names_them(lagging):
    invoice = day(lagging, INVOICE)
    paying = BooksCall(PAY, invoice, lagging.send(BooksCall(POST, invoice), "r1"))

    before = lagging.look_up(paying).likeness
    lagging.send(paying, "r2")
    found = lagging.look_up(paying)

    assert (before, found.likeness) == (Likeness.AS_LEFT, Likeness.AS_SENT)
    assert found.document.payments_hash == invoice.payments_hash


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_deposit_locks_what_no_query_shows_yet(lagging, kind):
    posted = lagging.post(day(lagging, kind))
    lagging.put_in_deposit(posted.parts[0].id if posted.parts else posted.id)

    lock = lagging.ledger.locks_of([posted])

    assert lock is not None
    assert lock.reason.value == "in_bank_deposit"


def test_a_removed_document_is_missing(lagging):
    posted = lagging.post(day(lagging, DocumentKind.JOURNAL_ENTRY))
    lagging.remove(posted)

    assert lagging.look_up(BooksCall(REMOVE, None, posted)).likeness is Likeness.MISSING


@pytest.mark.parametrize("kind", DocumentKind)
def test_an_edit_that_no_query_shows_yet_is_read_as_it_is(lagging, kind):
    posted = lagging.post(day(lagging, kind))
    lagging.touch(posted.id)

    assert lagging.ledger.as_it_is(posted).sync_token == str(int(posted.sync_token) + 1)
