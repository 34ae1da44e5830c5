"""Take days out of the books, and bring them back: a directive in the record, which a worker carries out."""

from collections.abc import Iterable
from datetime import date, datetime

from daybook.application.ports import SyncLog, SyncQueue
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRecord, SyncRequest, SyncState


class NothingToUndoError(AskDifferentlyError):
    """The day has no document in the books."""


def undoable(
    sync_log: SyncLog, merchant_id: BooksId, first: date, last: date, location: str | None = None
) -> tuple[SyncRecord, ...]:
    """The records whose documents an undo of the range would take out: the dry run of `undo_day`."""
    records = sync_log.history(merchant_id, first=first, last=last, location=location)
    return tuple(record for record in records if may_be_undone(record))


def redoable(
    sync_log: SyncLog, merchant_id: BooksId, first: date, last: date, location: str | None = None
) -> tuple[SyncRecord, ...]:
    """The records that were undone and can be brought back: the dry run of `redo_days`."""
    return tuple(sync_log.history(merchant_id, first=first, last=last, state=SyncState.UNDONE, location=location))


def may_be_undone(record: SyncRecord) -> bool:
    """Whether something of the day lies in the books, or may lie there."""
    return not record.standing.is_nothing or record.intent is not None


def undo_day(day: LocationDay, sync_log: SyncLog, queue: SyncQueue, now: datetime) -> SyncRequest:
    """Ask that the day leaves QuickBooks; it stays out until a person redoes it.

    A worker carries it out, and the record tells how it went: `undone`, or why the day stays (a bank deposit, a closed
    period, a person's edit). What is not done within a day is withdrawn.

    Raises:
        NothingToUndoError: there is no document.
    """
    record = sync_log.get(day)
    if record is None:
        raise NothingToUndoError("{day} was never posted", day=day)
    if not may_be_undone(record):
        raise NothingToUndoError("{day} has no document in the books", day=day)
    sync_log.direct(day, Place.OUT)
    request = SyncRequest(day, SyncCause.UNDO, now)
    queue.send([request])
    return request


def redo_days(
    records: Iterable[SyncRecord], sync_log: SyncLog, queue: SyncQueue, now: datetime
) -> tuple[SyncRequest, ...]:
    """Ask that undone days come back: they are read anew and posted as the next revision."""
    requests = tuple(SyncRequest(record.day, SyncCause.REDO, now) for record in records)
    for request in requests:
        sync_log.direct(request.day, Place.IN)
    queue.send(requests)
    return requests
