"""Errors, named by what has to happen next (docs/architecture.md 4).

DaybookError
 ├── RetriableError         the same request may succeed later; the queue brings it back
 │    └── LaterReleaseError a later release wrote it, whose worker goes on
 ├── NeedsAttentionError    a person must act first; the day is held with the reason and re-planned once it is settled
 ├── LaunchRefusedError     a launch, session or consent that cannot be accepted; the merchant starts again
 └── UnbalancedEntryError   a bug in our accounting: traceback, dead letter, alarm
DayGivenUpError             the last try of a day ended in a bug: dead letter, alarm
DaybookRefusedError         a vendor refuses Daybook itself, its keys or a call: traceback, dead letter, alarm

Anything that is not a `DaybookError` is a bug as well and is never caught on the way to the dead-letter queue.
"""

from datetime import datetime
from enum import StrEnum

_DEPLOYMENT_SECONDS = 300


class DaybookError(Exception):
    """Base of every error that Daybook raises on purpose."""


class Condition(StrEnum):
    """What can go wrong without a hold or a refusal. Every member has its entry in the error catalogue."""

    RETRIABLE = "retriable"
    BUG = "bug"
    DAY_FAILED = "day_failed"
    TALECH_UNAVAILABLE = "talech_unavailable"
    TALECH_ANSWER_UNREADABLE = "talech_answer_unreadable"
    TALECH_SIGN_IN_REFUSED = "talech_sign_in_refused"
    TALECH_REFUSES_DAYBOOK = "talech_refuses_daybook"
    QUICKBOOKS_UNAVAILABLE = "quickbooks_unavailable"
    QUICKBOOKS_SIGN_IN_REFUSED = "quickbooks_sign_in_refused"
    QUICKBOOKS_ANSWER_UNREADABLE = "quickbooks_answer_unreadable"
    QUICKBOOKS_REFUSES_DAYBOOK = "quickbooks_refuses_daybook"
    AWS_UNAVAILABLE = "aws_unavailable"
    SYSTEM_UNREACHABLE = "system_unreachable"
    WISH_REFUSED = "wish_refused"
    DOCUMENT_EDITED = "document_edited"
    DOCUMENT_REMOVED = "document_removed"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_LOST = "entry_lost"
    ACCOUNT_EMPTIED = "account_emptied"
    ITEM_TOOK_HISTORY = "item_took_history"
    ITEM_MOVED = "item_moved"
    UNDO_REFUSED = "undo_refused"
    UNDO_LAPSED = "undo_lapsed"
    REDO_LAPSED = "redo_lapsed"


class RetriableError(DaybookError):
    """The same request may succeed later.

    Attributes:
        after_seconds: the earliest sensible moment for the next try, when the vendor or a lease tells.
        condition: which vendor is in the way, and how; `RETRIABLE` where none is.
        fault_code: the QuickBooks fault behind it, if one told.
        of_one_account: the vendor answers, and turns this one company or merchant away; others it may serve.
        since: since when the vendor has not answered, where other tries have told.
    """

    def __init__(
        self,
        message: str,
        *,
        after_seconds: int | None = None,
        condition: Condition = Condition.RETRIABLE,
        fault_code: int | None = None,
        of_one_account: bool = False,
        since: datetime | None = None,
    ) -> None:
        """Keep the text for operators, the delay for the queue, and what the merchant is told meanwhile."""
        super().__init__(message)
        self.after_seconds = after_seconds
        self.condition = condition
        self.fault_code = fault_code
        self.of_one_account = of_one_account
        self.since = since


class TooEarlyError(RetriableError):
    """Nothing was tried, because an earlier call may still be under way: no try is used up, and none given back."""


class LaterReleaseError(RetriableError):
    """A release after this one wrote what this one cannot read: left as it is until a worker of that release comes."""

    def __init__(self, message: str) -> None:
        """Ask for a pause as long as a deployment, so that the tries of a message outlast it."""
        super().__init__(message, after_seconds=_DEPLOYMENT_SECONDS)


class NewerGrantError(RetriableError):
    """A newer version of a grant was stored meanwhile: what is to be used is loaded again."""


