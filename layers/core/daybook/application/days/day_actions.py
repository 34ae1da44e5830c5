"""The actions of a person on one location-day, for its page, the API and the commands."""

from collections.abc import Sequence
from typing import Protocol

from daybook.application.days.settle_holds import may_be_released, release_day
from daybook.application.days.undo_days import redo_days, undo_day
from daybook.application.ports.systems import HasClock, HasConnections, HasQueue, HasSyncLog
from daybook.application.posting.reading.read_day import usable_connection
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.day_state import DayAction
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncRequest, SyncState


class DaySystems(HasClock, HasConnections, HasQueue, HasSyncLog, Protocol):
    """The systems that an action on a day needs."""


def actions_for(record: SyncRecord) -> tuple[DayAction, ...]:
    """The actions that are possible now, the likeliest first; while an undo or redo is open, no other one."""
    actions = []
    if may_be_released(record):
        actions.append(DayAction.RELEASE)
    if record.state is not SyncState.UNDONE:
        actions.append(DayAction.RETRY)
    if record.open_directive is not None:
        return tuple(actions)
    if record.state is SyncState.UNDONE:
        actions.append(DayAction.REDO)
    elif not record.books.is_nothing:
        actions.append(DayAction.UNDO)
    return tuple(actions)


def redo_many(merchant_id: BooksId, records: Sequence[SyncRecord], systems: DaySystems) -> None:
    """Ask workers to post undone days of one merchant again: one check of the connection, one list of messages.

    Raises:
        NeedsAttentionError: the merchant is not connected, so a worker cannot carry it out.
        RetriableError: the queue did not take all messages; the same request may be repeated.
    """
    usable_connection(merchant_id, systems.connections)
    redo_days(records, systems.sync_log, systems.queue, systems.clock.now())


def act_on_day(record: SyncRecord, action: DayAction, systems: DaySystems) -> None:
    """Request an action: a worker carries it out, and the day's page shows it as in progress.

    Raises:
        NotReleasableError, NothingToUndoError: the day has changed meanwhile; look at it again.
        NeedsAttentionError: the merchant is not connected, so a worker cannot carry it out.
        RetriableError: the queue did not take the message; the same action may be repeated.
    """
    usable_connection(record.day.merchant_id, systems.connections)
    now = systems.clock.now()
    match action:
        case DayAction.RETRY:
            systems.queue.send([SyncRequest(record.day, SyncCause.RESYNC, now)])
        case DayAction.RELEASE:
            release_day(record.day, systems.sync_log, systems.queue, now)
        case DayAction.REDO:
            redo_days([record], systems.sync_log, systems.queue, now)
        case DayAction.UNDO:
            undo_day(record.day, systems.sync_log, systems.queue, now)
