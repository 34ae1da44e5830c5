"""Documents as QuickBooks returned them, and the errors of a call that changes documents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from daybook.domain.errors import Condition, DaybookError, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.fingerprint import fingerprint
from daybook.domain.posting.documents import DocumentKind

NO_PAYMENTS = "none"
"""The `payments_hash` of an invoice without payments: it needs none, or all were removed."""


def payments_hash_of(hashes: Iterable[str]) -> str:
    """One hash for all payments, made from the hash of each; empty if one of these is not known."""
    known = tuple(hashes)
    if not all(known):
        return ""
    return fingerprint(sorted(known)) if known else NO_PAYMENTS


# The `body_hash` of a document that a person edited and chose to keep: it equals that of no document Daybook writes.
EDITED_BODY = "edited"


@dataclass(frozen=True, slots=True)
class PostedPart:
    """A payment of an invoice; `key` is its tender and location.

    `body_hash` identifies the payment that was sent and stored; if it is empty (not known), the next change of payments
    writes the payment again. `created_at` is QuickBooks' creation time.
    """

    key: str
    id: str
    sync_token: str
    total_minor: int
    body_hash: str = ""
    created_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PostedDocument:
    """The document as QuickBooks returned it; `parts` are the payments of an invoice.

    `body_hash` identifies the content that was sent and stored, without payments; `payments_hash` identifies the
    payments in the books, and equals that of the form when all are there as sent. Each is empty if it is not known:
    nothing is paid yet, QuickBooks stored something else, or an earlier release wrote the row. `stored_hash` identifies
    the figures of an invoice in QuickBooks' answer: a payment changes the version of an invoice but not its figures.
    `created_at` is QuickBooks' creation time; sync records do not keep it. `dated` is the date of the document in the
    books, of a correction not its day's own; None: an earlier release wrote the row. Comparisons count neither.
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
    dated: date | None = field(default=None, compare=False)

    @property
    def is_kept_edit(self) -> bool:
        """Whether a person edited the document and chose to keep that: nothing is written over it without asking."""
        return self.body_hash == EDITED_BODY


def versions_of(documents: Iterable[PostedDocument]) -> dict[str, str]:
    """The version of each document and of each of its payments, by id."""
    versions: dict[str, str] = {}
    for document in documents:
        versions |= {part.id: part.sync_token for part in document.parts} | {document.id: document.sync_token}
    return versions


class OutcomeUnknownError(RetriableError):
    """QuickBooks may have carried out the call, but the worker saw no answer: cut line, time-out, 5xx, unreadable 200.

    The intent stays open. The next try looks the document up before it decides anything.
    """


class TokenRejectedError(RetriableError):
    """QuickBooks refused the access token and did not process the call; the worker may try another token at once."""


class ConflictError(DaybookError):
    """QuickBooks reports a conflict that our own earlier call may have caused: the worker must look the document up.

    The request id or number is used, the version changed, or the id is gone (600, 630, 6140, 5010, 610).

    Attributes:
        unless_ours: the error to raise if the look-up does not explain the conflict.
        document: what the books hold according to the answer to a call with several parts; None if it does not say.
    """

    def __init__(
        self, unless_ours: RetriableError | NeedsAttentionError, *, document: PostedDocument | None = None
    ) -> None:
        """Keep the error for the case that the document in the books is not ours."""
        super().__init__(str(unless_ours))
        self.unless_ours = unless_ours
        self.document = document


class PartlyPostedError(RetriableError):
    """The worker saw the answer: QuickBooks stored a part, and may accept the rest at the next try."""

    def __init__(self, message: str, *, document: PostedDocument, after_seconds: int | None = None) -> None:
        """Keep the stored part, so that the next try knows what is missing."""
        super().__init__(message, after_seconds=after_seconds, condition=Condition.QUICKBOOKS_UNAVAILABLE)
        self.document = document


class PartlyRefusedError(NeedsAttentionError):
    """The worker saw the answer: QuickBooks stored a part, and a person must act before it accepts the rest."""

    def __init__(
        self,
        reason: HoldReason,
        message: str,
        *,
        document: PostedDocument,
        details: tuple[str, ...] = (),
        fault_code: int | None = None,
    ) -> None:
        """Keep the stored part and the reason, so that no second document is created later."""
        super().__init__(reason, message, details=details, fault_code=fault_code)
        self.document = document


class ResponseDiffersError(NeedsAttentionError):
    """QuickBooks stored something different from what was sent; the error keeps the document it stored."""

    def __init__(self, message: str, *, document: PostedDocument, details: tuple[str, ...]) -> None:
        """Keep the document beside every difference found."""
        super().__init__(HoldReason.RESPONSE_DIFFERS, message, details=details)
        self.document = document


class TaxRecomputedError(ResponseDiffersError):
    """QuickBooks replaced the collected tax by its own; the worker amends the document with tax as plain lines."""


class TaxRefusedError(NeedsAttentionError):
    """QuickBooks refused the form because of its tax and stored nothing; the worker sends tax as plain lines."""
