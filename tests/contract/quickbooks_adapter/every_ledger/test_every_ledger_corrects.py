"""What posting may rely on when it amends documents and their payments, whichever books stand behind the ports."""

from dataclasses import replace
from datetime import date

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory, Simulated
from contract.quickbooks_adapter.shop_days import (
    CORRECTED,
    KINDS,
    NUMBER,
    ORDINARY,
    WITHOUT_CASH,
    corrected,
    day,
    many_tenders,
)
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import ConflictError, OutcomeUnknownError, PartlyPostedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
AMEND, PAY = CallAction.AMEND, CallAction.PAY
CLOSED = date(2026, 11, 30)


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


def known(document):
    """What stands, without what each answer tells anew or a query cannot tell; payments in an order of their own."""
    parts = sorted((replace(part, body_hash="") for part in document.parts), key=lambda part: part.key)
    return replace(document, intuit_tid="", parts=tuple(parts), body_hash="", payments_hash="")


def figures(books, figures):
    return day(books, INVOICE, figures)


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_replaces_the_content_in_place(books, kind):
    before = books.post(day(books, kind))

    after = books.amend(corrected(books, kind), before)

    assert (after.id, after.doc_number) == (before.id, NUMBER)
    assert after.sync_token != before.sync_token
    assert books.effect == corrected(books, kind).effect
    assert known(after) == known(books.ledger.find(kind, NUMBER))
    assert after.body_hash == corrected(books, kind).body_hash


def test_an_amended_invoice_keeps_its_payments_until_they_are_brought_in_line(books):
    before = books.post(day(books, INVOICE))

    amended = books.send(BooksCall(AMEND, corrected(books, INVOICE), before), "r2")

    assert (amended.parts, amended.payments_hash) == (before.parts, before.payments_hash)
    assert amended.payments_hash != corrected(books, INVOICE).payments_hash


@pytest.mark.parametrize("first", [ORDINARY, CORRECTED, WITHOUT_CASH])
@pytest.mark.parametrize("second", [ORDINARY, CORRECTED, WITHOUT_CASH])
def test_payments_follow_their_tenders(books, first, second):
    """A tender that appears, goes away, grows or shrinks: the payments are those of the form, and nothing is owed."""
    before = books.post(figures(books, first))

    after = books.amend(figures(books, second), before)
    back = books.amend(figures(books, first), after, "r3")

    assert books.effect == figures(books, first).effect
    assert {part.key for part in back.parts} == {part.key for part in before.parts}


def test_a_tender_gives_way_in_a_call_before_another_takes_its_money(books):
    """QuickBooks refuses more than is open of an invoice, and keeps no order in a batch."""
    before = books.post(figures(books, ORDINARY))
    amended = books.send(BooksCall(AMEND, figures(books, CORRECTED), before), "r2")

    freed = books.send(BooksCall(PAY, figures(books, CORRECTED), amended), "r3")
    paid = books.send(BooksCall(PAY, figures(books, CORRECTED), freed), "r4")

    assert sorted(part.total_minor for part in freed.parts) == [21540, 80000]
    assert freed.payments_hash != paid.payments_hash
    assert sorted(part.total_minor for part in paid.parts) == [4210, 25540, 80000]
    assert paid.payments_hash == figures(books, CORRECTED).payments_hash


def test_a_payment_that_went_to_another_account_is_written_again(books):
    """Its amount is the same, so its hash alone tells."""
    invoice = day(books, INVOICE)
    moved = replace(
        invoice, payments=tuple(replace(each, account_id=books.accounts["amex"]) for each in invoice.payments)
    )
    before = books.post(invoice)

    paid = books.send(BooksCall(PAY, moved, before), "r2")

    assert paid.payments_hash == moved.payments_hash
    assert books.effect == moved.effect


def test_payments_that_come_to_stand_on_the_way_to_others_are_known_for_what_they_are(books):
    """Figures that change between two calls may want just what the first has left: then nothing is to be paid."""
    before = books.post(figures(books, ORDINARY))
    freed = books.send(BooksCall(PAY, figures(books, CORRECTED), before), "r2")
    card, cash = day(books, INVOICE).payments
    lines = (replace(day(books, INVOICE).lines[0], amount_minor=day(books, INVOICE).lines[0].amount_minor - 4210),)
    smaller = replace(
        day(books, INVOICE),
        lines=(*lines, *day(books, INVOICE).lines[1:]),
        payments=(replace(card, amount_minor=80000), cash),
    )

    assert freed.payments_hash == smaller.payments_hash


