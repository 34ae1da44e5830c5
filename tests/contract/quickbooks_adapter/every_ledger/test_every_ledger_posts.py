"""What posting may rely on when it makes documents, whichever books stand behind the ports (docs/architecture.md 4)."""

from dataclasses import replace
from datetime import date

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory, Simulated
from contract.quickbooks_adapter.shop_days import BELOW_ZERO, KINDS, NUMBER, corrected, day
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import (
    ConflictError,
    OutcomeUnknownError,
    PostedDocument,
)

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
POST, PAY, DELTA = CallAction.POST, CallAction.PAY, CallAction.DELTA
making = pytest.mark.parametrize("action", [POST, DELTA])


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


def known(document):
    """A document without what each answer tells anew."""
    return replace(document, intuit_tid="")


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_moves_every_account_as_it_says(books, kind):
    document = day(books, kind)

    posted = books.post(document)

    assert books.effect == document.effect
    assert (posted.kind, posted.doc_number, posted.total_minor) == (kind, NUMBER, document.total_minor)
    assert sum(part.total_minor for part in posted.parts) == (document.total_minor if kind is INVOICE else 0)
    assert (posted.body_hash, posted.payments_hash) == (document.body_hash, document.payments_hash)


@making
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_call_makes_the_document_alone(books, kind, action):
    document = day(books, kind)

    made = books.send(BooksCall(action, document), "r1")

    assert (books.documents, made.parts) == (1, ())
    assert made.body_hash == document.body_hash
    assert made.payments_hash == "", "an entry has none, and an invoice lacks its own"


def test_preparing_a_call_sends_nothing(books):
    document = day(books, INVOICE)

    first, second = (books.prepare(BooksCall(POST, document)) for _ in range(2))

    assert books.documents == 0
    assert first.payload_hash == second.payload_hash
    assert first.answers_within.total_seconds() == 130


@pytest.mark.parametrize("kind", KINDS)
def test_other_bytes_have_another_hash(books, kind):
    document = day(books, kind)
    about = books.post(document)
    other = corrected(books, kind)
    calls = (
        BooksCall(POST, document),
        BooksCall(POST, other),
        BooksCall(POST, replace(document, private_note="en français")),
        BooksCall(CallAction.AMEND, document, about),
        BooksCall(CallAction.AMEND, document, replace(about, sync_token="7")),
        BooksCall(CallAction.REMOVE, None, replace(about, parts=())),
    )

    assert len({books.prepare(call).payload_hash for call in calls}) == len(calls)


@pytest.mark.parametrize("kind", KINDS)
def test_a_repeat_under_its_request_id_is_the_same_document(books, kind):
    call = BooksCall(POST, day(books, kind))
    first = books.send(call, "r1")

    again = books.send(call, "r1")

    assert known(again) == known(first)
    assert books.documents == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_answer_is_told_again_to_the_same_request_id(books, kind):
    call = BooksCall(POST, day(books, kind))
    books.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, "r1")
    standing = books.documents

    books.send(call, "r1")

    assert (standing, books.documents) == (1, 1)


def test_a_refusal_is_repeated_to_its_request_id_and_another_one_posts(books):
    call = BooksCall(POST, day(books, DocumentKind.JOURNAL_ENTRY))
    books.close_books(date(2026, 11, 30))
    with pytest.raises(NeedsAttentionError) as refused:
        books.send(call, "r1")
    books.close_books(None)
    with pytest.raises(NeedsAttentionError):
        books.send(call, "r1")

    books.send(call, "r2")

    assert refused.value.reason is HoldReason.CLOSED_PERIOD
    assert books.effect == call.document.effect


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_that_is_used_is_a_conflict_where_the_company_checks_it(books, kind):
    books.check_numbers(sales_forms=True, entries=True)
    books.post(day(books, kind))
    standing = books.documents

    with pytest.raises(ConflictError) as caught:
        books.send(BooksCall(POST, corrected(books, kind)), "another")

    assert isinstance(caught.value.unless_ours, NeedsAttentionError)
    assert caught.value.unless_ours.reason is HoldReason.REFUSED_BY_QUICKBOOKS
    assert books.documents == standing


@pytest.mark.parametrize("kind", KINDS)
def test_where_neither_number_nor_request_id_counts_nothing_keeps_a_second_document_out(books, kind):
    """Why a document is looked up before it is sent once more."""
    books.check_numbers(sales_forms=False, entries=False)
    books.forget_request_ids()
    call = BooksCall(POST, day(books, kind))

    books.send(call, "r1")
    books.send(call, "r1")

    assert books.documents == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_found_by_its_number_with_its_payments(books, kind):
    """Its hashes are not known: a row does not tell what was sent."""
    nothing = books.ledger.find(kind, NUMBER)
    posted = books.post(day(books, kind))

    found = books.ledger.find(kind, NUMBER)

    parts = tuple(replace(part, body_hash="") for part in posted.parts)
    assert nothing is None
    assert found == replace(posted, intuit_tid="", body_hash="", payments_hash="", parts=parts)


def test_two_documents_with_one_number_are_for_a_person(books):
    books.copy(books.post(day(books, INVOICE)).id)

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger.find(INVOICE, NUMBER)

    assert caught.value.reason is HoldReason.TOUCHED_IN_QUICKBOOKS


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
        books.writer.prepare(BooksCall(POST, day(books, INVOICE)), CompanyReferences())

    assert books.documents == 0


STANDING = PostedDocument(INVOICE, "1001", "0", NUMBER, 105750)
IMPOSSIBLE = {
    "nothing to post": (POST, None, None),
    "posted over another": (POST, INVOICE, STANDING),
    "nothing to amend": (CallAction.AMEND, None, STANDING),
    "amended without a document": (CallAction.AMEND, INVOICE, None),
    "paid without an invoice": (PAY, INVOICE, None),
    "removed and written": (CallAction.REMOVE, INVOICE, STANDING),
    "an action of earlier releases": (CallAction.REPLACE, INVOICE, STANDING),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_a_call_that_cannot_be_is_the_callers_mistake(books, case):
    action, kind, about = IMPOSSIBLE[case]

    with pytest.raises(ValueError, match=action):
        books.prepare(BooksCall(action, kind and day(books, kind), about))


def test_a_document_does_not_change_its_kind_in_place(books):
    """A day that turned below zero is a refund receipt: the invoice is removed and the other posted."""
    with pytest.raises(ValueError, match="cannot become"):
        books.prepare(BooksCall(CallAction.AMEND, day(books, INVOICE, BELOW_ZERO), STANDING))
