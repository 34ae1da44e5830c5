"""Turns the refusal of a write into an error: look the document up, not carried out, or outcome unknown."""

from collections.abc import Set as AbstractSet
from http import HTTPStatus
from typing import NoReturn

from daybook.adapters.quickbooks.http.fault_table import ADVICE, Decision
from daybook.adapters.quickbooks.http.faults import (
    NOT_FOUND,
    QuickBooksBugError,
    ReconcileError,
    Refusal,
    classify,
    deciding_code,
    raise_for_refusal,
)
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.posted_documents import ConflictError, OutcomeUnknownError

STILL_RUNNING_SECONDS = 130
"""Intuit ends a request after 120 seconds, so one with a used id cannot run longer."""

REQUEST_ID_USED = 600
STALE = 5010
CONFLICTS = frozenset({REQUEST_ID_USED, 630, STALE, 6140, 6210})
"""The request id or number is used, or the version changed: our own earlier call may be the cause."""

_NOT_DONE = frozenset({130, 140, 150, 3001, 10200})
"""QuickBooks or its gateway did not process the request: another cluster, a lock, too many calls."""


def raise_for_write(refusal: Refusal, lookups: AbstractSet[int] = CONFLICTS) -> NoReturn:
    """Raise the error for a refused call; `lookups` are the codes that our own earlier call may have caused.

    Raises:
        OutcomeUnknownError: the answer does not say whether the call was carried out.
        ConflictError: look the document up.
        RetriableError: the call was not carried out and may succeed later.
        NeedsAttentionError: a person must act.
        QuickBooksBugError: our request was wrong.
    """
    decision = classify(refusal).decision
    if decision is Decision.RETRY and not _was_not_done(refusal):
        raise OutcomeUnknownError(
            str(refusal),
            condition=Condition.QUICKBOOKS_UNAVAILABLE,
            fault_code=deciding_code(refusal),
            of_one_account=refusal.is_of_one_company,
        )
    if refusal.codes & lookups and decision in {Decision.RECONCILE, Decision.MERCHANT} and not _is_closed(refusal):
        raise ConflictError(_unless_ours(refusal))
    try:
        raise_for_refusal(refusal)
    except ReconcileError as conflict:
        # Codes for an existing name or too large a result: QuickBooks never refuses a document with these.
        raise QuickBooksBugError(str(refusal), fault_code=deciding_code(refusal)) from conflict


def touched(refusal: Refusal, *details: str) -> NeedsAttentionError:
    """The hold for a document that a person changed."""
    reason = HoldReason.TOUCHED_IN_QUICKBOOKS
    found = (*details, *refusal.details)
    return NeedsAttentionError(reason, ADVICE[reason], details=found, fault_code=deciding_code(refusal))


def _was_not_done(refusal: Refusal) -> bool:
    if refusal.status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    return refusal.status < HTTPStatus.INTERNAL_SERVER_ERROR and bool(refusal.codes & _NOT_DONE)


def _is_closed(refusal: Refusal) -> bool:
    """Whether the refusal is for closed books: 6210 also means a used number; the fault table distinguishes them."""
    return classify(refusal).reason is HoldReason.CLOSED_PERIOD


def _unless_ours(refusal: Refusal) -> RetriableError | NeedsAttentionError:
    if REQUEST_ID_USED in refusal.codes:
        return RetriableError(
            f"QuickBooks knows the request but not its document yet: {refusal}",
            after_seconds=STILL_RUNNING_SECONDS,
            condition=Condition.QUICKBOOKS_UNAVAILABLE,
        )
    if STALE in refusal.codes:
        return touched(refusal)
    reason = HoldReason.ACCOUNT_UNUSABLE if NOT_FOUND in refusal.codes else HoldReason.REFUSED_BY_QUICKBOOKS
    return NeedsAttentionError(reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal))
