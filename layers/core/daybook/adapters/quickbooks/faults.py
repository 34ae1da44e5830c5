"""QuickBooks says no in several ways; here every no becomes one decision (quickbooks-online reference 3).

RETRY      RetriableError        the queue brings it back
RECONNECT  NeedsAttentionError   needs_reconnect
MERCHANT   NeedsAttentionError   held with the reason that the merchant can settle
RECONCILE  ReconcileError        stays inside this package: somebody here looks up what exists
BUG        QuickBooksBugError    nobody catches it: traceback, dead letter, alarm

Codes decide, never words: messages are localised. All errors of a fault are kept in `details`, none is swallowed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import NoReturn

from daybook.adapters.quickbooks.fault_bodies import Fault, faults_in
from daybook.adapters.quickbooks.fault_table import (
    ADVICE,
    BUG,
    REACTIONS,
    RECONCILE,
    RECONNECT,
    REFUSED,
    RETRY,
    RETRY_THROTTLED,
    SETTING_MAKES_MANDATORY,
    Decision,
    Reaction,
)
from daybook.domain.errors import Condition, DaybookRefusedError, HoldReason, NeedsAttentionError, RetriableError

_MISSING_PARAMETER = 2020
_CLOSED_WITH_PASSWORD = 6210
_FIRST_SYSTEM_CODE = 10000
_STATUSES_OF_VALIDATION = frozenset({HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN})
_NOT_CURED_BY_A_NEW_TOKEN = frozenset({120, 3100})

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
    """One answer that is not a success: what was asked, every error, and Intuit's id for their support."""

    request: str
    status: int
    faults: tuple[Fault, ...]
    intuit_tid: str = ""
    retry_after_seconds: int | None = None

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
    def rejects_token(self) -> bool:
        """Whether a fresh access token may help: 401, unless the grant itself lacks the right."""
        unauthorized = self.status == HTTPStatus.UNAUTHORIZED or bool(self.codes & {100, 110, 3200})
        return unauthorized and not self.codes & _NOT_CURED_BY_A_NEW_TOKEN


def refusal_in(request: str, status: int, headers: Mapping[str, str], body: str) -> Refusal | None:
    """The refusal an answer carries; None for a success. HTTP 200 with a `Fault` inside is a refusal too."""
    faults = faults_in(body)
    if not faults and status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    wait = headers.get("Retry-After", "")
    return Refusal(request, status, faults, headers.get("intuit_tid", ""), int(wait) if wait.isdecimal() else None)


def classify(refusal: Refusal) -> Reaction:
    """The reaction to a refusal with any number of errors (reference 3.3)."""
    reactions = [reaction_to_fault(fault, refusal.status) for fault in refusal.faults]
    if not reactions:
        reactions = [reaction_to_status(refusal.status)]
    first = min(reactions, key=lambda reaction: _PRECEDENCE.index(reaction.decision))
    if first.decision is Decision.RETRY and refusal.retry_after_seconds is not None:
        return replace(first, after_seconds=refusal.retry_after_seconds)
    return first


def deciding_code(refusal: Refusal) -> int | None:
    """The fault code that decided the reaction, by which the error catalogue finds its words; None if none did."""
    decision = classify(refusal).decision
    deciding = (f.code for f in refusal.faults if reaction_to_fault(f, refusal.status).decision is decision)
    return next(deciding, None)


def reaction_to_fault(fault: Fault, status: int) -> Reaction:
    """The reaction to a single error.

    A code that the reference does not list goes by its HTTP status; what remains is a validation that Intuit has added,
    and the merchant's hold shows its words: holding is safe, and the words are the only advice anybody has.
    """
    if fault.code == _MISSING_PARAMETER and fault.element.casefold() in SETTING_MAKES_MANDATORY:
        return REFUSED
    if fault.code == _CLOSED_WITH_PASSWORD and "docnumber" in f"{fault.detail}{fault.element}".casefold():
        return RECONCILE  # an Intuit post of 2017 lists 6210 for duplicate numbers
    if fault.code in REACTIONS:
        return REACTIONS[fault.code]
    if fault.code is not None and fault.code >= _FIRST_SYSTEM_CODE:
        return RETRY
    return (
        REFUSED
        if status in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}
        else reaction_to_status(status)
    )


def reaction_to_status(status: int) -> Reaction:
    """The reaction to an answer without a readable fault.

    A bare 403 is some gateway in between, not Intuit's word on the grant: nobody is sent to reconnect because of it.
    """
    if status == HTTPStatus.UNAUTHORIZED:
        return RECONNECT
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RETRY_THROTTLED
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in {HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_TIMEOUT}:
        return RETRY
    return BUG


def raise_for_refusal(refusal: Refusal) -> NoReturn:
    """Turn a refusal into the error that says what happens next.

    Raises:
        RetriableError: the same request, with the same request id, may succeed later.
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
            )
        case Decision.RECONNECT | Decision.MERCHANT:
            reason = reaction.reason or HoldReason.REFUSED_BY_QUICKBOOKS
            raise NeedsAttentionError(
                reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal)
            )
        case Decision.RECONCILE:
            raise ReconcileError(refusal)
        case Decision.BUG:
            raise QuickBooksBugError(str(refusal), fault_code=deciding_code(refusal))
