"""Finds unsettled location-days that no worker is working on, and queues them again (docs/architecture.md 1).

Such a day has lost its message: a queue was purged, or the planner failed between record and message. A second message
is harmless, because a day is posted under its key. The same holds for days of every state and age with an open call,
half a change or a person's request. A failed day is tried again once a day for a week, because its cause may have been
settled.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from daybook.application.ports.systems import HasClock, HasQueue, HasSyncLog
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncRequest, SyncState

# Longer than the pauses between the tries of one message, and short enough to find a lost day within an hour: the
# watchdog runs every 15 minutes.
BEING_WORKED_ON = timedelta(minutes=45)
# If a message is lost repeatedly, the pause grows to six hours, so that queues do not fill with it.
MOST_DOUBLINGS = 3
# A failed day costs one try each time, and an operator can replay its dead letter at any time.
FAILED_AGAIN_AFTER = timedelta(days=1)
FAILED_AGAIN_FOR = timedelta(days=7)
# The number of days that the daily lane can process within minutes; the next check queues the others.
MOST_AT_ONCE = 500
MOST_NAMED = 500
# Longer than a day waits in a busy night, and shorter than it takes to be overdue.
WAITS_LONG_AFTER = timedelta(hours=1)


class OverdueSystems(HasClock, HasQueue, HasSyncLog, Protocol):
    """The systems that watching days needs."""

    @property
    def patience(self) -> timedelta:
        """How long a due day may stay unsettled."""


@dataclass(frozen=True, slots=True)
class DaysWatched:
    """The days overdue at `at`: the waits of all, records of some of them, and the days queued again.

    `oldest` is since when the oldest day of all is unsettled, `long_waiting` how many that did not fail have been so
    for an hour, `for_vendor` how many wait for a vendor.
    """

    at: datetime
    waits: tuple[timedelta, ...]
    named: tuple[SyncRecord, ...]
    requeued: tuple[SyncRequest, ...]
    oldest: timedelta = timedelta(0)
    long_waiting: int = 0
    for_vendor: int = 0


def watch_days(systems: OverdueSystems) -> DaysWatched:
    """Count the overdue days, and queue the lost ones again.

    Raises:
        RetriableError: the queue took no message; the next check finds the same days.
    """
    now = systems.clock.now()
    untouched_since = now - BEING_WORKED_ON
    waits: list[timedelta] = []
    named: list[SyncRecord] = []
    lost: list[SyncRecord] = []
    oldest, long_waiting, for_vendor = timedelta(0), 0, 0
    for record in systems.sync_log.unsettled():
        since = record.open_since
        if since is None:
            continue
        oldest = max(oldest, now - since)
        long_waiting += record.state is not SyncState.FAILED and now - since >= WAITS_LONG_AFTER
        for_vendor += _waits_for_a_vendor(record)
        if record.updated_at > untouched_since:
            continue
        if now - since >= systems.patience:
            waits.append(now - since)
            named += [record] if len(named) < MOST_NAMED else []
        if _is_worth_a_try(record, now):
            lost.append(record)
    requeued = _queued_again(lost, now, systems)
    return DaysWatched(now, tuple(waits), tuple(named), requeued, oldest, long_waiting, for_vendor)


def _waits_for_a_vendor(record: SyncRecord) -> bool:
    return record.vendor_wait is not None or record.reason is HoldReason.VENDOR_UNAVAILABLE


def _is_worth_a_try(record: SyncRecord, now: datetime) -> bool:
    if record.state is not SyncState.FAILED or record.intent is not None:
        quiet_for: timedelta = BEING_WORKED_ON * (1 << min(record.requeued, MOST_DOUBLINGS))
        return now - record.updated_at >= quiet_for
    failed_at = record.settled_at or record.updated_at
    return now - record.updated_at >= FAILED_AGAIN_AFTER and now - failed_at < FAILED_AGAIN_FOR


def _queued_again(lost: list[SyncRecord], now: datetime, systems: OverdueSystems) -> tuple[SyncRequest, ...]:
    """Queue first the days that were queued again least often, so that a day lost for good blocks no other."""
    chosen = sorted(lost, key=lambda record: (record.requeued, record.due_at))[:MOST_AT_ONCE]
    # The table decides, because the index of open days may be some seconds old.
    requests = tuple(
        _again(record, now) for record in chosen if systems.sync_log.requeue(record.day, record.updated_at)
    )
    systems.queue.send(requests)
    return requests


def _again(record: SyncRecord, now: datetime) -> SyncRequest:
    """The message to send again: the time of a close is when it was due, that of history is now."""
    is_first = record.state is SyncState.DUE and record.books.is_nothing
    if is_first and record.is_of_a_close:
        return SyncRequest(record.day, SyncCause.SCHEDULE, record.due_at)
    return SyncRequest(record.day, SyncCause.REPLAY, now)
