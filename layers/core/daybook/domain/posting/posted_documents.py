"""Documents as QuickBooks returned them, and the answers after which only a part of a document stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from daybook.domain.errors import Condition, DaybookError, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.fingerprint import fingerprint
from daybook.domain.posting.documents import DocumentKind

NO_PAYMENTS = "none"
"""The `payments_hash` of an invoice that has none: its form needs none, or they were all taken out again."""


def payments_hash_of(hashes: Iterable[str]) -> str:
    """Identifies payments all together by the hash of each; empty where one of those is not known."""
    known = tuple(hashes)
    if not all(known):
        return ""
    return fingerprint(sorted(known)) if known else NO_PAYMENTS


@dataclass(frozen=True, slots=True)
class PostedPart:
    """A payment that belongs to an invoice: `key` is the tender and location it stands for.

    `body_hash` identifies the payment that was sent and stored; empty where that is not known, so that it is written
    once more when the payments are next brought in line. `created_at` is when it was made, as an answer tells it.
    """

    key: str
    id: str
    sync_token: str
    total_minor: int
    body_hash: str = ""
    created_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PostedDocument:
    """The document as QuickBooks returned it; an invoice comes with its payments as `parts`.

    `body_hash` identifies the content that was sent and stored, payments aside; `payments_hash` the payments that
    stand, which is that of the form once they are all there as they were sent. Each is empty where that is not known:
    nothing is paid yet, QuickBooks stored something else, or an earlier release wrote the row. `stored_hash` identifies
    the figures that QuickBooks told of an invoice: payments move its version, and no figures of it. `created_at` is
    when it was made, as an answer tells it: no sync record keeps it, and documents that differ in it alone are equal.
    """

    kind: DocumentKind
    id: str
    sync_token: str
    doc_number: str
    total_minor: int
    intuit_tid: str = ""
    parts: tuple[PostedPart, ...] = ()
    body_hash: str = ""
    payments_hash: str = ""
    stored_hash: str = ""
    created_at: datetime | None = field(default=None, compare=False)


class OutcomeUnknownError(RetriableError):
    """The call may have been carried out, and its answer was not seen: a cut line, a time-out, 5xx, an unreadable 200.

    The intent stays open. The next try looks the document up before anything else is decided.
    """


class TokenRejectedError(RetriableError):
    """QuickBooks refused the access token before it looked at the call; another token may be prepared at once."""


class ConflictError(DaybookError):
    """QuickBooks says that something stands in the way that may be our own work: the document is to be looked up.

    A request id or number that is used, a version that moved, an id that is gone (600, 630, 6140, 5010, 610).

    Attributes:
        unless_ours: what is raised where the look-up does not explain it.
        document: what stands by this answer of a call with several parts; None where it told nothing.
    """

    def __init__(
        self, unless_ours: RetriableError | NeedsAttentionError, *, document: PostedDocument | None = None
    ) -> None:
        """Keep the error that the conflict becomes when what stands is not ours."""
        super().__init__(str(unless_ours))
        self.unless_ours = unless_ours
        self.document = document


class PartlyPostedError(RetriableError):
    """The answer was seen: a part of what was sent stands, and the rest may be accepted by the next try."""

    def __init__(self, message: str, *, document: PostedDocument, after_seconds: int | None = None) -> None:
        """Keep what stands, so that the next try knows what is missing."""
        super().__init__(message, after_seconds=after_seconds, condition=Condition.QUICKBOOKS_UNAVAILABLE)
        self.document = document


class PartlyRefusedError(NeedsAttentionError):
    """The answer was seen: a part of what was sent stands, and a person must act before the rest can follow it."""

    def __init__(
        self,
        reason: HoldReason,
        message: str,
        *,
        document: PostedDocument,
        details: tuple[str, ...] = (),
        fault_code: int | None = None,
    ) -> None:
        """Keep what stands beside the reason, so that no second document is made once it is settled."""
        super().__init__(reason, message, details=details, fault_code=fault_code)
        self.document = document


class ResponseDiffersError(NeedsAttentionError):
    """QuickBooks stored something else than was sent. The document is kept, so that no second one is made."""

    def __init__(self, message: str, *, document: PostedDocument, details: tuple[str, ...]) -> None:
        """Keep the document beside every difference found."""
        super().__init__(HoldReason.RESPONSE_DIFFERS, message, details=details)
        self.document = document


class TaxRecomputedError(ResponseDiffersError):
    """QuickBooks put its own tax in the place of the one collected; amend the document with tax as plain lines."""


class TaxRefusedError(NeedsAttentionError):
    """QuickBooks refused the form with the tax it would compute itself, and stored nothing; send tax as plain lines."""
