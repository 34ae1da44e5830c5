"""What posting may rely on when it pays an invoice, whichever books stand behind the ports (docs/architecture.md 4)."""

from dataclasses import replace
from datetime import date

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory, Simulated
from contract.quickbooks_adapter.shop_days import day, many_tenders
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import OutcomeUnknownError, PartlyPostedError, PartlyRefusedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
POST, PAY = CallAction.POST, CallAction.PAY


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


def known(document):
    """A document without what each answer tells anew."""
    return replace(document, intuit_tid="")


def test_payments_whose_answer_is_lost_are_told_again_to_the_same_request_id(books):
    invoice = day(books, INVOICE)
    call = BooksCall(PAY, invoice, books.send(BooksCall(POST, invoice), "r1"))
    books.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, "r2")

    paid = books.send(call, "r2")

    assert (len(paid.parts), books.documents) == (2, 3)
    assert books.effect == invoice.effect


@pytest.mark.parametrize("keep", [0, 1])
def test_payments_that_fail_are_finished_by_the_next_call(books, keep):
    invoice = day(books, INVOICE)
    about = books.send(BooksCall(POST, invoice), "r1")
    books.fail_payments(keep=keep)
    with pytest.raises(PartlyPostedError) as caught:
        books.send(BooksCall(PAY, invoice, about), "r2")
    standing = caught.value.document

    paid = books.send(BooksCall(PAY, invoice, standing), "r3")

    assert len(standing.parts) == keep
    assert standing.payments_hash != invoice.payments_hash
    assert paid.parts[:keep] == standing.parts
    assert paid.payments_hash == invoice.payments_hash
    assert books.effect == invoice.effect


def test_a_failed_batch_is_told_again_to_the_same_request_id(books):
    """The same words twice: so a worker that dies over them learns of them again."""
    invoice = day(books, INVOICE)
    call = BooksCall(PAY, invoice, books.send(BooksCall(POST, invoice), "r1"))
    books.fail_payments(keep=1)

    told = []
    for _ in range(2):
        with pytest.raises(PartlyPostedError) as caught:
            books.send(call, "r2")
        told.append(known(caught.value.document))

    assert told[0] == told[1]


def test_a_payment_that_a_person_must_settle_is_refused_with_what_stands(books):
    invoice = day(books, INVOICE)
    about = books.send(BooksCall(POST, invoice), "r1")
    books.deactivate("cash")
    with pytest.raises(PartlyRefusedError) as caught:
        books.send(BooksCall(PAY, invoice, about), "r2")

    books.activate("cash")
    paid = books.send(BooksCall(PAY, invoice, caught.value.document), "r3")

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE
    assert [part.total_minor for part in caught.value.document.parts] == [84210]
    assert (paid.id, books.documents) == (about.id, 3)
    assert books.effect == invoice.effect


def test_more_payments_than_a_batch_holds_are_two_calls(books):
    invoice = many_tenders(books, 40)
    about = books.send(BooksCall(POST, invoice), "r1")

    half = books.send(BooksCall(PAY, invoice, about), "r2")
    paid = books.send(BooksCall(PAY, invoice, half), "r3")

    assert (len(half.parts), half.payments_hash == invoice.payments_hash) == (30, False)
    assert (len(paid.parts), paid.payments_hash) == (40, invoice.payments_hash)
    assert books.effect == invoice.effect


def test_payments_that_are_as_they_shall_be_are_no_call(books):
    paid = books.post(day(books, INVOICE))

    with pytest.raises(ValueError, match="as they shall be"):
        books.prepare(BooksCall(PAY, day(books, INVOICE), paid))


def test_books_that_close_over_half_an_invoice_refuse_its_payments(books):
    invoice = day(books, INVOICE)
    about = books.send(BooksCall(POST, invoice), "r1")
    books.close_books(date(2026, 11, 30))

    with pytest.raises(PartlyRefusedError) as caught:
        books.send(BooksCall(PAY, invoice, about), "r2")

    assert caught.value.reason is HoldReason.CLOSED_PERIOD
    assert caught.value.document.parts == ()


def test_a_payment_in_a_bank_deposit_is_refused_with_what_stands(books):
    before = books.post(day(books, INVOICE))
    books.put_in_deposit(before.parts[0].id)

    with pytest.raises(PartlyRefusedError) as caught:
        books.send(BooksCall(PAY, None, before), "r2")

    assert caught.value.reason is HoldReason.IN_BANK_DEPOSIT
    assert caught.value.document.parts == before.parts[:1]
    assert books.documents == 2
