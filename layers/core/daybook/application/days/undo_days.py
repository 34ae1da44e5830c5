"""Undo and redo of days: store a person's request in the record, for a worker to carry out."""

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
    """The records whose documents an undo would remove: the dry run of `undo_day`."""
    records = sync_log.history(merchant_id, first=first, last=last, location=location)
    return tuple(record for record in records if may_be_undone(record))


def redoable(
    sync_log: SyncLog, merchant_id: BooksId, first: date, last: date, location: str | None = None
) -> tuple[SyncRecord, ...]:
    """The undone records that can be posted again: the dry run of `redo_days`."""
    return tuple(sync_log.history(merchant_id, first=first, last=last, state=SyncState.UNDONE, location=location))


def may_be_undone(record: SyncRecord) -> bool:
    """Whether the books have, or may have, a document of the day."""
    return not record.books.is_nothing or record.intent is not None


def undo_day(day: LocationDay, sync_log: SyncLog, queue: SyncQueue, now: datetime) -> SyncRequest:
    """Request that a worker removes the day from QuickBooks; it stays out until a person asks for a redo.

    The record shows the result: `undone`, or why the day stays (a bank deposit, a closed period, a person's edit). A
    request that is not carried out within a day is withdrawn.

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
    """Request that undone days are posted again: workers read them again and post the next revision."""
    requests = tuple(SyncRequest(record.day, SyncCause.REDO, now) for record in records)
    for request in requests:
        sync_log.direct(request.day, Place.IN)
    queue.send(requests)
    return requests
