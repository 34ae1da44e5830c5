"""EventBridge Scheduler over public calls: time zones, context attributes, retries, and a clock that can be moved.

The emulator keeps schedules and never fires them. The holder of a ``Schedules`` decides what time it is: ``tick`` with
the machine's clock, ``advance`` through days that have not come yet, ``fire`` for one schedule now.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from daybook_local.aws.background import BackgroundLoop
from daybook_local.aws.schedules.cron_fields import ScheduleExpressionError
from daybook_local.aws.schedules.schedule_expressions import At, Rate, ScheduleExpression, parse_expression
from daybook_local.aws.schedules.schedule_targets import Delivery, Occurrence, TargetCaller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from daybook_local.aws.clients import LocalAws

_LOG = logging.getLogger(__name__)
_INSTANT = timedelta(microseconds=1)
# The emulator knows no next page; AWS would give 100 at a time.
_ALL = 1_000_000


@dataclass(frozen=True)
class Firing:
    """One firing and how its delivery ended."""

    group: str
    name: str
    scheduled_at: datetime
    delivery: Delivery
    fired_at: datetime
    """The same instant, or one later in the schedule's flexible window."""


@dataclass
class _Schedule:
    settings: dict[str, Any]
    expression: ScheduleExpression
    zone: ZoneInfo
    start: datetime
    """Where a rate counts from: the start date, else the moment this schedule was first seen."""
    seen_at: datetime
    delay: timedelta
    """How far into its flexible window it fires."""
    is_new: bool = True

    def next_after(self, after: datetime, until: datetime) -> datetime | None:
        """The first occurrence that fires after one instant and not after the other."""
        return next(self._between(after, until), None)

    def last_before(self, after: datetime, until: datetime) -> datetime | None:
        """The last occurrence of that stretch."""
        return max(self._between(after, until), default=None)

    def _between(self, after: datetime, until: datetime) -> Iterator[datetime]:
        # What was due before the schedule came into being never fires, however long its window is.
        since = max(after - self.delay, self.seen_at)
        until -= self.delay
        # A rate without a start date is due at the very moment it comes into being.
        since = since - _INSTANT if self.is_new and self.is_rate else since
        first = self.settings.get("StartDate")
        last = self.settings.get("EndDate")
        since = max(since, first - _INSTANT) if first else since
        until = min(until, last) if last else until
        return self.expression.between(since, until, self.zone, self.start)

    @property
    def is_rate(self) -> bool:
        return isinstance(self.expression, Rate)

    def is_over(self, now: datetime) -> bool:
        last = self.settings.get("EndDate")
        return isinstance(self.expression, At) or (last is not None and now >= last)


