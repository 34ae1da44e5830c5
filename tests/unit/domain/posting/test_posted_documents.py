"""Documents as QuickBooks returned them, their versions, and what an error of a call keeps of them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import (
    EDITED_BODY,
    NO_PAYMENTS,
    ConflictError,
    PartlyPostedError,
    PartlyRefusedError,
    PostedDocument,
    PostedPart,
    ResponseDiffersError,
    TaxRecomputedError,
    payments_hash_of,
    versions_of,
)

CASH, CARDS = PostedPart("tender:CASH", "201", "4", 630), PostedPart("tender:CCRD:VISA", "202", "5", 600)
INVOICE = PostedDocument(DocumentKind.INVOICE, "148", "7", "TL-1", 1_230, parts=(CASH, CARDS))
ENTRY = PostedDocument(DocumentKind.JOURNAL_ENTRY, "149", "0", "TL-2", 500)


@pytest.mark.parametrize(
    ("hashes", "whole"),
    [
        ([], NO_PAYMENTS),
        ([""], ""),
        (["2:a", ""], ""),
        (["", "2:a"], ""),
    ],
)
def test_payments_that_are_not_all_known_have_no_hash_and_no_payments_have_a_word(hashes, whole):
    assert payments_hash_of(hashes) == whole


def test_payments_have_one_hash_in_any_order():
    both = payments_hash_of(["2:a", "2:b"])

    assert payments_hash_of(iter(["2:b", "2:a"])) == both
    assert len({both, payments_hash_of(["2:a"]), payments_hash_of(["2:b"]), payments_hash_of(["2:a", "2:c"])}) == 4


def test_a_stored_hash_of_payments_stays_what_it_is():
    """It is the SHA-256 of `["2:a","2:b"]`: with another one the payments of every posted invoice look changed."""
    assert payments_hash_of(["2:b", "2:a"]) == "2:b54fb4efccf249517731bbdc314808b076fb039d76f6f8c6ce836067a1c326fa"


def test_every_document_and_payment_has_its_version():
    assert versions_of([INVOICE, ENTRY]) == {"148": "7", "201": "4", "202": "5", "149": "0"}
    assert versions_of([]) == {}


@pytest.mark.parametrize(("body_hash", "is_kept"), [(EDITED_BODY, True), ("", False), ("2:a", False)])
def test_a_kept_edit_is_known_by_its_body(body_hash, is_kept):
    assert replace(ENTRY, body_hash=body_hash).is_kept_edit is is_kept


def test_the_time_of_creation_does_not_make_a_document_another():
    created = datetime(2026, 11, 24, tzinfo=UTC)

    assert replace(ENTRY, created_at=created) == ENTRY
    assert replace(CASH, created_at=created) == CASH


def told(error, *names):
    return {name: getattr(error, name) for name in names}


def test_a_conflict_keeps_the_error_for_the_case_that_the_document_is_not_ours():
    stop = NeedsAttentionError(HoldReason.TOUCHED_IN_QUICKBOOKS, "number TL-1 is used")

    alone, beside = ConflictError(stop), ConflictError(stop, document=INVOICE)

    assert (str(alone), alone.unless_ours, alone.document) == ("number TL-1 is used", stop, None)
    assert (str(beside), beside.unless_ours, beside.document) == ("number TL-1 is used", stop, INVOICE)


def test_a_part_that_was_posted_is_kept_for_the_next_try():
    error = PartlyPostedError("a payment is missing", document=INVOICE, after_seconds=60)

    assert isinstance(error, RetriableError)
    assert str(error) == "a payment is missing"
    assert told(error, "document", "after_seconds", "condition") == {
        "document": INVOICE,
        "after_seconds": 60,
        "condition": Condition.QUICKBOOKS_UNAVAILABLE,
    }
    assert PartlyPostedError("again", document=INVOICE).after_seconds is None


def test_a_part_whose_rest_was_refused_is_kept_with_the_reason():
    error = PartlyRefusedError(
        HoldReason.CLOSED_PERIOD, "books are closed", document=INVOICE, details=("until May",), fault_code=6210
    )
    bare = PartlyRefusedError(HoldReason.NOT_MAPPED, "no account", document=ENTRY)
    names = ("reason", "document", "details", "fault_code", "question")

    assert (str(error), str(bare)) == ("books are closed", "no account")
    assert told(error, *names) == {
        "reason": HoldReason.CLOSED_PERIOD,
        "document": INVOICE,
        "details": ("until May",),
        "fault_code": 6210,
        "question": "",
    }
    assert told(bare, *names) == {
        "reason": HoldReason.NOT_MAPPED,
        "document": ENTRY,
        "details": (),
        "fault_code": None,
        "question": "",
    }


@pytest.mark.parametrize("kind", [ResponseDiffersError, TaxRecomputedError])
def test_an_answer_that_differs_keeps_the_document_and_every_difference(kind):
    error = kind("the total differs", document=INVOICE, details=("sent 1230", "stored 1231"))

    assert isinstance(error, ResponseDiffersError)
    assert str(error) == "the total differs"
    assert told(error, "reason", "document", "details", "fault_code") == {
        "reason": HoldReason.RESPONSE_DIFFERS,
        "document": INVOICE,
        "details": ("sent 1230", "stored 1231"),
        "fault_code": None,
    }
