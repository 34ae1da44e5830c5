"""The sync record of one location-day: its state, its documents, open calls and a person's requests."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.books_calls import Intent
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.books_state import EMPTY_BOOKS, BooksState, OpenWork
from daybook.domain.sync.directives import Directive
from daybook.domain.sync.drift import Drift
from daybook.domain.sync.last_reading import LastReading
from daybook.domain.sync.releases import NOTHING_RELEASED, Releases
from daybook.domain.sync.vendor_wait import VendorWait
from daybook.domain.sync.waiting_change import WaitingChange


class SyncState(StrEnum):
    """The state of a location-day (docs/architecture.md 4). For the watchdog all but `due` and `failed` are settled."""

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
    """Why a worker reads a location-day.

    `look` compares several dates with what talech says of them now; `recheck` reads one of them whole. `reclass` and
    `redo` also apply today's mapping to a day whose figures have not changed. `undo` and `redo` mean that the record
    has a person's directive. The record decides, so a late message does nothing.
    """

    SCHEDULE = "schedule"
    FIRST_SYNC = "first_sync"
    RESYNC = "resync"
    REPLAY = "replay"
    LOOK = "look"
    RECHECK = "recheck"
    RECLASS = "reclass"
    RELEASE = "release"
    UNDO = "undo"
    REDO = "redo"


# In every zone a close is due within two calendar dates of its business date; other days are history.
_DATES_UNTIL_DUE = 2
# A record must fit into one DynamoDB item with room to spare.
MAX_DETAILS = 100
APPLY_MAPPING = frozenset({SyncCause.RECLASS, SyncCause.REDO})


@dataclass(frozen=True, slots=True, order=True)
class LocationDay:
    """One location (or `all` of them combined) on one business date of one merchant."""

    merchant_id: BooksId
    business_date: date
    location: str

    def __str__(self) -> str:
        """The name for records, logs and errors."""
        return f"{self.merchant_id} {self.business_date} {self.location}"


@dataclass(frozen=True, slots=True)
class SyncRequest:
    """The request to bring a location-day into the books: the content of a queue message.

    A `look` has further business dates of the same location: `earlier_dates`.
    """

    day: LocationDay
    cause: SyncCause
    requested_at: datetime
    earlier_dates: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[LocationDay, ...]:
        """Every day that it is about."""
        return (self.day, *(replace(self.day, business_date=on) for on in self.earlier_dates))


def shortened(details: tuple[str, ...]) -> tuple[str, ...]:
    """The details that fit into a record, and a last one with the number of the others."""
    if len(details) <= MAX_DETAILS:
        return details
    return (*details[:MAX_DETAILS], f"and {len(details) - MAX_DETAILS} more")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended.

    `fault_code` is the QuickBooks fault behind a hold, if there is one; `question` the one difference that a release
    would settle; `drift` what a person did to the document that stands. `figures` are those that the books hold,
    `proved_at` is when QuickBooks last told so, `accepted_minor` the difference to talech that a person accepted: what
    the books hold more, negative where less.
    `waiting` is what the books lack of a held day. `before` is the record as the attempt found it; it is not stored.
    `last_reading` is set if the books hold what was read.
    """

    state: SyncState
    books: BooksState = EMPTY_BOOKS
    gaps: tuple[str, ...] = ()
    reason: HoldReason | None = None
    message: str = ""
    details: tuple[str, ...] = ()
    fault_code: int | None = None
    question: str = ""
    drift: Drift | None = None
    figures: DayFigures | None = None
    proved_at: datetime | None = None
    accepted_minor: int | None = None
    waiting: WaitingChange | None = None
    last_reading: LastReading | None = None
    before: "SyncRecord | None" = field(default=None, compare=False, repr=False)

    @property
    def document(self) -> PostedDocument | None:
        """The day's own document, if there is one."""
        return self.books.document

    @property
    def deltas(self) -> tuple[PostedDocument, ...]:
        """Its corrections in later periods."""
        return self.books.deltas


@dataclass(frozen=True, slots=True)
class SyncRecord:
    """The stored record of a location-day.

    `released` is what a person overruled of this day. `settled_at` is when the last attempt came to its outcome;
    `updated_at` also moves while a worker is at it. `tries` counts the attempts since then that ended without a word:
    a worker that died, or met a bug. `fault_code` is the QuickBooks fault behind a hold, if there is one, `question`
    the one difference that a release of it would settle. `drift` is what a person did to the document, as far as
    QuickBooks has told. `requeued` counts how often a message for the day was lost and sent again; `vendor_wait` is
    what a try that did not come to an outcome waits for. `directive` is what a person last asked, `directives_done` the
    number of the newest one that was carried out or withdrawn. `figures`, `proved_at`, `accepted_minor`, `waiting` and
    `last_reading` are those of the last outcome: see `Outcome`.
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
    figures: DayFigures | None = None
    proved_at: datetime | None = None
    accepted_minor: int | None = None
    waiting: WaitingChange | None = None
    last_reading: LastReading | None = None

    def has_settled_since(self, instant: datetime) -> bool:
        """Whether an attempt had an outcome since an instant."""
        return self.settled_at is not None and self.settled_at >= instant

    @property
    def is_of_a_close(self) -> bool:
        """Whether a closing made the day due; every other day is history that a person asked for."""
        return (self.due_at.date() - self.day.business_date).days <= _DATES_UNTIL_DUE

    @property
    def is_posted(self) -> bool:
        """Whether the figures of the last reading are in the books."""
        return self.state in POSTED_STATES

    @property
    def books(self) -> BooksState:
        """The content of the books for the day."""
        return BooksState(
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
        """A person's request that no worker has carried out yet."""
        directive = self.directive
        return directive if directive is not None and directive.number > self.directives_done else None

    @property
    def is_belied(self) -> bool:
        """Whether the state contradicts the books: posted without a document, or out of the books with one."""
        return self.is_posted if self.books.is_nothing else self.state in OUT_OF_THE_BOOKS

    @property
    def open_since(self) -> datetime | None:
        """Since when a part of the day is unsettled; None if nothing remains to be done.

        A day in a settled state may still have a call without a seen answer, half a change, or a person's request. Or a
        worker found other documents in the books and died before it wrote its outcome.
        """
        directive = self.open_directive
        since = [
            *([self.due_at] if self.state in UNSETTLED_STATES or self.reason is HoldReason.VENDOR_UNAVAILABLE else []),
            *([self.intent.at] if self.intent else []),
            *([self.updated_at] if self.open_work or self.is_belied else []),
            *([directive.asked_at] if directive else []),
        ]
        return min(since, default=None)
