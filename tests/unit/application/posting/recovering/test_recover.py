"""What a look-up tells of a call whose answer was not seen: one row a case."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.posting.recovering.recover import answered, explained, objection, over
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import BooksCall, CallAction, Found, Likeness
from daybook.domain.posting.posted_documents import PostedPart
from daybook.domain.sync.books_state import OpenWork
from unit.application.posting.deciding.on_record import (
    INVOICE,
    NOW,
    correction,
    document,
    hash_of,
    intent,
    posted,
    record,
    without_payments,
)

STANDS, PAID, UNPAID = posted(1000), posted(1000, INVOICE), posted(1000, INVOICE, paid=False)
HALF_PAID = replace(PAID, parts=PAID.parts[:1], payments_hash="")
AMENDED = posted(1500, version=1)
MOVED = replace(STANDS, sync_token="3")
MORE_PAID = replace(PAID, parts=(*PAID.parts, PostedPart("gift|", "29", "0", 5)))
DELTA, SECOND_DELTA = correction(200), correction(300, document_id="301")
POST = BooksCall(CallAction.POST, document(1000))
POST_INVOICE = BooksCall(CallAction.POST, document(1000, INVOICE))
AMEND = BooksCall(CallAction.AMEND, document(1500), STANDS)
PAY = BooksCall(CallAction.PAY, document(1000, INVOICE), UNPAID)
TAKE_PAYMENTS = BooksCall(CallAction.PAY, None, PAID)
REMOVE = BooksCall(CallAction.REMOVE, None, STANDS)
REMOVE_DELTA = BooksCall(CallAction.REMOVE, None, DELTA)
CORRECT = BooksCall(CallAction.DELTA, document(200, number="TL-20261123-ABCDE-C1"))


def of(call, *, completes=True, **facts):
    """The intent of a call."""
    revision = 2 if call.about is not None or call.action is CallAction.DELTA else 1
    minor = call.document.total_minor if call.document is not None else 0
    return intent(call.action, minor, revision=revision, completes=completes, **facts)


OBJECTIONS = {
    "what is as it was sent explains itself": (POST, Found(Likeness.AS_SENT, STANDS), ""),
    "so does a tax of QuickBooks": (POST, Found(Likeness.TAX_DIFFERS, STANDS), ""),
    "so do some of the payments": (PAY, Found(Likeness.PARTLY, HALF_PAID), ""),
    "so does what was left as it was": (AMEND, Found(Likeness.AS_LEFT, STANDS), ""),
    "a posting that never arrived is missing": (POST, Found(Likeness.MISSING), ""),
    "what was to be removed is gone": (REMOVE, Found(Likeness.MISSING), ""),
    "two documents with the number": (POST, Found(Likeness.SEVERAL, details=("id 1", "id 2")), "delete all but one"),
    "other figures": (POST, Found(Likeness.OTHER, STANDS, ("total",)), "a person has changed it"),
    "other figures of what was to be removed": (REMOVE, Found(Likeness.OTHER, STANDS), "a person has changed it"),
    "what was to be amended is gone": (AMEND, Found(Likeness.MISSING), "was deleted in QuickBooks"),
    "what was to be paid is gone": (PAY, Found(Likeness.MISSING), "was deleted in QuickBooks"),
}


@pytest.mark.parametrize(("call", "found", "words"), OBJECTIONS.values(), ids=OBJECTIONS)
def test_what_a_person_must_look_at(call, found, words):
    stop = objection(of(call), call, found)

    if not words:
        assert stop is None
    else:
        assert stop.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
        assert words in str(stop)
        assert stop.details == found.details


def whole(facts, minor):
    """The books are as wanted, and their proof is next."""
    return replace(facts, content_hash=hash_of(minor), lines_hash=hash_of(minor), open_work=OpenWork.UNPROVED)


def partly(facts):
    """The hashes are those of the change before."""
    return replace(facts, open_work=OpenWork.PARTLY)


DAY, ON_RECORD, IN_TWO_PERIODS = record(), record(1000), record(1000, deltas=(DELTA,))
WITH_PAID, WITH_UNPAID = record(1000, document=PAID), record(1000, document=UNPAID)
ANSWERS = {
    "a first posting stands": (DAY, POST, STANDS, {}, whole(replace(DAY, document=STANDS, revision=1), 1000)),
    "with a tax of its own it is half a change": (
        DAY,
        POST,
        STANDS,
        {"whole": False},
        partly(replace(DAY, document=STANDS, revision=1)),
    ),
    "an invoice without its payments is half a change": (
        DAY,
        POST_INVOICE,
        UNPAID,
        {"completes": False},
        partly(replace(DAY, document=UNPAID, revision=1)),
    ),
    "an amendment is the next revision": (
        ON_RECORD,
        AMEND,
        AMENDED,
        {},
        whole(replace(ON_RECORD, document=AMENDED, revision=2), 1500),
    ),
    "payments make an invoice whole and are no revision": (
        WITH_UNPAID,
        PAY,
        PAID,
        {},
        whole(replace(WITH_UNPAID, document=PAID), 1000),
    ),
    "a batch that leaves payments open does not": (
        WITH_UNPAID,
        PAY,
        HALF_PAID,
        {},
        partly(replace(WITH_UNPAID, document=HALF_PAID)),
    ),
    "payments that were taken out leave an invoice to remove": (
        WITH_PAID,
        TAKE_PAYMENTS,
        without_payments(PAID),
        {"completes": False},
        partly(replace(WITH_PAID, document=without_payments(PAID))),
    ),
    "payments of which one is left are half a change, whatever the call was to complete": (
        WITH_PAID,
        TAKE_PAYMENTS,
        HALF_PAID,
        {},
        partly(replace(WITH_PAID, document=HALF_PAID)),
    ),
    "a removal leaves nothing, and is no revision": (
        ON_RECORD,
        REMOVE,
        None,
        {},
        whole(replace(ON_RECORD, document=None), 0),
    ),
    "a document goes before its correction": (
        IN_TWO_PERIODS,
        REMOVE,
        None,
        {"completes": False},
        partly(replace(IN_TWO_PERIODS, document=None)),
    ),
    "a correction that goes leaves the document": (
        IN_TWO_PERIODS,
        REMOVE_DELTA,
        None,
        {"completes": False},
        partly(replace(IN_TWO_PERIODS, deltas=())),
    ),
    "a correction is added, and the document stays": (
        IN_TWO_PERIODS,
        CORRECT,
        SECOND_DELTA,
        {},
        whole(replace(IN_TWO_PERIODS, deltas=(DELTA, SECOND_DELTA), revision=2), 200),
    ),
}


@pytest.mark.parametrize(("facts", "call", "stands", "how", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_the_record_once_a_call_was_carried_out(facts, call, stands, how, expected):
    open_call = of(call, completes=how.get("completes", True))

    told = answered(replace(facts, intent=open_call), open_call, call, stands, whole=how.get("whole", True))

    assert told == replace(expected, calls=facts.calls + 1)


WITH_ITS_TAX, SOME_PAID = Found(Likeness.TAX_DIFFERS, STANDS), Found(Likeness.PARTLY, HALF_PAID)
POSTED_ONCE, WITH_HALF_PAID = replace(DAY, document=STANDS, revision=1), replace(WITH_UNPAID, document=HALF_PAID)
EARLIER = NOW - timedelta(minutes=5)
EXPLANATIONS = {
    "found as it was sent: carried out": (
        DAY,
        POST,
        Found(Likeness.AS_SENT, STANDS),
        whole(replace(DAY, document=STANDS, revision=1), 1000),
    ),
    "found with QuickBooks' tax: carried out, and not whole": (DAY, POST, WITH_ITS_TAX, partly(POSTED_ONCE)),
    "found with some payments: carried out in part": (WITH_UNPAID, PAY, SOME_PAID, partly(WITH_HALF_PAID)),
    "what was to go is gone: carried out": (
        ON_RECORD,
        REMOVE,
        Found(Likeness.MISSING),
        whole(replace(ON_RECORD, document=None), 0),
    ),
    "our own payments have moved its version: the call of then is over": (
        ON_RECORD,
        AMEND,
        Found(Likeness.AS_LEFT, MOVED),
        replace(ON_RECORD, document=MOVED),
    ),
    "the version of a correction has moved": (
        IN_TWO_PERIODS,
        REMOVE_DELTA,
        Found(Likeness.AS_LEFT, replace(DELTA, sync_token="3")),
        replace(IN_TWO_PERIODS, deltas=(replace(DELTA, sync_token="3"),)),
    ),
    "other payments than those left count like a version": (
        WITH_PAID,
        BooksCall(CallAction.AMEND, document(1500, INVOICE), PAID),
        Found(Likeness.AS_LEFT, MORE_PAID),
        replace(WITH_PAID, document=MORE_PAID),
    ),
}


@pytest.mark.parametrize(("facts", "call", "found", "expected"), EXPLANATIONS.values(), ids=EXPLANATIONS)
def test_a_look_up_that_ends_an_open_call(facts, call, found, expected):
    open_call = of(call)

    told = explained(replace(facts, intent=open_call), open_call, call, found, NOW)

    assert told == replace(expected, calls=facts.calls + 1)


NOT_CARRIED_OUT = {
    "a posting of which nothing is found": (DAY, POST, Found(Likeness.MISSING)),
    "an amendment that left all as it was": (ON_RECORD, AMEND, Found(Likeness.AS_LEFT, STANDS)),
    "a removal that left all as it was": (ON_RECORD, REMOVE, Found(Likeness.AS_LEFT, STANDS)),
}


@pytest.mark.parametrize(("facts", "call", "found"), NOT_CARRIED_OUT.values(), ids=NOT_CARRIED_OUT)
@pytest.mark.parametrize("missed_at", [None, EARLIER])
def test_a_call_of_which_nothing_is_found_stays_open_since_the_first_look(missed_at, facts, call, found):
    open_call = of(call, missed_at=missed_at)

    told = explained(replace(facts, intent=open_call), open_call, call, found, NOW)

    assert told == replace(facts, intent=replace(open_call, missed_at=missed_at or NOW))


def test_a_call_that_is_over_is_counted_so_that_the_next_has_another_id():
    told = over(record(1000, intent=of(AMEND), calls=3))

    assert told == record(1000, calls=4)
