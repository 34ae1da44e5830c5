"""Turns every kind of refusal by QuickBooks into one decision and one error (docs/quickbooks.md 3).

RETRY      RetriableError        the queue delivers the message again
RECONNECT  RetriableError        the grant is in doubt; `AccessTokens` knows for how long
MERCHANT   NeedsAttentionError   the day is held, and the merchant can settle the reason
RECONCILE  ReconcileError        the caller, in this package, looks up the existing object
BUG        QuickBooksBugError    no code catches it: traceback, dead letter, alarm

A status of 500 or above means that QuickBooks did not process the request, with any fault code: during an outage
answers for valid grants have codes of ended ones. Otherwise codes decide, never texts, because these are localised. All
errors of a fault are kept in `details`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import NoReturn

from daybook.adapters.quickbooks.http.fault_bodies import Fault, faults_in
from daybook.adapters.quickbooks.http.fault_table import (
    ADVICE,
    BUG,
    REACTIONS,
    RECONCILE,
    RECONNECT,
    REFUSED,
    RETRY,
    RETRY_THROTTLED,
    SETTING_MAKES_MANDATORY,
    UNAVAILABLE_SECONDS,
    Decision,
    Reaction,
)
from daybook.domain.errors import Condition, DaybookRefusedError, HoldReason, NeedsAttentionError, RetriableError

NOT_FOUND = 610
_MISSING_PARAMETER = 2020
_CLOSED_WITH_PASSWORD = 6210
_FIRST_SYSTEM_CODE = 10000
_COMPANY_RESET = 10200
_STATUSES_OF_GATEWAYS = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_TIMEOUT})
_STATUSES_OF_VALIDATION = frozenset({HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN})

# One fault can have errors of several classes. Errors that need no person come first; our bug comes before the
# merchant's errors, because the merchant's work would be useless. The details have all of them.
_PRECEDENCE = (Decision.RECONNECT, Decision.RETRY, Decision.RECONCILE, Decision.BUG, Decision.MERCHANT)


class QuickBooksBugError(DaybookRefusedError):
    """Our request was wrong; neither a retry nor the merchant can settle it."""


class ReconcileError(Exception):
    """The requested object may exist already: look it up, then use or change it. Never raised outside this package."""

    def __init__(self, refusal: "Refusal") -> None:
        """Keep the whole refusal for the look-up."""
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer that is not a success: the request, every error, and the `intuit_tid` for Intuit's support.

    `says_nothing` is set for markup without a fault, which a firewall or gateway sent instead of QuickBooks, and for an
    item that is missing in the answer to its batch.
    """

    request: str
    status: int
    faults: tuple[Fault, ...]
    intuit_tid: str = ""
    retry_after_seconds: int | None = None
    says_nothing: bool = False

    def __str__(self) -> str:
        """The refusal in one line."""
        return f"QuickBooks refused {self.request}: {'; '.join(self.details)}"

    @property
    def codes(self) -> frozenset[int]:
        """The normalised codes."""
        return frozenset(fault.code for fault in self.faults if fault.code is not None)

    @property
    def details(self) -> tuple[str, ...]:
        """Every error in QuickBooks' words, then the ids with which support finds the answer."""
        trace = (f"intuit_tid {self.intuit_tid}",) if self.intuit_tid else ()
        return (*(str(fault) for fault in self.faults), f"HTTP {self.status}", *trace)

    @property
    def doubts_grant(self) -> bool:
        """Whether QuickBooks refused the caller, not the request; the client then tries a new access token."""
        return classify(self).decision is Decision.RECONNECT

    @property
    def is_of_one_company(self) -> bool:
        """Whether QuickBooks answers but makes only this company wait: it is throttled, or its data is being moved."""
        code = deciding_code(self)
        told = code is not None and (code < _FIRST_SYSTEM_CODE or code == _COMPANY_RESET)
        return told or self.status == HTTPStatus.TOO_MANY_REQUESTS

    @property
    def lets_the_caller_in(self) -> bool:
        """Whether QuickBooks accepted the token and refused the request."""
        return bool(self.faults) and self.status in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST} and not self.doubts_grant


def refusal_in(request: str, status: int, headers: Mapping[str, str], body: str) -> Refusal | None:
    """The refusal in an answer; None for a success. HTTP 200 with a `Fault` inside is a refusal too.

    Markup without a fault is a refusal with every status, because QuickBooks itself answers in JSON.
    """
    faults = faults_in(body)
    is_a_page = not faults and body.lstrip().startswith("<")
    if not faults and not is_a_page and status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    wait = headers.get("Retry-After", "")
    return Refusal(
        request,
        status,
        faults,
        headers.get("intuit_tid", ""),
        int(wait) if wait.isdecimal() else None,
        says_nothing=is_a_page,
    )


