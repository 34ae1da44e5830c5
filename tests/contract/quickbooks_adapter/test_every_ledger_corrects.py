"""What use cases may rely on when they amend and remove, whichever ledger stands behind the port (design 4, 5)."""

from dataclasses import replace
from datetime import date

import pytest

from contract.quickbooks_adapter.shop_days import (
    BELOW_ZERO,
    CORRECTED,
    KINDS,
    NUMBER,
    ORDINARY,
    WITHOUT_CASH,
    corrected,
    day,
)
from contract.quickbooks_adapter.two_ledgers import InMemory, Simulated
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync import PartlyPostedError, PartlyRefusedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
CLOSED = date(2026, 11, 30)


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


def known(document):
    """A document without what each answer tells anew, and its payments in an order of their own."""
    return replace(document, intuit_tid="", parts=tuple(sorted(document.parts, key=lambda part: part.key)))


def posted(books, kind, figures=None):
    return books.ledger.post(day(books, kind, figures), "r1", books.references)


def first_in_deposit(document):
    """What a person can put into a bank deposit: of an invoice, its payments."""
    return document.parts[0].id if document.parts else document.id


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_replaces_the_content_in_place(books, kind):
    before = posted(books, kind)

    after = books.ledger.amend(corrected(books, kind), before, "r2", books.references)

    assert (after.id, after.doc_number) == (before.id, NUMBER)
    assert after.sync_token != before.sync_token
    assert books.effect == corrected(books, kind).effect
    assert known(after) == known(books.ledger.find(kind, NUMBER))


@pytest.mark.parametrize("first", [ORDINARY, CORRECTED, WITHOUT_CASH])
@pytest.mark.parametrize("second", [ORDINARY, CORRECTED, WITHOUT_CASH])
def test_payments_follow_their_tenders(books, first, second):
    """A tender that appears, goes away, grows or shrinks: the payments are those of the form, and nothing is owed."""
    before = posted(books, INVOICE, first)

    after = books.ledger.amend(day(books, INVOICE, second), before, "r2", books.references)
    back = books.ledger.amend(day(books, INVOICE, first), after, "r3", books.references)

    assert books.effect == day(books, INVOICE, first).effect
    assert {part.key for part in back.parts} == {part.key for part in before.parts}


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_whose_answer_is_lost_is_made_good_by_a_repeat(books, kind):
    before = posted(books, kind)
    books.lose_answer()
    with pytest.raises(RetriableError):
        books.ledger.amend(corrected(books, kind), before, "r2", books.references)

    books.ledger.amend(corrected(books, kind), before, "r2", books.references)

    assert books.effect == corrected(books, kind).effect


@pytest.mark.parametrize("remembered", [True, False])
def test_corrected_payments_whose_answer_is_lost_are_not_made_twice(books, remembered):
    before = posted(books, INVOICE)
    books.lose_answer(of_payments=True)
    with pytest.raises(PartlyPostedError) as caught:
        books.ledger.amend(corrected(books, INVOICE), before, "r2", books.references)

    known_by_now = caught.value.document if remembered else before
    after = books.ledger.amend(corrected(books, INVOICE), known_by_now, "r2", books.references)

    assert books.effect == corrected(books, INVOICE).effect
    assert known(after) == known(books.ledger.find(INVOICE, NUMBER))


@pytest.mark.parametrize("keep", [0, 1])
def test_corrected_payments_that_fail_are_finished_by_the_retry(books, keep):
    before = posted(books, INVOICE)
    books.fail_payments(keep=keep)
    with pytest.raises(PartlyPostedError) as caught:
        books.ledger.amend(corrected(books, INVOICE), before, "r2", books.references)

    books.ledger.amend(corrected(books, INVOICE), caught.value.document, "r2", books.references)

    assert books.effect == corrected(books, INVOICE).effect


def test_a_half_paid_invoice_is_corrected_to_other_figures(books):
    """talech changed the day while its payments were still waiting: no second invoice, no payment too many."""
    books.fail_payments(keep=1)
    with pytest.raises(PartlyPostedError) as caught:
        posted(books, INVOICE)

    books.ledger.amend(corrected(books, INVOICE), caught.value.document, "r2", books.references)

    assert books.effect == corrected(books, INVOICE).effect
    assert books.documents == 4


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_corrected_behind_their_back(books, kind):
    before = posted(books, kind)
    books.touch(before.id)

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger.amend(corrected(books, kind), before, "r2", books.references)

    assert caught.value.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert books.effect == day(books, kind).effect