def test_a_payment_that_did_not_change_is_left_alone(books):
    invoice = day(books, INVOICE)
    card, cash = invoice.payments
    moved = replace(invoice, payments=(card, replace(cash, account_id=books.accounts["amex"])))
    before = books.post(invoice)

    paid = books.send(BooksCall(PAY, moved, before), "r2")

    by_key = {part.key: part for part in paid.parts}
    assert [by_key[part.key].sync_token for part in before.parts] == ["0", "1"]


def test_payments_of_which_only_the_amounts_are_remembered_are_written_again(books):
    """Rows of earlier releases know no hashes."""
    invoice = day(books, INVOICE)
    before = books.post(invoice)
    old = replace(before, payments_hash="", parts=tuple(replace(part, body_hash="") for part in before.parts))

    paid = books.send(BooksCall(PAY, invoice, old), "r2")

    assert [part.sync_token for part in paid.parts] == ["1", "1"]
    assert paid.payments_hash == invoice.payments_hash


def test_more_changed_payments_than_a_batch_holds_come_to_an_end(books):
    invoice = many_tenders(books, 40)
    before = books.post(invoice)
    moved = replace(
        invoice, payments=tuple(replace(each, account_id=books.accounts["amex"]) for each in invoice.payments)
    )

    half = books.send(BooksCall(PAY, moved, before), "r2")
    paid = books.send(BooksCall(PAY, moved, half), "r3")

    assert half.payments_hash not in {before.payments_hash, moved.payments_hash}
    assert paid.payments_hash == moved.payments_hash
    assert {part.sync_token for part in paid.parts} == {"1"}
    assert books.effect == moved.effect


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_whose_answer_is_lost_is_told_again_to_the_same_request_id(books, kind):
    call = BooksCall(AMEND, corrected(books, kind), books.post(day(books, kind)))
    books.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, "r2")

    amended = books.send(call, "r2")

    assert amended.sync_token == str(int(call.about.sync_token) + 1)


@pytest.mark.parametrize("keep", [0, 1])
def test_corrected_payments_that_fail_are_finished_by_the_next_call(books, keep):
    before = books.post(day(books, INVOICE))
    amended = books.send(BooksCall(AMEND, figures(books, CORRECTED), before), "r2")
    freed = books.send(BooksCall(PAY, figures(books, CORRECTED), amended), "r3")
    books.fail_payments(keep=keep)
    with pytest.raises(PartlyPostedError) as caught:
        books.send(BooksCall(PAY, figures(books, CORRECTED), freed), "r4")

    paid = books.send(BooksCall(PAY, figures(books, CORRECTED), caught.value.document), "r5")

    assert paid.payments_hash == figures(books, CORRECTED).payments_hash
    assert books.effect == figures(books, CORRECTED).effect


@pytest.mark.parametrize("kind", KINDS)
def test_another_version_is_a_conflict(books, kind):
    before = books.post(day(books, kind))
    books.touch(before.id)

    with pytest.raises(ConflictError) as caught:
        books.send(BooksCall(AMEND, corrected(books, kind), before), "r2")

    assert caught.value.unless_ours.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert books.effect == day(books, kind).effect


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_is_gone_is_a_conflict_of_an_amendment(books, kind):
    before = books.post(day(books, kind))
    books.take_away(before.id)

    with pytest.raises(ConflictError):
        books.send(BooksCall(AMEND, corrected(books, kind), before), "r2")


def test_a_payment_of_another_version_is_a_conflict_that_says_what_stands(books):
    before = books.post(day(books, INVOICE))
    books.touch(before.parts[0].id)
    amended = books.send(BooksCall(AMEND, day(books, INVOICE, WITHOUT_CASH), before), "r2")

    with pytest.raises(ConflictError) as caught:
        books.send(BooksCall(PAY, None, amended), "r3")

    assert caught.value.unless_ours.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert caught.value.document.parts == before.parts[:1], "the other one is out"


@pytest.mark.parametrize("kind", KINDS)
def test_closed_books_are_not_changed(books, kind):
    before = books.post(day(books, kind))
    books.close_books(CLOSED)

    with pytest.raises(NeedsAttentionError) as caught:
        books.send(BooksCall(AMEND, corrected(books, kind), before), "r2")

    assert caught.value.reason is HoldReason.CLOSED_PERIOD
    assert books.effect == day(books, kind).effect


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not INVOICE])
def test_what_lies_in_a_bank_deposit_waits_until_a_person_takes_it_out(books, kind):
    before = books.post(day(books, kind))
    books.put_in_deposit(before.id)
    with pytest.raises(NeedsAttentionError) as caught:
        books.send(BooksCall(AMEND, corrected(books, kind), before), "r2")

    books.take_out_of_deposit(before.id)
    books.send(BooksCall(AMEND, corrected(books, kind), before), "r3")

    assert caught.value.reason is HoldReason.IN_BANK_DEPOSIT
    assert books.effect == corrected(books, kind).effect