class Schedules:
    """Every schedule of the emulator. One thread at a time may move its clock."""

    def __init__(self, aws: LocalAws, *, wait: bool = False, into_window: float = 0.0) -> None:
        """With ``wait`` a function has finished when its firing returns; AWS itself only hands over the event.

        AWS fires anywhere in a flexible window: ``into_window`` says where, from 0 for its start to 1 for its end.
        """
        self._aws = aws
        self._into_window = into_window
        self._caller = TargetCaller(aws, wait=wait)
        self._known: dict[tuple[str, str, datetime], _Schedule] = {}
        self._refused: set[tuple[str, str, datetime]] = set()
        self._ticked_at: datetime | None = None

    def tick(self, now: datetime) -> list[Firing]:
        """Fire what became due since the tick before; the first tick fires only what is due at once."""
        since, self._ticked_at = self._ticked_at or now, now
        return self.advance(since, now)

    def advance(self, start: datetime, end: datetime) -> list[Firing]:
        """Fire every occurrence in ``(start, end]`` in order, also of schedules that a firing creates or changes.

        A rate is at work all the time: where the clock was moved over many of its turns with nothing else between
        them, only the last is taken, and a night of quarter hours is one look of the watchdog.
        """
        firings: list[Firing] = []
        cursor = start
        while due := self._due(cursor, end):
            cursor = min(instant + schedule.delay for schedule, instant in due)
            for schedule, instant in due:
                if instant + schedule.delay == cursor:
                    firings.append(self._fire(schedule.settings, instant, cursor))
                    self._complete(schedule, instant)
        return firings

    def fire(self, name: str, group: str = "default", at: datetime | None = None) -> Firing:
        """Fire one schedule now, due or not; ``at`` is the scheduled time its target is told."""
        settings: dict[str, Any] = dict(self._aws.scheduler.get_schedule(Name=name, GroupName=group))
        instant = at or datetime.now(UTC)
        return self._fire(settings, instant, instant)

    def _due(self, cursor: datetime, end: datetime) -> list[tuple[_Schedule, datetime]]:
        """The next occurrence of every schedule that has one; of a rate, the last before any other schedule's."""
        schedules = list(self._enabled(cursor))
        firsts = [(each, each.next_after(cursor, end)) for each in schedules if not each.is_rate]
        until = min((instant + schedule.delay for schedule, instant in firsts if instant), default=end)
        lasts = [(each, each.last_before(cursor, until)) for each in schedules if each.is_rate]
        for schedule in schedules:
            schedule.is_new = False
        return [(schedule, instant) for schedule, instant in [*firsts, *lasts] if instant is not None]

    def _enabled(self, cursor: datetime) -> Iterator[_Schedule]:
        listed = self._aws.scheduler.list_schedules(MaxResults=_ALL)["Schedules"]
        known: dict[tuple[str, str, datetime], _Schedule] = {}
        for entry in listed:
            key = (entry["GroupName"], entry["Name"], entry["LastModificationDate"])
            schedule = self._known.get(key) or self._read(key, cursor)
            if schedule is not None:
                known[key] = schedule
                if entry["State"] == "ENABLED":
                    yield schedule
        self._known = known

    def _read(self, key: tuple[str, str, datetime], cursor: datetime) -> _Schedule | None:
        group, name, _ = key
        settings: dict[str, Any] = dict(self._aws.scheduler.get_schedule(Name=name, GroupName=group))
        try:
            expression = parse_expression(settings["ScheduleExpression"])
            zone = ZoneInfo(settings.get("ScheduleExpressionTimezone") or "UTC")
        except (ScheduleExpressionError, ZoneInfoNotFoundError) as error:
            if key not in self._refused:
                self._refused.add(key)
                _LOG.error("%s/%s never fires, AWS would refuse it: %s", group, name, error)
            return None
        delay = _window(settings) * self._into_window
        return _Schedule(settings, expression, zone, settings.get("StartDate") or cursor, cursor, delay)

    def _fire(self, settings: dict[str, Any], instant: datetime, fired_at: datetime) -> Firing:
        delivery = self._caller.deliver(settings["Target"], Occurrence(settings["Arn"], instant))
        if delivery.error:
            _LOG.warning("%s/%s: %s", settings["GroupName"], settings["Name"], delivery.error)
        return Firing(settings["GroupName"], settings["Name"], instant, delivery, fired_at)

    def _complete(self, schedule: _Schedule, instant: datetime) -> None:
        settings = schedule.settings
        if settings.get("ActionAfterCompletion") == "DELETE" and schedule.is_over(instant):
            self._aws.scheduler.delete_schedule(Name=settings["Name"], GroupName=settings["GroupName"])


def _window(settings: dict[str, Any]) -> timedelta:
    return timedelta(minutes=settings["FlexibleTimeWindow"].get("MaximumWindowInMinutes", 0))


def run_schedules(
    schedules: Schedules, clock: Callable[[], datetime] = lambda: datetime.now(UTC), *, every: float = 1.0
) -> BackgroundLoop:
    """A loop, not started yet, that fires schedules by ``clock``: the machine's, or one that a test moves."""
    return BackgroundLoop("schedules", lambda: schedules.tick(clock()), every=every)
