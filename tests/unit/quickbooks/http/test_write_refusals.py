"""What the answer to a call says of it: not known, not done, refused, or our own work (docs/quickbooks.md 3.3)."""

import pytest
import requests

from daybook.adapters.quickbooks.http.faults import QuickBooksBugError
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.posted_documents import ConflictError, OutcomeUnknownError
from unit.quickbooks.doubles import fault, reply
from unit.quickbooks.single_calls import AMEND, PAY, POST, REMOVE, error_of, every_call, every_single_call, sent

UNSEEN = {
    "a cut line": requests.ConnectionError("reset"),
    "a time-out": requests.ReadTimeout("slow"),
    "half an answer": requests.exceptions.ChunkedEncodingError("cut"),
    "a gateway's page": reply("<html>504</html>", 504),
    "an outage": fault(10000, 500),
    "a failure in a 200": fault(10000, 200),
    "an answer that is cut off": reply('{"JournalEntry": {"Id"', 200),
    "nothing": reply("", 200),
    "another thing": reply({"time": "2026-11-24T03:10:01.870-08:00"}),
    "a list": reply([]),
}


@every_call
@pytest.mark.parametrize("answer", UNSEEN)
def test_an_answer_that_nobody_saw_leaves_the_outcome_unknown(call, answer):
    error = error_of(call, UNSEEN[answer], expected=OutcomeUnknownError)

    assert error.condition is Condition.QUICKBOOKS_UNAVAILABLE


def test_a_batch_that_does_not_speak_of_all_its_payments_is_unknown():
    half = reply({"BatchItemResponse": [{"bId": "p0", "Payment": {"Id": "1"}}]})

    assert "p1" in str(error_of(PAY, half, expected=OutcomeUnknownError))


@every_call
@pytest.mark.parametrize("answer", [reply("", 429), fault(3001, 429), fault(10200, 400)])
def test_what_quickbooks_says_that_it_did_not_do_is_only_retriable(call, answer):
    error = error_of(call, answer, expected=RetriableError)

    assert not isinstance(error, OutcomeUnknownError)
    assert error.after_seconds in {60, 300}


@every_single_call
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (6200, HoldReason.CLOSED_PERIOD),
        (6210, HoldReason.CLOSED_PERIOD),
        (2500, HoldReason.ACCOUNT_UNUSABLE),
        (6190, HoldReason.SUBSCRIPTION_LAPSED),
        (2220, HoldReason.CURRENCY_DIFFERS),
        (6000, HoldReason.REFUSED_BY_QUICKBOOKS),
        (6540, HoldReason.IN_BANK_DEPOSIT),
    ],
)
def test_what_a_person_can_settle_has_its_reason_and_all_words(call, code, reason):
    error = error_of(call, fault(code, detail="the vendor's words"), expected=NeedsAttentionError)

    assert error.reason is reason
    assert error.details == (f"{code} Message of it: the vendor's words", "HTTP 400", "intuit_tid 1-tid")


@every_single_call
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (630, HoldReason.REFUSED_BY_QUICKBOOKS),
        (6140, HoldReason.REFUSED_BY_QUICKBOOKS),
        (5010, HoldReason.TOUCHED_IN_QUICKBOOKS),
    ],
)
def test_what_may_be_our_own_work_is_a_conflict(call, code, reason):
    conflict = error_of(call, fault(code), expected=ConflictError)

    assert conflict.unless_ours.reason is reason
    assert conflict.document is None


@every_call
def test_a_request_id_that_is_known_may_still_be_at_work(call):
    """Giving up now could make a second document."""
    conflict = error_of(call, fault(600), expected=ConflictError)

    assert isinstance(conflict.unless_ours, RetriableError)
    assert conflict.unless_ours.after_seconds == 130


def test_a_number_that_is_used_is_told_from_closed_books():
    used = fault(6210, detail="Duplicate DocNumber")

    assert error_of(POST, used, expected=ConflictError).unless_ours.reason is HoldReason.REFUSED_BY_QUICKBOOKS


def test_something_that_is_not_found_is_the_account_the_document_or_fine():
    refused = error_of(POST, fault(610), expected=NeedsAttentionError)
    conflict = error_of(AMEND, fault(610), expected=ConflictError)
    removed, _ = sent(REMOVE, fault(610))

    assert refused.reason is conflict.unless_ours.reason is HoldReason.ACCOUNT_UNUSABLE
    assert removed is None


@every_single_call
@pytest.mark.parametrize("code", [2020, 6240, 10100])
def test_a_mistake_of_ours_is_a_bug(call, code):
    error_of(call, fault(code), expected=QuickBooksBugError)
