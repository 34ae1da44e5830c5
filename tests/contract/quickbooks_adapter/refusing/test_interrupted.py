"""Wherever a line breaks, the answer says whether anybody knows, and the same call again ends in the same books."""

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import Simulated
from contract.quickbooks_adapter.shop_days import CORRECTED, day
from daybook.domain.errors import RetriableError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import OutcomeUnknownError, TokenRejectedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
UNSEEN = ("drop_connection", "drop_connection_after_commit", "http_500", "http_503", "timeout")
SEEN = ("throttle", "xml_429", "json_429", "expire_access_tokens")
interrupted = pytest.mark.parametrize("fault", [*UNSEEN, *SEEN])


@pytest.fixture
def books(simulator):
    return Simulated(simulator)


def repeated(books, call, fault):
    """The call, and once more under its request id after it was interrupted."""
    prepared = books.prepare(call)
    books.arm(fault, "*")
    with pytest.raises(RetriableError) as caught:
        prepared.send("r-1")
    assert isinstance(caught.value, OutcomeUnknownError) is (fault in UNSEEN)
    assert isinstance(caught.value, TokenRejectedError) is (fault == "expire_access_tokens")
    again = books.prepare(call)
    assert again.payload_hash == prepared.payload_hash
    return again.send("r-1")


@interrupted
def test_a_post_is_made_good(books, fault):
    repeated(books, BooksCall(CallAction.POST, day(books, INVOICE)), fault)

    assert books.documents == 1


@interrupted
def test_payments_are_made_good(books, fault):
    invoice = day(books, INVOICE)
    about = books.send(BooksCall(CallAction.POST, invoice), "r1")

    paid = repeated(books, BooksCall(CallAction.PAY, invoice, about), fault)

    assert paid.payments_hash == invoice.payments_hash
    assert books.effect == invoice.effect
    assert books.documents == 3


@interrupted
def test_a_correction_is_made_good(books, fault):
    before = books.post(day(books, INVOICE))

    amended = repeated(books, BooksCall(CallAction.AMEND, day(books, INVOICE, CORRECTED), before), fault)

    assert amended.sync_token == "1"
    assert books.pay(day(books, INVOICE, CORRECTED), amended, "r2").id == before.id
    assert books.effect == day(books, INVOICE, CORRECTED).effect


@interrupted
def test_a_removal_is_made_good(books, fault):
    about = books.post(day(books, DocumentKind.SALES_RECEIPT))

    assert repeated(books, BooksCall(CallAction.REMOVE, None, about), fault) is None
    assert books.documents == 0
