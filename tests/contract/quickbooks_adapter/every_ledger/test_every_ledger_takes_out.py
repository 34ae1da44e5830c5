"""What posting may rely on when it takes documents out, with every ledger (docs/architecture.md 4)."""

from dataclasses import replace
from datetime import date

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory, Simulated
from contract.quickbooks_adapter.shop_days import KINDS, NUMBER, day, many_tenders
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import NO_PAYMENTS, ConflictError, OutcomeUnknownError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
PAY, REMOVE = CallAction.PAY, CallAction.REMOVE
CLOSED = date(2026, 11, 30)
without_payments = pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not INVOICE])


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_removed_whole(books, kind):
    before = books.post(day(books, kind))

    assert books.remove(before) is None
    assert (books.effect, books.documents) == ({}, 0)
    assert books.ledger.find(kind, NUMBER) is None


@without_payments
@pytest.mark.parametrize("request_id", ["r3", "another"])
def test_a_document_that_is_gone_is_fine(books, kind, request_id):
    before = books.post(day(books, kind))
    books.remove(before, "r3")

    assert books.send(BooksCall(REMOVE, None, before), request_id) is None


def test_the_payments_of_an_invoice_go_before_it(books):
    before = books.post(day(books, INVOICE))
    with pytest.raises(ValueError, match="payments"):
        books.prepare(BooksCall(REMOVE, None, before))

    unpaid = books.send(BooksCall(PAY, None, before), "r2")

    assert (unpaid.id, unpaid.parts, unpaid.payments_hash) == (before.id, (), NO_PAYMENTS)
    assert books.documents == 1


def test_a_payment_that_is_gone_already_is_fine(books):
    before = books.post(day(books, INVOICE))
    books.take_away(before.parts[0].id)

    unpaid = books.send(BooksCall(PAY, None, before), "r2")

    assert (unpaid.parts, books.documents) == ((), 1)


def test_more_payments_than_a_batch_holds_are_taken_out_in_two_calls(books):
    before = books.post(many_tenders(books, 40))

    half = books.send(BooksCall(PAY, None, before), "r2")
    unpaid = books.send(BooksCall(PAY, None, half), "r3")

    assert (len(half.parts), half.payments_hash == NO_PAYMENTS) == (10, False)
    assert (unpaid.parts, unpaid.payments_hash, books.documents) == ((), NO_PAYMENTS, 1)


@without_payments
def test_a_removal_whose_answer_is_lost_is_told_again_to_the_same_request_id(books, kind):
    call = BooksCall(REMOVE, None, books.post(day(books, kind)))
    books.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, "r2")

    assert books.send(call, "r2") is None
    assert books.documents == 0


@without_payments
def test_another_version_is_a_conflict(books, kind):
    before = books.post(day(books, kind))
    books.touch(before.id)

    with pytest.raises(ConflictError) as caught:
        books.send(BooksCall(REMOVE, None, before), "r2")

    assert caught.value.unless_ours.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert books.effect == day(books, kind).effect


@without_payments
def test_closed_books_keep_what_they_hold(books, kind):
    before = books.post(day(books, kind))
    books.close_books(CLOSED)

    with pytest.raises(NeedsAttentionError) as caught:
        books.send(BooksCall(REMOVE, None, before), "r2")

    assert caught.value.reason is HoldReason.CLOSED_PERIOD
    assert books.documents == 1


@without_payments
def test_a_bank_deposit_keeps_what_it_holds(books, kind):
    before = books.post(day(books, kind))
    books.put_in_deposit(before.id)

    with pytest.raises(NeedsAttentionError) as caught:
        books.send(BooksCall(REMOVE, None, before), "r2")

    assert caught.value.reason is HoldReason.IN_BANK_DEPOSIT
    assert books.documents == 1


# What forbids taking out, read before anything is taken out


def locked(books, *documents):
    lock = books.ledger.locks_of(documents)
    return lock and lock.reason


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_as_we_left_it_is_not_locked(books, kind):
    assert locked(books, books.post(day(books, kind))) is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_person_touched_is_locked(books, kind):
    before = books.post(day(books, kind))
    books.touch(before.id)

    assert locked(books, before) is HoldReason.TOUCHED_IN_QUICKBOOKS


@without_payments
def test_what_lies_in_a_bank_deposit_is_locked(books, kind):
    before = books.post(day(books, kind))
    books.put_in_deposit(before.id)

    assert locked(books, before) is HoldReason.IN_BANK_DEPOSIT


def test_an_invoice_is_locked_by_each_of_its_payments(books):
    before = books.post(day(books, INVOICE))
    first, second = before.parts
    books.touch(second.id)
    touched = locked(books, before)
    books.put_in_deposit(first.id)

    assert touched is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert locked(books, before) is HoldReason.IN_BANK_DEPOSIT


def test_what_is_gone_is_no_lock_and_every_document_counts(books):
    gone = books.post(day(books, DocumentKind.SALES_RECEIPT))
    books.remove(gone)
    standing = books.post(day(books, DocumentKind.JOURNAL_ENTRY), "r4")
    before = locked(books, gone, standing)
    books.put_in_deposit(standing.id)

    assert before is None
    assert locked(books, gone, standing) is HoldReason.IN_BANK_DEPOSIT


def test_a_document_without_payments_left_is_not_locked(books):
    unpaid = books.send(BooksCall(PAY, None, books.post(day(books, INVOICE))), "r2")

    assert locked(books, replace(unpaid)) is None


# What a person did to documents since they were written


def edited(books, *documents):
    edit = books.ledger.edits_of(documents)
    return edit and edit.reason


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_as_we_left_it_was_not_edited_even_in_a_deposit(books, kind):
    before = books.post(day(books, kind))
    books.put_in_deposit(before.parts[0].id if before.parts else before.id)

    assert edited(books, before) is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_person_touched_was_edited(books, kind):
    before = books.post(day(books, kind))
    books.touch(before.id)

    assert edited(books, before) is HoldReason.TOUCHED_IN_QUICKBOOKS


@without_payments
def test_what_a_person_removed_was_edited(books, kind):
    before = books.post(day(books, kind))
    books.take_away(before.id)

    assert edited(books, before) is HoldReason.TOUCHED_IN_QUICKBOOKS


def test_a_payment_that_a_person_removed_is_an_edit_of_its_invoice(books):
    before = books.post(day(books, INVOICE))
    books.take_away(before.parts[0].id)

    assert edited(books, before) is HoldReason.TOUCHED_IN_QUICKBOOKS
