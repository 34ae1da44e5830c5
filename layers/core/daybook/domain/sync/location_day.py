"""The life of one location-day: due, worked on, settled; and what is remembered of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.books_calls import Intent
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.directives import Directive
from daybook.domain.sync.drift import Drift
from daybook.domain.sync.releases import NOTHING_RELEASED, Releases
from daybook.domain.sync.vendor_wait import VendorWait


class SyncState(StrEnum):
    """Where a location-day stands (docs/architecture.md 4). To the watchdog all but `due` and `failed` are settled."""

    DUE = "due"
    POSTED = "posted"
    POSTED_WITH_GAPS = "posted_with_gaps"
    EMPTY = "empty"
    HELD = "held"
    FAILED = "failed"
    UNDONE = "undone"


POSTED_STATES = frozenset({SyncState.POSTED, SyncState.POSTED_WITH_GAPS})
OUT_OF_THE_BOOKS = frozenset({SyncState.EMPTY, SyncState.UNDONE})
UNSETTLED_STATES = frozenset({SyncState.DUE, SyncState.FAILED})


class SyncCause(StrEnum):
    """Why a location-day is read.

    `reclass` and `redo` also apply the mapping of today to a day whose figures have not changed. `undo` and `redo` say
    that a person's directive waits in the record, which alone decides: a message that comes late does nothing.
    """

    SCHEDULE = "schedule"
    FIRST_SYNC = "first_sync"
    RESYNC = "resync"
    REPLAY = "replay"
    RECHECK = "recheck"
    RECLASS = "reclass"
    RELEASE = "release"
    UNDO = "undo"
    REDO = "redo"


# A record must fit into one item of its table with room to spare.
MAX_DETAILS = 100
APPLY_MAPPING = frozenset({SyncCause.RECLASS, SyncCause.REDO})


@dataclass(frozen=True, slots=True, order=True)
class LocationDay:
    """One location (or `all` of them combined) on one business date of one merchant."""

    merchant_id: BooksId
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


def shortened(details: tuple[str, ...]) -> tuple[str, ...]:
    """As many details as a record keeps; the rest is counted, so that nobody takes them for all."""
    if len(details) <= MAX_DETAILS:
        return details
    return (*details[:MAX_DETAILS], f"and {len(details) - MAX_DETAILS} more")


class OpenWork(StrEnum):
    """What a worker has begun and not ended, although every answer was seen.

    `partly`: a part of what was to change has changed (an invoice lacks payments, an old document is gone and the new
    one is not there yet). `unproved`: the books are as wanted, their proof is not stored yet.
    """

    PARTLY = "partly"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the books hold of a day, as far as answers of QuickBooks were seen.

    `revision` counts the contents that its documents have had, `calls` the calls whose answer was seen: the next call
    has another request id. `content_hash` (figures) and `lines_hash` (figures with their accounts) are those of the
    last change that was completed. `deltas` are entries in a later period that correct a day whose period was closed.
    `intent` is the one call whose answer was not seen.
    """

    revision: int = 0
    document: PostedDocument | None = None
    deltas: tuple[PostedDocument, ...] = ()
    content_hash: str = ""
    lines_hash: str = ""
    intent: Intent | None = None
    open_work: OpenWork | None = None
    calls: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether the books hold no document of the day."""
        return self.document is None and not self.deltas

    @property
    def documents(self) -> tuple[PostedDocument, ...]:
        """The day's own document, then its corrections."""
        return tuple(each for each in (self.document, *self.deltas) if each is not None)


NOTHING_STANDS = Standing()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended.

    `fault_code` is the QuickBooks fault behind a hold, if there is one; `question` the one difference that a release
    would settle; `drift` what a person did to the document that stands.
    """

    state: SyncState
    standing: Standing = NOTHING_STANDS
    gaps: tuple[str, ...] = ()
    reason: HoldReason | None = None
    message: str = ""
    details: tuple[str, ...] = ()
    fault_code: int | None = None
    question: str = ""
    drift: Drift | None = None

    @property
    def document(self) -> PostedDocument | None:
        """The day's own document, if it has one."""
        return self.standing.document

    @property
    def deltas(self) -> tuple[PostedDocument, ...]:
        """Its corrections in later periods."""
        return self.standing.deltas


@dataclass(frozen=True, slots=True)
class SyncRecord:
    """Everything remembered of a location-day.

    `released` is what a person overruled of this day. `settled_at` is when the last attempt came to its outcome;
    `updated_at` also moves while a worker is at it. `tries` counts the attempts since then that ended without a word:
    a worker that died, or met a bug. `fault_code` is the QuickBooks fault behind a hold, if there is one, `question`
    the one difference that a release of it would settle. `drift` is what a person did to the document, as far as
    QuickBooks has told. `requeued` counts how often a message for the day was lost and sent again; `vendor_wait` is
    what a try that did not come to an outcome waits for. `directive` is what a person last asked, `directives_done` the
    number of the newest one that was carried out or withdrawn.
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
    released: Releases = NOTHING_RELEASED
    settled_at: datetime | None = None
    fault_code: int | None = None
    drift: Drift | None = None
    requeued: int = 0
    vendor_wait: VendorWait | None = None
    open_work: OpenWork | None = None
    question: str = ""
    tries: int = 0
    directive: Directive | None = None
    directives_done: int = 0
    calls: int = 0

    def has_settled_since(self, instant: datetime) -> bool:
        """Whether an attempt has come to an outcome since an instant: a day that was settled before does not count."""
        return self.settled_at is not None and self.settled_at >= instant

    @property
    def is_posted(self) -> bool:
        """Whether the day's figures are in the books as they were last read."""
        return self.state in POSTED_STATES

    @property
    def standing(self) -> Standing:
        """What the books hold of it."""
        return Standing(
            self.revision,
            self.document,
            self.deltas,
            self.content_hash,
            self.lines_hash,
            self.intent,
            self.open_work,
            self.calls,
        )

    @property
    def open_directive(self) -> Directive | None:
        """What a person asked and no worker has carried out yet."""
        directive = self.directive
        return directive if directive is not None and directive.number > self.directives_done else None

    @property
    def is_belied(self) -> bool:
        """Whether the state is not that of what stands: posted with nothing, or out of the books with something."""
        return self.is_posted if self.standing.is_nothing else self.state in OUT_OF_THE_BOOKS

    @property
    def open_since(self) -> datetime | None:
        """Since when something of it is unsettled; None for a day that nothing has to be done about.

        A settled state says nothing of a call whose answer was not seen, of half a change, or of a person's request;
        and it says nothing any more once a worker has found what stands to be otherwise, and died before its outcome.
        """
        directive = self.open_directive
        since = [
            *([self.due_at] if self.state in UNSETTLED_STATES or self.reason is HoldReason.VENDOR_UNAVAILABLE else []),
            *([self.intent.at] if self.intent else []),
            *([self.updated_at] if self.open_work or self.is_belied else []),
            *([directive.asked_at] if directive else []),
        ]
        return min(since, default=None)
