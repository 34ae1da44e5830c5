"""Errors, named by what has to happen next (docs/architecture.md 4).

DaybookError
 ├── RetriableError         the same request may succeed later; the queue delivers it again
 │    └── LaterReleaseError a later release wrote the row; a worker of that release continues
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
    """An error that is neither a hold nor a refusal. Every member has an entry in the error catalogue."""

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
        after_seconds: how long to wait before the next try, if the vendor or a lease says so.
        condition: which vendor fails, and how; `RETRIABLE` if none does.
        fault_code: the QuickBooks fault that caused it, if any.
        of_one_account: the vendor answers, but refuses this one company or merchant; it may serve others.
        since: when the vendor stopped answering, if earlier tries recorded it.
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
        """Keep the text for operators, the delay for the queue, and the condition for the merchant's pages."""
        super().__init__(message)
        self.after_seconds = after_seconds
        self.condition = condition
        self.fault_code = fault_code
        self.of_one_account = of_one_account
        self.since = since


class TooEarlyError(RetriableError):
    """No call was made, because an earlier call may still be running. The count of tries does not change."""


class LaterReleaseError(RetriableError):
    """A later release wrote a row that this release cannot read; only a worker of that release may change it."""

    def __init__(self, message: str) -> None:
        """Ask for a pause as long as a deployment, so that the tries of a message outlast it."""
        super().__init__(message, after_seconds=_DEPLOYMENT_SECONDS)


class NewerGrantError(RetriableError):
    """Another process stored a newer version of the grant meanwhile: load it again."""


class HoldReason(StrEnum):
    """Why a day is held until a person acts. Every member has an entry in the error catalogue and in the runbook."""

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
        reason: the cause; its value is stable, because pages, records and the runbook use it.
        details: the figures or vendor texts that the person needs, in reading order.
        fault_code: the QuickBooks fault that decided, if any; the error catalogue may have a more exact text for it.
        question: identifies the one difference that a release of the day would settle; see `releases`.
    """

    def __init__(
        self, reason: HoldReason, message: str, *, details: tuple[str, ...] = (), fault_code: int | None = None
    ) -> None:
        """Keep the cause and everything that the person needs to act."""
        super().__init__(message)
        self.reason = reason
        self.details = details
        self.fault_code = fault_code
        self.question = ""


class Refusal(StrEnum):
    """Why a launch, session or consent is refused. Every member has an entry in the error catalogue."""

    LAUNCH_INVALID = "launch_invalid"
    LAUNCH_USED = "launch_used"
    SESSION_ENDED = "session_ended"
    FORM_EXPIRED = "form_expired"
    CONSENT_UNKNOWN = "consent_unknown"
    CONSENT_DECLINED = "consent_declined"
    NO_COMPANY = "no_company"
    OTHER_COMPANY = "other_company"
    OWN_COMPANY = "own_company"
    ACCESS_ENDED = "access_ended"
    NOT_ALLOWED = "not_allowed"


class DayGivenUpError(Exception):
    """A bug, or workers that died, used all tries of a day: its message goes to the dead letters.

    It is not a `DaybookError`: a developer must act next.
    """


class ForgottenMerchantError(DaybookError):
    """A message asks for a day of a merchant who was erased: there is nothing to do, and nothing is stored."""


class LaunchRefusedError(DaybookError):
    """A launch, session or consent cannot be accepted; nothing was changed.

    Attributes:
        refusal: the cause; it decides which page the merchant sees.
        expected: the company that should have been chosen, by its name; empty where it is about none.
    """

    def __init__(self, refusal: Refusal, message: str, *, expected: str = "") -> None:
        """Name the cause beside the text for the log."""
        super().__init__(message)
        self.refusal = refusal
        self.expected = expected


class UnbalancedEntryError(DaybookError):
    """Debits and credits of an entry differ, so the entry cannot be built."""


class DaybookRefusedError(Exception):
    """A vendor refuses Daybook itself: its keys, or the form of a call. It concerns every merchant, so it alarms.

    It is not a `DaybookError`: it must not hold the days of one merchant after another.

    Attributes:
        condition: which vendor refused, or `BUG`.
        fault_code: the QuickBooks fault that decided, if any.
    """

    def __init__(self, message: str, *, condition: Condition = Condition.BUG, fault_code: int | None = None) -> None:
        """Name the cause beside the text for the log."""
        super().__init__(message)
        self.condition = condition
        self.fault_code = fault_code
