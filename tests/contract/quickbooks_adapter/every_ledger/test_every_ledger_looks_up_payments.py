"""What a look-up finds of payments whose answer was not seen, with every ledger (docs/architecture.md 4)."""

from dataclasses import replace

import pytest

from contract.quickbooks_adapter.every_ledger.looking_up import found, sent, sorted_parts, unsent
from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory, Simulated
from contract.quickbooks_adapter.shop_days import CORRECTED, WITHOUT_CASH, corrected, day, many_tenders
from daybook.domain.posting.books_calls import BooksCall, CallAction, Likeness
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import NO_PAYMENTS, ConflictError, PartlyPostedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
POST, AMEND, PAY = CallAction.POST, CallAction.AMEND, CallAction.PAY


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


def paying(books, figures=None):
    """The call that pays an invoice which was just made."""
    invoice = day(books, INVOICE, figures)
    return BooksCall(PAY, invoice, books.send(BooksCall(POST, invoice), "r1"))


def test_payments_whose_answer_was_lost_are_as_sent(books):
    call = paying(books)
    sent(books, call, "r2")

    likeness, document, _ = found(books, call)

    assert likeness is Likeness.AS_SENT
    assert (document.payments_hash, document.body_hash) == (call.document.payments_hash, call.document.body_hash)
    assert sum(part.total_minor for part in document.parts) == call.document.total_minor


def test_payments_that_never_arrived_are_as_left(books):
    call = paying(books)
    unsent(books, call, "r2")

    likeness, document, _ = found(books, call)

    assert (likeness, document.parts, document.payments_hash) == (Likeness.AS_LEFT, (), "")


def test_some_of_the_payments_are_partly_and_the_next_call_makes_the_rest(books):
    call = paying(books)
    books.fail_payments(keep=1)
    with pytest.raises(PartlyPostedError) as caught:
        books.send(call, "r2")

    likeness, document, _ = found(books, call)
    paid = books.send(BooksCall(PAY, call.document, document), "r3")

    assert (likeness, document.parts) == (Likeness.PARTLY, caught.value.document.parts)
    assert (paid.payments_hash, books.documents) == (call.document.payments_hash, 3)


def test_a_batch_that_was_met_again_after_it_was_forgotten_is_a_conflict_and_as_sent(books):
    call = paying(books)
    sent(books, call, "r2")
    books.forget_request_ids()
    with pytest.raises(ConflictError):
        books.send(call, "r2")

    assert found(books, call)[0] is Likeness.AS_SENT
    assert books.documents == 3


def test_corrected_payments_stand_between_two_calls(books):
    """What gave way is as wanted, the others as they were: the look-up of either call tells which."""
    before = books.post(day(books, INVOICE))
    amended = books.send(BooksCall(AMEND, day(books, INVOICE, CORRECTED), before), "r2")
    freeing = BooksCall(PAY, day(books, INVOICE, CORRECTED), amended)
    sent(books, freeing, "r3")

    likeness, freed, _ = found(books, freeing)
    taking = BooksCall(PAY, day(books, INVOICE, CORRECTED), freed)
    before_it = found(books, taking)[0]
    sent(books, taking, "r4")
    after_it = found(books, taking)

    assert (likeness, before_it, after_it[0]) == (Likeness.PARTLY, Likeness.AS_LEFT, Likeness.AS_SENT)
    assert after_it[1].payments_hash == taking.document.payments_hash


def test_many_payments_are_partly_after_the_first_batch(books):
    invoice = many_tenders(books, 40)
    call = BooksCall(PAY, invoice, books.send(BooksCall(POST, invoice), "r1"))
    sent(books, call, "r2")

    likeness, document, _ = found(books, call)

    assert (likeness, len(document.parts)) == (Likeness.PARTLY, 30)
    assert books.pay(invoice, document, "r3").payments_hash == invoice.payments_hash


def test_a_payment_that_a_person_changed_is_other(books):
    before = books.post(day(books, INVOICE))
    call = BooksCall(PAY, day(books, INVOICE, WITHOUT_CASH), before)
    books.touch(before.parts[1].id)

    likeness, document, details = found(books, call)

    assert (likeness, document.id) == (Likeness.OTHER, before.id)
    assert len(details) == 1


def test_a_payment_that_a_person_deleted_is_other(books):
    before = books.post(day(books, INVOICE))
    card, cash = day(books, INVOICE).payments
    moved = replace(card, account_id=books.accounts["amex"])
    call = BooksCall(PAY, replace(day(books, INVOICE), payments=(moved, cash)), before)
    books.take_away(before.parts[0].id)

    assert found(books, call)[0] is Likeness.OTHER


def test_an_invoice_that_a_person_deleted_under_its_payments_is_missing(books):
    call = paying(books)
    books.take_away(call.about.id)

    assert found(books, call) == (Likeness.MISSING, None, ())


def test_a_persons_edit_of_the_invoice_is_not_hidden_by_its_payments(books):
    """The version that a person made is not taken for ours: the next amendment meets it."""
    call = paying(books)
    books.touch(call.about.id)
    sent(books, call, "r2")

    likeness, document, _ = found(books, call)

    assert (likeness, document.sync_token) == (Likeness.AS_SENT, call.about.sync_token)
    with pytest.raises(ConflictError):
        books.send(BooksCall(AMEND, corrected(books, INVOICE), document), "r3")


def test_payments_that_were_taken_out_are_as_sent(books):
    call = BooksCall(PAY, None, books.post(day(books, INVOICE)))
    before = found(books, call)
    sent(books, call, "r2")

    likeness, document, _ = found(books, call)

    assert (before[0], before[1]) == (Likeness.AS_LEFT, sorted_parts(call.about))
    assert (likeness, document.parts, document.payments_hash) == (Likeness.AS_SENT, (), NO_PAYMENTS)
