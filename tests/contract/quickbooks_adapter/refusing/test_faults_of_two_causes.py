"""One fault code can be a person's doing or a setting: the look-up tells them apart."""

from decimal import Decimal

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import Simulated
from contract.quickbooks_adapter.shop_days import corrected, day
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, CallAction, Likeness
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import ConflictError, PartlyPostedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
POST, AMEND, PAY = CallAction.POST, CallAction.AMEND, CallAction.PAY


@pytest.fixture
def books(simulator):
    return Simulated(simulator)


def test_an_invoice_that_a_person_has_paid_otherwise_is_for_a_person(books):
    invoice = day(books, INVOICE)
    about = books.send(BooksCall(POST, invoice), "r1")
    books.fail_payments(keep=1)
    with pytest.raises(PartlyPostedError) as caught:
        books.send(BooksCall(PAY, invoice, about), "r2")
    standing = caught.value.document
    link = {"Amount": Decimal("215.40"), "LinkedTxn": [{"TxnId": standing.id, "TxnType": "Invoice"}]}
    own = {"CustomerRef": {"value": books.references.customer_id}, "TotalAmt": Decimal("215.40"), "Line": [link]}
    books.client.post("payment", own | {"TxnDate": "2026-11-23"}, "Anna")
    call = BooksCall(PAY, invoice, standing)

    with pytest.raises(ConflictError) as refused:
        books.send(call, "r3")

    assert refused.value.unless_ours.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert refused.value.document.parts == standing.parts
    assert books.look_up(call).likeness is Likeness.AS_LEFT, "a person's payment is not ours"


def test_an_account_made_inactive_is_no_persons_edit(books):
    """Both answer 610; only one of them can be settled by reactivating something, and the look-up tells."""
    before = books.post(day(books, INVOICE))
    item = books.company.find("Item", books.references.items[books.accounts["tax"]])
    item.body["Active"] = False
    call = BooksCall(AMEND, corrected(books, INVOICE), before)

    with pytest.raises(ConflictError) as caught:
        books.send(call, "r2")

    assert caught.value.unless_ours.reason is HoldReason.ACCOUNT_UNUSABLE
    assert books.look_up(call).likeness is Likeness.AS_LEFT


def test_an_account_made_inactive_refuses_a_first_posting_at_once(books):
    item = books.company.find("Item", books.references.items[books.accounts["tax"]])
    item.body["Active"] = False

    with pytest.raises(NeedsAttentionError) as caught:
        books.send(BooksCall(POST, day(books, INVOICE)), "r1")

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE


def test_a_copy_of_a_payment_is_for_a_person(books):
    """Both carry our number, and nobody but a person can tell which of them is to stay."""
    paid = books.post(day(books, INVOICE))
    copy = books.copy(paid.parts[0].id)

    found = books.look_up(BooksCall(PAY, day(books, INVOICE), paid))

    assert found.likeness is Likeness.OTHER
    assert {paid.parts[0].id, copy} == {detail.split()[1] for detail in found.details}
