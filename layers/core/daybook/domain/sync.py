"""The life of one location-day: due, worked on, settled; and what is remembered of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from daybook.domain.documents import DocumentKind
from daybook.domain.drift import Drift
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.vendor_wait import VendorWait


class SyncState(StrEnum):
    """Where a location-day stands (design 5). All but `due` and `failed` are settled as far as the watchdog cares."""

    DUE = "due"
    POSTED = "posted"
    POSTED_WITH_GAPS = "posted_with_gaps"
    EMPTY = "empty"
    HELD = "held"
    FAILED = "failed"
    UNDONE = "undone"


POSTED_STATES = frozenset({SyncState.POSTED, SyncState.POSTED_WITH_GAPS})
UNSETTLED_STATES = frozenset({SyncState.DUE, SyncState.FAILED})


class SyncCause(StrEnum):
    """Why a location-day is read.

    `reclass` and `redo` also apply the mapping of today to a day whose figures have not changed; `redo` alone brings
    back a day that was undone. All others leave such days as they are.
    """

    SCHEDULE = "schedule"
    FIRST_SYNC = "first_sync"
    RESYNC = "resync"
    REPLAY = "replay"
    RECHECK = "recheck"
    RECLASS = "reclass"
    RELEASE = "release"
    REDO = "redo"


# A record must fit into one item of its table with room to spare.
MAX_DETAILS = 100
APPLY_MAPPING = frozenset({SyncCause.RECLASS, SyncCause.REDO})


@dataclass(frozen=True, slots=True, order=True)
class LocationDay:
    """One location (or `all` of them combined) on one business date of one merchant."""

    merchant_id: str
    business_date: date
    location: str

    def __str__(self) -> str:
        """How records, logs and errors name it."""
        return f"{self.merchant_id} {self.business_date} {self.location}"


@dataclass(frozen=True, slots=True)
class SyncRequest:
    """The wish to have a location-day in the books: what travels through the queues."""

    day: LocationDay
    cause: SyncCause
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class PostedPart:
    """A payment that belongs to an invoice: `key` is the tender and location it stands for."""

    key: str
    id: str
    sync_token: str
    total_minor: int


@dataclass(frozen=True, slots=True)
class PostedDocument:
    """The document as QuickBooks returned it; an invoice comes with its payments as `parts`."""

    kind: DocumentKind
    id: str
    sync_token: str
    doc_number: str
    total_minor: int
    intuit_tid: str = ""
    parts: tuple[PostedPart, ...] = ()


class PartlyPostedError(RetriableError):
    """An invoice stands, some of its payments do not yet; the retry finishes them and doubles none."""

    def __init__(self, message: str, *, document: PostedDocument, after_seconds: int | None = None) -> None:
        """Keep what stands, so that the next try knows what is missing."""
        super().__init__(message, after_seconds=after_seconds, condition=Condition.QUICKBOOKS_UNAVAILABLE)
        self.document = document


class PartlyRefusedError(NeedsAttentionError):
    """An invoice stands, and a person must act before the rest of its payments can follow it."""

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


class IntentAction(StrEnum):
    """What was about to happen to the books."""

    POST = "post"
    AMEND = "amend"
    REPLACE = "replace"
    DELTA = "delta"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Intent:
    """Written before QuickBooks is called: enough to finish or find the document after a crash (design 5).

    `content_hash` is the hash of the sales figures, `lines_hash` that of the lines made from them, `payload_hash` that
    of the document. `progress` is what stands of an invoice whose payments are not all there.
    """

    kind: DocumentKind
    revision: int
    request_id: str
    doc_number: str
    content_hash: str
    payload_hash: str
    at: datetime
    lines_hash: str = ""
    action: IntentAction = IntentAction.POST
    progress: PostedDocument | None = None


def shortened(details: tuple[str, ...]) -> tuple[str, ...]:
    """As many details as a record keeps; the rest is counted, so that nobody takes them for all."""
    if len(details) <= MAX_DETAILS:
        return details
    return (*details[:MAX_DETAILS], f"and {len(details) - MAX_DETAILS} more")


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended; written after the POST, or when a person must act.

    `fault_code` is the QuickBooks fault behind a hold, if there is one; `drift` what a person did to the document that
    stands.
    """

    state: SyncState
    content_hash: str = ""
    document: PostedDocument | None = None
    gaps: tuple[str, ...] = ()
    reason: HoldReason | None = None
    message: str = ""
    details: tuple[str, ...] = ()
    lines_hash: str = ""
    deltas: tuple[PostedDocument, ...] = ()
    fault_code: int | None = None
    drift: Drift | None = None


@dataclass(frozen=True, slots=True)
class SyncRecord:
    """Everything remembered of a location-day.

    `revision` counts the payloads that QuickBooks has accepted or refused for good; `intent` is there while the
    outcome of a call is unknown; `document` stays once something was posted, whatever the state became since.
    `deltas` are entries in a later period that correct a day whose period was closed; `released` are the hold reasons
    that a person overruled for this day. `settled_at` is when the last attempt came to its outcome; `updated_at` also
    moves while a worker is at it. `fault_code` is the QuickBooks fault behind a hold, if there is one; `drift` what a
    person did to the document, as far as QuickBooks has told. `requeued` counts how often a message for the day was
    lost and sent again; `vendor_wait` is what a try that did not come to an outcome waits for.
    """

    day: LocationDay
    state: SyncState
    due_at: datetime
    updated_at: datetime
    revision: int = 0
    attempts: int = 0
    content_hash: str = ""
    document: PostedDocument | None = None
    gaps: tuple[str, ...] = ()
    reason: HoldReason | None = None
    message: str = ""
    details: tuple[str, ...] = ()
    intent: Intent | None = None
    lines_hash: str = ""
    deltas: tuple[PostedDocument, ...] = ()
    released: frozenset[HoldReason] = frozenset()
    settled_at: datetime | None = None
    fault_code: int | None = None
    drift: Drift | None = None
    requeued: int = 0
    vendor_wait: VendorWait | None = None

    def has_settled_since(self, instant: datetime) -> bool:
        """Whether an attempt has come to an outcome since an instant: a day that was settled before does not count."""
        return self.settled_at is not None and self.settled_at >= instant

    @property
    def is_posted(self) -> bool:
        """Whether the day's figures are in the books as they were last read."""
        return self.state in POSTED_STATES
