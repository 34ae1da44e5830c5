"""What is true of a location-day now: whether it is in the books, what waits, what was accepted, how old its proof is.

Pages, API, mails and the command line say a day by this value; none of them works a state out by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from daybook.domain.errors import HoldReason
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.drift import DriftKind
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.sync.waiting_change import WaitingChange

# A day that is being worked on is not missing yet.
_PATIENCE = timedelta(hours=1)
_OF_STATE = {
    SyncState.DUE: DayState.MISSING,
    SyncState.POSTED: DayState.POSTED,
    SyncState.POSTED_WITH_GAPS: DayState.GAPS,
    SyncState.EMPTY: DayState.EMPTY,
    SyncState.HELD: DayState.HELD,
    SyncState.FAILED: DayState.FAILED,
    SyncState.UNDONE: DayState.UNDONE,
}


class Lies(StrEnum):
    """Where a day lies: in the books as they were last proved, by a part of its documents, or not at all.

    `UNREAD`: a person changed its documents in QuickBooks, and Daybook has not read since what they hold.
    """

    IN_THE_BOOKS = "in_the_books"
    PARTLY = "partly"
    UNREAD = "unread"
    OUTSIDE = "outside"


_OF_HELD = {
    Lies.IN_THE_BOOKS: DayState.CHANGE,
    Lies.PARTLY: DayState.PARTLY,
    Lies.UNREAD: DayState.EDITED,
    Lies.OUTSIDE: DayState.HELD,
}
# What was posted, and a person changed since.
_OF_BELIED = {Lies.PARTLY: DayState.PARTLY, Lies.UNREAD: DayState.EDITED, Lies.OUTSIDE: DayState.REMOVED}


@dataclass(frozen=True, slots=True)
class DayStory:
    """One location-day as a person may rely on it.

    `booked` are the figures that the books hold: None where nothing stands, only a part stands, or a person wrote it.
    `waiting` is what talech tells and the books do not hold, of a held day. `accepted_minor` is the difference to
    talech that a person accepted, in minor units: what the books hold more than talech, negative where less.
    `is_kept_edit`: the documents stay as a person edited them, so their content is not on record. `proved_at` is when
    QuickBooks last told what it holds, `is_proof_current` whether nothing is known to have happened since on either
    side.
    """

    state: DayState
    lies: Lies
    booked: DayFigures | None
    waiting: WaitingChange | None
    accepted_minor: int | None
    is_kept_edit: bool
    proved_at: datetime | None
    is_proof_current: bool


def story_of(record: SyncRecord, now: datetime | None = None) -> DayStory:
    """What the record of a day says of it; without a time of looking, no day counts as being worked on."""
    lies = _lies(record)
    return DayStory(
        state=_state(record, lies, now),
        lies=lies,
        booked=record.figures if lies is Lies.IN_THE_BOOKS and record.content_hash else None,
        waiting=record.waiting if record.state is SyncState.HELD else None,
        accepted_minor=record.accepted_minor if record.is_posted else None,
        is_kept_edit=record.is_posted and record.accepted_minor is not None and record.figures is None,
        proved_at=record.proved_at,
        is_proof_current=record.is_posted
        and bool(record.content_hash)
        and record.drift is None
        and record.open_since is None,
    )


def state_of_outcome(state: SyncState) -> DayState:
    """The word for a state alone, for lists that are narrowed to one."""
    return _OF_STATE[state]


def _lies(record: SyncRecord) -> Lies:
    is_removed = record.drift is not None and record.drift.kind is DriftKind.REMOVED
    if record.books.is_nothing or (is_removed and len(record.books.documents) == 1):
        return Lies.OUTSIDE
    if is_removed or record.open_work is OpenWork.PARTLY:
        return Lies.PARTLY
    is_touched = record.state is SyncState.HELD and record.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    return Lies.UNREAD if is_touched or record.drift is not None else Lies.IN_THE_BOOKS


def _state(record: SyncRecord, lies: Lies, now: datetime | None) -> DayState:
    """A day that was asked for within the hour is still being worked on, and so is one whose work is half done."""
    is_fresh = now is not None and now - record.updated_at < _PATIENCE
    if record.state is SyncState.DUE and (is_fresh or lies is not Lies.OUTSIDE):
        return DayState.COMING
    if record.state is SyncState.HELD:
        return _OF_HELD[lies]
    if record.is_posted and lies is not Lies.IN_THE_BOOKS:
        return _OF_BELIED[lies] if record.drift is not None else DayState.COMING
    if record.state is SyncState.POSTED and record.accepted_minor is not None:
        return DayState.ACCEPTED
    return _OF_STATE[record.state]
