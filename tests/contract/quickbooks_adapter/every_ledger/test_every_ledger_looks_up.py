"""What a look-up finds of a call whose answer was not seen, with every ledger (docs/architecture.md 4)."""

from dataclasses import replace

import pytest

from contract.quickbooks_adapter.every_ledger.looking_up import found, sent, sorted_parts, unsent
from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory, Simulated
from contract.quickbooks_adapter.shop_days import KINDS, NUMBER, corrected, day
from daybook.domain.posting.books_calls import BooksCall, CallAction, Likeness
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import ConflictError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
POST, AMEND, PAY, REMOVE, DELTA = (
    CallAction.POST,
    CallAction.AMEND,
    CallAction.PAY,
    CallAction.REMOVE,
    CallAction.DELTA,
)
kinds = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(params=["in memory", "QuickBooks"])
def books(request):
    return InMemory() if request.param == "in memory" else Simulated(request.getfixturevalue("simulator"))


# A document that was made


@kinds
@pytest.mark.parametrize("action", [POST, DELTA])
def test_a_document_whose_answer_was_lost_is_as_sent(books, kind, action):
    call = BooksCall(action, day(books, kind))
    sent(books, call, "r1")

    likeness, document, _ = found(books, call)

    assert likeness is Likeness.AS_SENT
    assert (document.doc_number, document.total_minor) == (NUMBER, call.document.total_minor)
    assert (document.body_hash, document.payments_hash) == (call.document.body_hash, "")
    assert document.sync_token == "0"


@kinds
def test_a_document_that_never_arrived_is_missing(books, kind):
    call = BooksCall(POST, day(books, kind))
    unsent(books, call, "r1")

    assert found(books, call) == (Likeness.MISSING, None, ())


@kinds
def test_a_paid_document_is_found_with_its_payments_and_their_hash(books, kind):
    posted = books.post(day(books, kind))

    likeness, document, _ = found(books, BooksCall(POST, day(books, kind)))

    assert likeness is Likeness.AS_SENT
    assert document == sorted_parts(posted)


@kinds
def test_a_document_with_other_figures_is_other_and_both_are_told(books, kind):
    posted = books.post(corrected(books, kind))

    likeness, document, details = found(books, BooksCall(POST, day(books, kind)))

    assert (likeness, document.id, document.body_hash) == (Likeness.OTHER, posted.id, "")
    assert details


@kinds
def test_two_documents_with_the_number_are_several_and_both_are_named(books, kind):
    posted = books.post(day(books, kind))
    copy = books.copy(posted.id)

    likeness, document, details = found(books, BooksCall(POST, day(books, kind)))

    assert (likeness, document) == (Likeness.SEVERAL, None)
    assert {f"id {posted.id}", f"id {copy}"} == set(details)


@kinds
def test_a_document_whose_number_a_person_changed_is_found_by_its_note(books, kind):
    call = BooksCall(POST, day(books, kind))
    sent(books, call, "r1")
    posted = books.ledger.find(kind, NUMBER)
    books.edit_number(posted.id, "1042")

    likeness, document, details = found(books, call)

    assert (likeness, document.id, document.doc_number) == (Likeness.OTHER, posted.id, "1042")
    assert details


def test_a_note_without_the_marker_is_not_ours(books):
    call = BooksCall(POST, day(books, DocumentKind.JOURNAL_ENTRY))
    books.edit_number(books.post(call.document).id, "1042")

    assert found(books, call, marker="talech sales of 2026-11-24")[0] is Likeness.MISSING


# An amendment


@kinds
def test_an_amendment_whose_answer_was_lost_is_as_sent(books, kind):
    call = BooksCall(AMEND, corrected(books, kind), books.post(day(books, kind)))
    sent(books, call, "r2")

    likeness, document, _ = found(books, call)

    assert (likeness, document.id) == (Likeness.AS_SENT, call.about.id)
    assert document.sync_token == "1"
    assert document.body_hash == call.document.body_hash
    assert document.parts == sorted_parts(call.about).parts
    assert document.payments_hash == call.about.payments_hash


@kinds
def test_an_amendment_that_never_arrived_left_the_document_as_it_was(books, kind):
    call = BooksCall(AMEND, corrected(books, kind), books.post(day(books, kind)))
    unsent(books, call, "r2")

    likeness, document, _ = found(books, call)

    assert (likeness, document) == (Likeness.AS_LEFT, sorted_parts(call.about))


@kinds
def test_a_person_who_edits_before_an_amendment_is_noticed(books, kind):
    call = BooksCall(AMEND, corrected(books, kind), books.post(day(books, kind)))
    books.touch(call.about.id)
    with pytest.raises(ConflictError):
        books.send(call, "r2")

    likeness, document, details = found(books, call)

    assert (likeness, document.id, document.sync_token) == (Likeness.OTHER, call.about.id, "1")
    assert details


@kinds
def test_a_person_who_edits_after_an_amendment_is_noticed(books, kind):
    call = BooksCall(AMEND, corrected(books, kind), books.post(day(books, kind)))
    sent(books, call, "r2")
    books.edit_figures(call.about.id, day(books, kind))

    assert found(books, call)[0] is Likeness.OTHER


@kinds
@pytest.mark.parametrize("action", [AMEND, REMOVE])
def test_a_document_that_a_person_deleted_is_missing(books, kind, action):
    about = books.post(day(books, kind))
    books.take_away(about.id)

    call = BooksCall(action, corrected(books, kind) if action is AMEND else None, about)

    assert found(books, call) == (Likeness.MISSING, None, ())


@kinds
def test_an_amendment_of_an_earlier_release_names_no_document(books, kind):
    """It kept no document as sent: the version alone tells."""
    call = BooksCall(AMEND, None, books.post(day(books, kind)))
    before = found(books, call)[0]
    books.wait()
    books.send(BooksCall(AMEND, corrected(books, kind), call.about), "r2")

    assert (before, found(books, call)[0]) == (Likeness.AS_LEFT, Likeness.OTHER)


# A removal


@kinds
def test_a_removal_whose_answer_was_lost_is_missing(books, kind):
    about = books.post(day(books, kind))
    if about.parts:
        about = books.send(BooksCall(PAY, None, about), "r2")
    call = BooksCall(REMOVE, None, about)
    before = found(books, call)
    sent(books, call, "r3")

    assert (before[0], before[1]) == (Likeness.AS_LEFT, replace(about, intuit_tid=""))
    assert found(books, call) == (Likeness.MISSING, None, ())


@kinds
def test_a_person_who_edits_before_a_removal_is_noticed(books, kind):
    call = BooksCall(REMOVE, None, books.post(day(books, kind)))
    books.touch(call.about.id)

    likeness, document, details = found(books, call)

    assert (likeness, document.sync_token) == (Likeness.OTHER, "1")
    assert details


@pytest.mark.parametrize(
    "call",
    [BooksCall(POST, None), BooksCall(DELTA, None), BooksCall(AMEND, None), BooksCall(REMOVE, None)],
    ids=lambda call: call.action.value,
)
def test_a_call_that_names_no_document_cannot_be_looked_up(books, call):
    with pytest.raises(ValueError, match="without"):
        books.look_up(call)
