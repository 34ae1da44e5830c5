"""Every location-day comes to its end: one that no worker is at is found here (docs/architecture.md 1).

A day that nobody works on has lost its message, in a queue that was purged or between planning and sending. It is
queued again, which is harmless: a day is posted under its key, however many messages name it. That goes for a call
whose answer was not seen, half a change and a person's request too, whatever the state and age of their day. A failed
day is tried again once a day for a week, in case its cause was settled without a word.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from daybook.application.ports.systems import HasClock, HasQueue, HasSyncLog
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncRequest, SyncState

# Longer than the pauses between the tries of one message, and short enough for a lost day to be found within the hour,
# by one of the looks that there are every quarter of it.
BEING_WORKED_ON = timedelta(minutes=45)
# A message that is lost again and again is sent again ever later, until every six hours: queues must not fill with it.
MOST_DOUBLINGS = 3
# A failed day costs a try of its own each time, and its letter can be replayed at any hour.
FAILED_AGAIN_AFTER = timedelta(days=1)
FAILED_AGAIN_FOR = timedelta(days=7)
# One look adds a burst that the daily lane swallows within minutes; the rest has its turn at the next look.
MOST_AT_ONCE = 500
MOST_NAMED = 500
# A close is due within two calendar dates of its business date in every zone; anything else is history.
_DATES_UNTIL_DUE = 2


class OverdueSystems(HasClock, HasQueue, HasSyncLog, Protocol):
    """What watching days needs."""

    @property
    def patience(self) -> timedelta:
        """How long a due day may stay unsettled."""
        ...


@dataclass(frozen=True, slots=True)
class DaysWatched:
    """Days that are overdue at `at`: the waits of all of them, the records of as many as are named; days sent again."""

    at: datetime
    waits: tuple[timedelta, ...]
    named: tuple[SyncRecord, ...]
    requeued: tuple[SyncRequest, ...]


def watch_days(systems: OverdueSystems) -> DaysWatched:
    """Count what is overdue, and queue again what was lost.

    Raises:
        RetriableError: the queue took none; the next look finds the same days again.
    """
    now = systems.clock.now()
    untouched_since = now - BEING_WORKED_ON
    waits: list[timedelta] = []
    named: list[SyncRecord] = []
    lost: list[SyncRecord] = []
    for record in systems.sync_log.unsettled():
        since = record.open_since
        if since is None or record.updated_at > untouched_since:
            continue
        if now - since >= systems.patience:
            waits.append(now - since)
            named += [record] if len(named) < MOST_NAMED else []
        if _is_worth_a_try(record, now):
            lost.append(record)
    return DaysWatched(now, tuple(waits), tuple(named), _queued_again(lost, now, systems))


def _is_worth_a_try(record: SyncRecord, now: datetime) -> bool:
    if record.state is not SyncState.FAILED or record.intent is not None:
        quiet_for: timedelta = BEING_WORKED_ON * (1 << min(record.requeued, MOST_DOUBLINGS))
        return now - record.updated_at >= quiet_for
    failed_at = record.settled_at or record.updated_at
    return now - record.updated_at >= FAILED_AGAIN_AFTER and now - failed_at < FAILED_AGAIN_FOR


def _queued_again(lost: list[SyncRecord], now: datetime, systems: OverdueSystems) -> tuple[SyncRequest, ...]:
    """Those that were sent again least come first, so that no day's turn is taken by one that is lost for good."""
    chosen = sorted(lost, key=lambda record: (record.requeued, record.due_at))[:MOST_AT_ONCE]
    # The table decides, not the index of open days, which lags a moment.
    requests = tuple(
        _again(record, now) for record in chosen if systems.sync_log.requeue(record.day, record.updated_at)
    )
    systems.queue.send(requests)
    return requests


def _again(record: SyncRecord, now: datetime) -> SyncRequest:
    """The message that was lost: a close counts from the instant it was due, history from now on."""
    is_first = record.state is SyncState.DUE and record.standing.is_nothing
    if is_first and (record.due_at.date() - record.day.business_date).days <= _DATES_UNTIL_DUE:
        return SyncRequest(record.day, SyncCause.SCHEDULE, record.due_at)
    return SyncRequest(record.day, SyncCause.REPLAY, now)
