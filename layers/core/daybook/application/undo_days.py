"""Take days out of the books, and bring them back; a day locked by a deposit or a closed period stays as it is."""

from collections.abc import Iterable
from datetime import date, datetime

from daybook.application.ports import Lane, SyncLog, SyncQueue
from daybook.application.post_location_day import usable_connection
from daybook.application.posting_target import PostingPorts
from daybook.application.removal import Removal, as_it_was
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.errors import DaybookError, HoldReason, NeedsAttentionError
from daybook.domain.sync import IntentAction, LocationDay, Outcome, SyncCause, SyncRecord, SyncRequest, SyncState


class NothingToUndoError(AskDifferentlyError):
    """The day has no document in the books, or nobody knows yet whether it has."""


def undoable(
    sync_log: SyncLog, merchant_id: str, first: date, last: date, location: str | None = None
) -> tuple[SyncRecord, ...]:
    """The records whose documents an undo of the range would take out: the dry run of `undo_day`."""
    records = sync_log.history(merchant_id, first=first, last=last, location=location)
    return tuple(record for record in records if record.document is not None or record.deltas)


def redoable(
    sync_log: SyncLog, merchant_id: str, first: date, last: date, location: str | None = None
) -> tuple[SyncRecord, ...]:
    """The records that were undone and can be brought back: the dry run of `redo_days`."""
    return tuple(sync_log.history(merchant_id, first=first, last=last, state=SyncState.UNDONE, location=location))


def undo_day(day: LocationDay, owner: str, ports: PostingPorts) -> Outcome:
    """Take the day's document and its corrections out of QuickBooks; it stays out until somebody redoes it.

    Raises:
        NothingToUndoError: there is no document, or a call about it is still open: sync the day first.
        NeedsAttentionError: a bank deposit, a closed period or a person's edit locks the document; nothing was changed.
        RetriableError: QuickBooks did not answer; the same call may be repeated.
    """
    if ports.sync_log.get(day) is None:
        raise NothingToUndoError("{day} was never posted", day=day)
    record = ports.sync_log.claim(day, owner)
    revision = record.revision + 1
    try:
        _check(record)
        removal = Removal(record, usable_connection(day.merchant_id, ports.connections), ports)
        ports.sync_log.record_intent(day, owner, removal.intent)
        outcome = removal.carry_out()
    except NeedsAttentionError as lock:
        if lock.reason is HoldReason.NEEDS_RECONNECT:
            ports.sync_log.release(day, owner)
            raise
        # Whoever asked is told; the wish must not be carried out behind their back once the lock is gone.
        ports.sync_log.settle(day, owner, as_it_was(record), revision=revision)
        raise
    except (DaybookError, NothingToUndoError):
        ports.sync_log.release(day, owner)
        raise
    ports.sync_log.settle(day, owner, outcome, revision=revision)
    return outcome


def redo_days(records: Iterable[SyncRecord], queue: SyncQueue, now: datetime) -> tuple[SyncRequest, ...]:
    """Queue undone days again: they are read anew and posted as the next revision."""
    requests = tuple(SyncRequest(record.day, SyncCause.REDO, now) for record in records)
    queue.send(Lane.BACKFILL, requests)
    return requests


def _check(record: SyncRecord) -> None:
    if record.intent is not None and record.intent.action is not IntentAction.REMOVE:
        raise NothingToUndoError(
            "{day}: a call to QuickBooks is still open; sync the day first, then undo it", day=record.day
        )
    if record.document is None and not record.deltas:
        raise NothingToUndoError("{day} has no document in the books", day=record.day)