class HoldReason(StrEnum):
    """Why a day waits for a person. Every member has its entry in the error catalogue and in the runbook."""

    NEEDS_RECONNECT = "needs_reconnect"
    NOT_TIED = "not_tied"
    SOURCE_INCONSISTENT = "source_inconsistent"
    ADJUSTMENT_ABOVE_LIMIT = "adjustment_above_limit"
    CLOSED_PERIOD = "closed_period"
    ACCOUNT_UNUSABLE = "account_unusable"
    PLAN_BELOW_STANDARD = "plan_below_standard"
    DEMO_MERCHANT = "demo_merchant"
    TALECH_ACCESS_LOST = "talech_access_lost"
    CURRENCY_DIFFERS = "currency_differs"
    CHANGED_AFTER_POSTING = "changed_after_posting"
    REFUSED_BY_QUICKBOOKS = "refused_by_quickbooks"
    RESPONSE_DIFFERS = "response_differs"
    OUTSIDE_TAX_RETURN = "outside_tax_return"
    SUBSCRIPTION_LAPSED = "subscription_lapsed"
    NOT_MAPPED = "not_mapped"
    TOUCHED_IN_QUICKBOOKS = "touched_in_quickbooks"
    IN_BANK_DEPOSIT = "in_bank_deposit"
    COMPANY_IN_USE = "company_in_use"
    UNKNOWN_LOCATION = "unknown_location"
    OTHER_BOOKS = "other_books"
    VENDOR_UNAVAILABLE = "vendor_unavailable"
    OPEN_IN_OTHER_COMPANY = "open_in_other_company"


class NeedsAttentionError(DaybookError):
    """A person must act before a retry can succeed.

    Attributes:
        reason: the named cause, stable for pages, records and the runbook.
        details: the figures or vendor texts that the person needs, in reading order.
        fault_code: the QuickBooks fault that decided, if one did; the error catalogue may have more exact words for it.
        question: identifies the one difference that a release of the day would settle; see `releases`.
    """

    def __init__(
        self, reason: HoldReason, message: str, *, details: tuple[str, ...] = (), fault_code: int | None = None
    ) -> None:
        """Name the cause and keep everything the person needs to act."""
        super().__init__(message)
        self.reason = reason
        self.details = details
        self.fault_code = fault_code
        self.question = ""


class Refusal(StrEnum):
    """Why a visit cannot go on. Every member has its entry in the error catalogue."""

    LAUNCH_INVALID = "launch_invalid"
    LAUNCH_USED = "launch_used"
    SESSION_ENDED = "session_ended"
    FORM_EXPIRED = "form_expired"
    CONSENT_UNKNOWN = "consent_unknown"
    CONSENT_DECLINED = "consent_declined"
    NO_COMPANY = "no_company"
    OTHER_COMPANY = "other_company"
    OWN_COMPANY = "own_company"


class DayGivenUpError(Exception):
    """A bug, or workers that died, have used up the tries of a day: its message goes to the dead letters.

    It is no `DaybookError`: the next step is a developer's.
    """


class LaunchRefusedError(DaybookError):
    """A launch, session or consent cannot be accepted; nothing was changed.

    Attributes:
        refusal: the named cause, which decides the page the merchant sees.
    """

    def __init__(self, refusal: Refusal, message: str) -> None:
        """Name the cause beside the text for the log."""
        super().__init__(message)
        self.refusal = refusal


class UnbalancedEntryError(DaybookError):
    """Debits and credits of an entry differ: it must not exist."""


class DaybookRefusedError(Exception):
    """A vendor refuses Daybook itself: its keys, or the form of a call. The same for every merchant, so it alarms.

    It is no `DaybookError`: it must not hold one merchant's day after the other.

    Attributes:
        condition: which vendor refused, or `BUG`.
        fault_code: the QuickBooks fault that decided, if one did.
    """

    def __init__(self, message: str, *, condition: Condition = Condition.BUG, fault_code: int | None = None) -> None:
        """Name the cause beside the text for the log."""
        super().__init__(message)
        self.condition = condition
        self.fault_code = fault_code