def classify(refusal: Refusal) -> Reaction:
    """The reaction to a refusal with any number of errors (docs/quickbooks.md 3.3)."""
    reactions = [reaction_to_fault(fault, refusal.status) for fault in refusal.faults]
    if not reactions:
        reactions = [RETRY if refusal.says_nothing else reaction_to_status(refusal.status)]
    first = min(reactions, key=lambda reaction: _PRECEDENCE.index(reaction.decision))
    if first.decision is Decision.RETRY and refusal.retry_after_seconds is not None:
        return replace(first, after_seconds=refusal.retry_after_seconds)
    return first


def deciding_code(refusal: Refusal) -> int | None:
    """The fault code that decided the reaction, for the error catalogue; None if none did."""
    decision = classify(refusal).decision
    deciding = (
        fault.code
        for fault in refusal.faults
        if reaction_to_fault(fault, refusal.status).decision is decision and _means_what_it_says(fault, refusal.status)
    )
    return next(deciding, None)


def reaction_to_fault(fault: Fault, status: int) -> Reaction:
    """The reaction to a single error.

    For a code that docs/quickbooks.md does not list the HTTP status decides. The rest are new validations of Intuit:
    the day is held, which is safe, and the hold shows QuickBooks' text to the merchant.
    """
    if not _means_what_it_says(fault, status):
        return RETRY
    if fault.code == _MISSING_PARAMETER and fault.element.casefold() in SETTING_MAKES_MANDATORY:
        return REFUSED
    if fault.code == _CLOSED_WITH_PASSWORD and "docnumber" in f"{fault.detail}{fault.element}".casefold():
        return RECONCILE  # an Intuit post of 2017 lists 6210 for duplicate numbers
    if fault.code in REACTIONS:
        return REACTIONS[fault.code]
    if fault.code is not None and fault.code >= _FIRST_SYSTEM_CODE:
        return RETRY
    return REFUSED if status in _STATUSES_OF_VALIDATION else reaction_to_status(status)


def _means_what_it_says(fault: Fault, status: int) -> bool:
    """Whether a code counts. With status 500 or above only codes for waiting or for smaller pages count."""
    if status < HTTPStatus.INTERNAL_SERVER_ERROR or fault.code is None or fault.code >= _FIRST_SYSTEM_CODE:
        return True
    known = REACTIONS.get(fault.code)
    return known is not None and known.decision is Decision.RETRY


def reaction_to_status(status: int) -> Reaction:
    """The reaction to an answer without a readable fault.

    A 403 without a fault comes from a gateway in between, not from Intuit, so the merchant is not asked to reconnect.
    The same holds for a redirect: QuickBooks never redirects a call of its API.
    """
    if status == HTTPStatus.UNAUTHORIZED:
        return RECONNECT
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RETRY_THROTTLED
    redirects = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
    if redirects or status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _STATUSES_OF_GATEWAYS:
        return RETRY
    return BUG


def raise_for_refusal(refusal: Refusal) -> NoReturn:
    """Raise the error for a refusal.

    Raises:
        RetriableError: the same request, with the same request id, may succeed later. A doubt about the grant does not
            end it; callers raise `grant_ended` if the doubt has lasted for hours.
        NeedsAttentionError: a person must act first.
        ReconcileError: the caller must look up the existing object.
        QuickBooksBugError: everything else.
    """
    reaction = classify(refusal)
    match reaction.decision:
        case Decision.RETRY:
            raise RetriableError(
                str(refusal),
                after_seconds=reaction.after_seconds,
                condition=Condition.QUICKBOOKS_UNAVAILABLE,
                fault_code=deciding_code(refusal),
                of_one_account=refusal.is_of_one_company,
            )
        case Decision.RECONNECT:
            raise RetriableError(
                f"{refusal}: the grant is tried again before the merchant must reconnect",
                after_seconds=UNAVAILABLE_SECONDS,
                condition=Condition.QUICKBOOKS_SIGN_IN_REFUSED,
            )
        case Decision.MERCHANT:
            reason = reaction.reason or HoldReason.REFUSED_BY_QUICKBOOKS
            raise NeedsAttentionError(
                reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal)
            )
        case Decision.RECONCILE:
            raise ReconcileError(refusal)
        case Decision.BUG:
            raise QuickBooksBugError(str(refusal), fault_code=deciding_code(refusal))


def grant_ended(refusal: Refusal) -> NeedsAttentionError:
    """The error for a lasting doubt: QuickBooks refuses tokens that were refreshed hours apart."""
    reason = HoldReason.NEEDS_RECONNECT
    return NeedsAttentionError(reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal))
