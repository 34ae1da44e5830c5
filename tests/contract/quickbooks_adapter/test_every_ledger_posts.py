"""What use cases may rely on when they post, whichever ledger stands behind the port (design 4, 5)."""

from dataclasses import replace
from datetime import date

import pytest

from contract.quickbooks_adapter.shop_days import BELOW_ZERO, KINDS, NUMBER, corrected, day
from contract.quickbooks_adapter.two_ledgers import InMemory, Simulated
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.references import CompanyReferences, ReferenceNeeds
from daybook.domain.sync import PartlyPostedError, PartlyRefusedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


def known(document):
    """A document without what each answer tells anew."""
    return replace(document, intuit_tid="")


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_moves_every_account_as_it_says(books, kind):
    document = day(books, kind)

    posted = books.ledger.post(document, "r1", books.references)

    assert books.effect == document.effect
    assert (posted.kind, posted.doc_number, posted.total_minor) == (kind, NUMBER, document.total_minor)
    assert sum(part.total_minor for part in posted.parts) == (document.total_minor if kind is INVOICE else 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_repeat_under_its_request_id_is_the_same_document(books, kind):
    first = books.ledger.post(day(books, kind), "r1", books.references)
    before = books.documents

    again = books.ledger.post(day(books, kind), "r1", books.references)

    assert known(again) == known(first)
    assert books.documents == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_answer_is_made_good_by_a_repeat(books, kind):
    books.lose_answer()
    with pytest.raises(RetriableError):
        books.ledger.post(day(books, kind), "r1", books.references)

    books.ledger.post(day(books, kind), "r1", books.references)

    assert books.effect == day(books, kind).effect


@pytest.mark.parametrize("remembered", [True, False])
def test_payments_whose_answer_is_lost_are_not_made_twice(books, remembered):
    """Whether the worker could write down what stood, or crashed before it."""
    invoice = day(books, INVOICE)
    books.lose_answer(of_payments=True)
    with pytest.raises(PartlyPostedError) as caught:
        books.ledger.post(invoice, "r1", books.references)

    done = caught.value.document if remembered else None
    posted = books.ledger.post(invoice, "r1", books.references, done=done)

    assert caught.value.document.id == posted.id
    assert (len(posted.parts), books.documents) == (2, 3)
    assert books.effect == invoice.effect


@pytest.mark.parametrize("keep", [0, 1])
def test_payments_that_fail_are_finished_by_the_retry(books, keep):
    invoice = day(books, INVOICE)
    books.fail_payments(keep=keep)
    with pytest.raises(PartlyPostedError) as caught:
        books.ledger.post(invoice, "r1", books.references)
    standing = caught.value.document

    posted = books.ledger.post(invoice, "r1", books.references, done=standing)

    assert len(standing.parts) == keep
    assert posted.parts[:keep] == standing.parts
    assert books.effect == invoice.effect


def test_a_worker_that_crashes_over_a_failed_batch_learns_of_it_again(books):
    """QuickBooks repeats its answer, so what stands is told a second time and nothing is doubled."""
    invoice = day(books, INVOICE)
    books.fail_payments(keep=1)
    with pytest.raises(PartlyPostedError) as first:
        books.ledger.post(invoice, "r1", books.references)
    with pytest.raises(PartlyPostedError) as second:
        books.ledger.post(invoice, "r1", books.references)

    books.ledger.post(invoice, "r1", books.references, done=second.value.document)

    assert known(second.value.document) == known(first.value.document)
    assert books.effect == invoice.effect


def test_a_payment_that_a_person_must_settle_holds_the_day_with_its_invoice(books):
    invoice = day(books, INVOICE)
    books.deactivate("cash")
    with pytest.raises(PartlyRefusedError) as caught:
        books.ledger.post(invoice, "r1", books.references)

    books.activate("cash")
    posted = books.ledger.post(invoice, "r1", books.references, done=caught.value.document)

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE
    assert [part.total_minor for part in caught.value.document.parts] == [84210]
    assert (posted.id, books.documents) == (caught.value.document.id, 3)
    assert books.effect == invoice.effect


def test_a_refusal_is_repeated_to_its_request_id_and_another_one_posts(books):
    entry = day(books, DocumentKind.JOURNAL_ENTRY)
    books.close_books(date(2026, 11, 30))
    with pytest.raises(NeedsAttentionError) as refused:
        books.ledger.post(entry, "r1", books.references)
    books.close_books(None)
    with pytest.raises(NeedsAttentionError):
        books.ledger.post(entry, "r1", books.references)

    books.ledger.post(entry, "r2", books.references)

    assert refused.value.reason is HoldReason.CLOSED_PERIOD
    assert books.effect == entry.effect


def test_what_stands_of_another_document_is_not_paid(books):
    posted = books.ledger.post(day(books, INVOICE), "r1", books.references)

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger.post(corrected(books, INVOICE), "r2", books.references, done=posted)

    assert caught.value.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    with pytest.raises(ValueError, match="part of"):
        books.ledger.post(day(books, INVOICE, BELOW_ZERO), "r3", books.references, done=posted)


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_found_by_its_number_with_its_payments(books, kind):
    nothing = books.ledger.find(kind, NUMBER)
    posted = books.ledger.post(day(books, kind), "r1", books.references)

    assert nothing is None
    assert books.ledger.find(kind, NUMBER) == known(posted)


def test_an_invoice_that_is_found_half_paid_is_finished(books):
    """A day later request ids are forgotten, and the document number leads back (design 5)."""
    invoice = day(books, INVOICE)
    books.fail_payments(keep=1)
    with pytest.raises(PartlyPostedError):
        books.ledger.post(invoice, "r1", books.references)

    done = books.ledger.find(INVOICE, NUMBER)
    books.ledger.post(invoice, "r1", books.references, done=done)

    assert len(done.parts) == 1
    assert books.effect == invoice.effect


def test_references_are_made_once(books):
    needs = ReferenceNeeds(items={books.accounts["cash"]: "POS cash"}, payment_methods=frozenset({"X"}), customer=True)

    once = books.ledger.complete_references(needs, CompanyReferences(items={"1": "known"}))
    twice = books.ledger.complete_references(needs, CompanyReferences())

    assert once.items == {"1": "known", **twice.items}
    assert (once.customer_id, once.payment_methods) == (twice.customer_id, twice.payment_methods)
    assert twice.customer_id
    assert twice.payment_methods["X"]


def test_a_form_without_its_references_is_the_callers_mistake(books):
    with pytest.raises(ValueError, match="complete the references"):
        books.ledger.post(day(books, INVOICE), "r1", CompanyReferences())

    assert books.documents == 0
