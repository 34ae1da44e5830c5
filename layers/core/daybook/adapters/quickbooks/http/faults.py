"""QuickBooks says no in several ways; here every no becomes one decision (docs/quickbooks.md 3).

RETRY      RetriableError        the queue brings it back
RECONNECT  RetriableError        the grant is in doubt; only `AccessTokens` knows whether it is so for hours
MERCHANT   NeedsAttentionError   held with the reason that the merchant can settle
RECONCILE  ReconcileError        stays inside this package: somebody here looks up what exists
BUG        QuickBooksBugError    nobody catches it: traceback, dead letter, alarm

A status of 500 and above says that nobody looked at the request, whatever code comes with it: an outage carries codes
of dead grants on living ones. Codes decide the rest, never words: messages are localised. All errors of a fault are
kept in `details`, none is swallowed.
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

_MISSING_PARAMETER = 2020
_CLOSED_WITH_PASSWORD = 6210
_FIRST_SYSTEM_CODE = 10000
_COMPANY_RESET = 10200
_STATUSES_OF_GATEWAYS = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_TIMEOUT})
_STATUSES_OF_VALIDATION = frozenset({HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN})

# One fault can hold errors of several classes. What can be settled without a person comes first; a bug of ours goes
# before the merchant's part, because their work would be in vain. The details carry all of them.
_PRECEDENCE = (Decision.RECONNECT, Decision.RETRY, Decision.RECONCILE, Decision.BUG, Decision.MERCHANT)


class QuickBooksBugError(DaybookRefusedError):
    """Our request was wrong in a way that no retry and no merchant can cure."""


class ReconcileError(Exception):
    """What was asked for may exist already: look it up, then adopt or change it. Never leaves this package."""

    def __init__(self, refusal: "Refusal") -> None:
        """Keep the whole refusal for whoever looks it up."""
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer that is not a success: what was asked, every error, and Intuit's id for their support.

    `says_nothing` is set for markup without a fault, where a firewall or a gateway spoke in QuickBooks' place, and for
    an item that the answer to its batch leaves out.
    """

    request: str
    status: int
    faults: tuple[Fault, ...]
    intuit_tid: str = ""
    retry_after_seconds: int | None = None
    says_nothing: bool = False

    def __str__(self) -> str:
        """The whole story in one line."""
        return f"QuickBooks refused {self.request}: {'; '.join(self.details)}"

    @property
    def codes(self) -> frozenset[int]:
        """The normalised codes."""
        return frozenset(fault.code for fault in self.faults if fault.code is not None)

    @property
    def details(self) -> tuple[str, ...]:
        """Every error in the vendor's words, then the ids that find this answer again."""
        trace = (f"intuit_tid {self.intuit_tid}",) if self.intuit_tid else ()
        return (*(str(fault) for fault in self.faults), f"HTTP {self.status}", *trace)

    @property
    def doubts_grant(self) -> bool:
        """Whether QuickBooks turns the caller away, not the request: a fresh access token is the first answer to it."""
        return classify(self).decision is Decision.RECONNECT

    @property
    def is_of_one_company(self) -> bool:
        """Whether QuickBooks answers, and asks this company alone for patience: a throttle, or its data is moved."""
        code = deciding_code(self)
        told = code is not None and (code < _FIRST_SYSTEM_CODE or code == _COMPANY_RESET)
        return told or self.status == HTTPStatus.TOO_MANY_REQUESTS

    @property
    def lets_the_caller_in(self) -> bool:
        """Whether QuickBooks accepted the token and refused what was asked with it."""
        return bool(self.faults) and self.status in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST} and not self.doubts_grant


def refusal_in(request: str, status: int, headers: Mapping[str, str], body: str) -> Refusal | None:
    """The refusal an answer carries; None for a success. HTTP 200 with a `Fault` inside is a refusal too.

    So is markup without one, whatever its status: QuickBooks answers in JSON where it answers at all.
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
    """The fault code that decided the reaction, by which the error catalogue finds its words; None if none did."""
    decision = classify(refusal).decision
    deciding = (
        fault.code
        for fault in refusal.faults
        if reaction_to_fault(fault, refusal.status).decision is decision and _means_what_it_says(fault, refusal.status)
    )
    return next(deciding, None)


def reaction_to_fault(fault: Fault, status: int) -> Reaction:
    """The reaction to a single error.

    A code that docs/quickbooks.md does not list goes by its HTTP status; what remains is a validation that Intuit has
    added, and the merchant's hold shows its words: holding is safe, and the words are the only advice anybody has.
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
    """Whether a code counts. With 500 and above only one that asks for patience does, or for smaller pages."""
    if status < HTTPStatus.INTERNAL_SERVER_ERROR or fault.code is None or fault.code >= _FIRST_SYSTEM_CODE:
        return True
    known = REACTIONS.get(fault.code)
    return known is not None and known.decision is Decision.RETRY


def reaction_to_status(status: int) -> Reaction:
    """The reaction to an answer without a readable fault.

    A bare 403 is some gateway in between, not Intuit's word on the grant: nobody is sent to reconnect because of it.
    QuickBooks redirects no call of its API either.
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
    """Turn a refusal into the error that says what happens next.

    Raises:
        RetriableError: the same request, with the same request id, may succeed later. A doubt about the grant alone
            never ends it: `grant_ended` is for whoever knows that the doubt has lasted.
        NeedsAttentionError: a person must act first.
        ReconcileError: the caller looks up what exists.
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
                f"{refusal}: asked again before anybody has to reconnect",
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
    """The error for a doubt that has lasted: tokens that were refreshed hours apart are refused."""
    reason = HoldReason.NEEDS_RECONNECT
    return NeedsAttentionError(reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal))
