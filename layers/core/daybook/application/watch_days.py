"""Every due location-day ends posted, empty or held with a reason: whatever does not is found here (design 2).

A day that is due while nobody works on it has lost its message, in a queue that was purged or between planning and
sending. It is queued again, which is harmless: a day is posted under its key, however many messages name it. A failed
day is not: it lies in the dead letters, and only a person knows whether the cause is settled.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from daybook.application.ports import Clock, Lane, SyncLog, SyncQueue
from daybook.domain.sync import SyncCause, SyncRecord, SyncRequest, SyncState

# Longer than the pauses between the tries of one message, and shorter than the hour between two looks.
BEING_WORKED_ON = timedelta(minutes=45)
# What is lost three times is not lost by chance.
MOST_REQUEUES = 3
# One look adds a burst that the daily lane swallows within minutes; the rest has its turn an hour later.
MOST_AT_ONCE = 500
MOST_NAMED = 500
# A close is due within two calendar dates of its business date in every zone; anything else is history.
_DATES_UNTIL_DUE = 2


@dataclass(frozen=True, slots=True)
class DayPorts:
    """What watching days needs; `patience` is how long a due day may stay unsettled."""

    sync_log: SyncLog
    queue: SyncQueue
    clock: Clock
    patience: timedelta


@dataclass(frozen=True, slots=True)
class DaysWatched:
    """Days that are overdue at `at`: the waits of all of them, the records of as many as are named; days sent again."""

    at: datetime
    waits: tuple[timedelta, ...]
    named: tuple[SyncRecord, ...]
    requeued: tuple[SyncRequest, ...]


def watch_days(ports: DayPorts) -> DaysWatched:
    """Count what is overdue, and queue again what was lost.

    Raises:
        RetriableError: the queue took none; the next look finds the same days again.
    """
    now = ports.clock.now()
    untouched_since = now - BEING_WORKED_ON
    waits: list[timedelta] = []
    named: list[SyncRecord] = []
    lost: list[SyncRecord] = []
    for record in ports.sync_log.unsettled(untouched_since):
        if record.updated_at > untouched_since:
            continue
        if now - record.due_at >= ports.patience:
            waits.append(now - record.due_at)
            named += [record] if len(named) < MOST_NAMED else []
        if record.state is SyncState.DUE and record.requeued < MOST_REQUEUES:
            lost.append(record)
    return DaysWatched(now, tuple(waits), tuple(named), _queued_again(lost, untouched_since, now, ports))


def _queued_again(
    lost: list[SyncRecord], untouched_since: datetime, now: datetime, ports: DayPorts
) -> tuple[SyncRequest, ...]:
    """Those that were sent again least come first, so that nobody's turn is taken by a day that is lost for good."""
    chosen = sorted(lost, key=lambda record: (record.requeued, record.due_at))[:MOST_AT_ONCE]
    # The table decides, not the index of open days, which lags a moment.
    requests = tuple(
        _again(record, now) for record in chosen if ports.sync_log.requeue(record.day, untouched_since, MOST_REQUEUES)
    )
    for lane in Lane:
        ports.queue.send(lane, [request for request in requests if _lane_of(request) is lane])
    return requests


def _again(record: SyncRecord, now: datetime) -> SyncRequest:
    """The message that was lost: a close counts from the instant it was due, history from now on."""
    if (record.due_at.date() - record.day.business_date).days <= _DATES_UNTIL_DUE:
        return SyncRequest(record.day, SyncCause.SCHEDULE, record.due_at)
    return SyncRequest(record.day, SyncCause.REPLAY, now)


def _lane_of(request: SyncRequest) -> Lane:
    return Lane.DAILY if request.cause is SyncCause.SCHEDULE else Lane.BACKFILL