def test_a_payment_that_a_person_changed_is_left_alone(books):
    before = posted(books, INVOICE)
    books.touch(before.parts[0].id)

    with pytest.raises(PartlyRefusedError) as caught:
        books.ledger.amend(corrected(books, INVOICE), before, "r2", books.references)

    assert caught.value.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert caught.value.document.id == before.id


@pytest.mark.parametrize("kind", KINDS)
def test_closed_books_are_not_changed(books, kind):
    before = posted(books, kind)
    books.close_books(CLOSED)

    with pytest.raises(NeedsAttentionError) as amended:
        books.ledger.amend(corrected(books, kind), before, "r2", books.references)
    if kind is not INVOICE:
        with pytest.raises(NeedsAttentionError) as removed:
            books.ledger.remove(before, "r3")
        assert removed.value.reason is HoldReason.CLOSED_PERIOD

    assert amended.value.reason is HoldReason.CLOSED_PERIOD
    assert books.effect == day(books, kind).effect


@pytest.mark.parametrize("kind", KINDS)
def test_what_lies_in_a_bank_deposit_waits_until_a_person_takes_it_out(books, kind):
    before = posted(books, kind)
    books.put_in_deposit(first_in_deposit(before))
    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger.amend(corrected(books, kind), before, "r2", books.references)

    books.take_out_of_deposit(first_in_deposit(before))
    standing = getattr(caught.value, "document", before)
    books.ledger.amend(corrected(books, kind), standing, "r3", books.references)

    assert caught.value.reason is HoldReason.IN_BANK_DEPOSIT
    assert books.effect == corrected(books, kind).effect


def test_a_document_does_not_change_its_kind_in_place(books):
    """A day that turned below zero is a refund receipt: the caller removes the invoice and posts the other."""
    before = posted(books, INVOICE)

    with pytest.raises(ValueError, match="cannot become"):
        books.ledger.amend(day(books, INVOICE, BELOW_ZERO), before, "r2", books.references)

    assert books.effect == day(books, INVOICE).effect


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_removed_whole_and_twice_is_no_harm(books, kind):
    before = posted(books, kind)

    books.ledger.remove(before, "r2")
    books.ledger.remove(before, "r2")
    books.ledger.remove(before, "r3")

    assert (books.effect, books.documents) == ({}, 0)
    assert books.ledger.find(kind, NUMBER) is None


@pytest.mark.parametrize("of_payments", [True, False])
def test_a_removal_whose_answer_is_lost_is_made_good_by_a_repeat(books, of_payments):
    before = posted(books, INVOICE)
    books.lose_answer(of_payments=of_payments)
    with pytest.raises(RetriableError):
        books.ledger.remove(before, "r2")

    books.ledger.remove(before, "r2")

    assert books.documents == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nobodys_edit_is_removed(books, kind):
    before = posted(books, kind)
    books.touch(before.id)

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger.remove(before, "r2")

    assert caught.value.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert books.effect == day(books, kind).effect


@pytest.mark.parametrize("kind", KINDS)
def test_a_removal_waits_for_the_bank_deposit(books, kind):
    before = posted(books, kind)
    books.put_in_deposit(first_in_deposit(before))
    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger.remove(before, "r2")

    books.take_out_of_deposit(first_in_deposit(before))
    books.ledger.remove(getattr(caught.value, "document", before), "r3")

    assert caught.value.reason is HoldReason.IN_BANK_DEPOSIT
    assert books.documents == 0


def test_a_document_that_a_person_deleted_is_not_brought_back(books):
    before = posted(books, DocumentKind.JOURNAL_ENTRY)
    books.ledger.remove(before, "by a person")

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger.amend(corrected(books, DocumentKind.JOURNAL_ENTRY), before, "r2", books.references)

    assert caught.value.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert books.documents == 0
