"""When a schedule of EventBridge Scheduler is due: ``at``, ``rate`` and ``cron`` in the schedule's own time zone.

The rules are those of the service's user guide, "Schedule types": a cron time inside the spring gap is skipped, one
inside the autumn overlap runs once, a rate counts elapsed time whatever the clocks do, and a rate without a start
date begins at once. The guide says nothing of an ``at`` inside the gap; here the clock runs on (02:30 becomes 03:30).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from daybook_local.aws.schedules.cron_fields import DayRule, ScheduleExpressionError, parse_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)(s?)\)")
_CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
_FIRST_YEAR, _LAST_YEAR = 1970, 2199


class ScheduleExpression(Protocol):
    """A parsed expression."""

    def between(self, after: datetime, until: datetime, zone: ZoneInfo, start: datetime) -> Iterator[datetime]:
        """Every due instant in ``(after, until]`` in UTC, oldest first. ``start`` is where a rate counts from."""
        ...


def parse_expression(text: str) -> ScheduleExpression:
    """Read ``at(...)``, ``rate(...)`` or ``cron(...)``.

    Raises:
        ScheduleExpressionError: AWS would refuse it when the schedule is created.
    """
    try:
        if found := _AT.fullmatch(text):
            return At(datetime.fromisoformat(found[1]))
        if found := _RATE.fullmatch(text):
            return _rate(int(found[1]), unit=found[2], plural=bool(found[3]))
        if found := _CRON.fullmatch(text):
            return _cron(found.groups())
    except ValueError as error:
        raise ScheduleExpressionError(f"{text}: {error}") from error
    raise ScheduleExpressionError(f"{text!r} is not at(...), rate(...) or cron(...) with six fields")


@dataclass(frozen=True)
class At:
    """Once, at a time of the wall clock."""

    wall: datetime

    def between(self, after: datetime, until: datetime, zone: ZoneInfo, start: datetime) -> Iterator[datetime]:
        """The one instant, if it lies inside."""
        del start
        instant = self.wall.replace(tzinfo=zone).astimezone(UTC)
        if after < instant <= until:
            yield instant


@dataclass(frozen=True)
class Rate:
    """Again and again, a fixed time apart."""

    step: timedelta

    def between(self, after: datetime, until: datetime, zone: ZoneInfo, start: datetime) -> Iterator[datetime]:
        """``start`` itself and every step after it."""
        del zone
        steps = max(0, (after - start) // self.step + 1)
        instant = start + steps * self.step
        while instant <= until:
            yield instant.astimezone(UTC)
            instant += self.step


@dataclass(frozen=True)
class Cron:
    """At the times of the wall clock that fit every field."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: DayRule
    months: frozenset[int]
    years: frozenset[int]

    def between(self, after: datetime, until: datetime, zone: ZoneInfo, start: datetime) -> Iterator[datetime]:
        """Walk the local days and read every fitting time of each."""
        del start
        day = after.astimezone(zone).date()
        last = until.astimezone(zone).date()
        while day <= last:
            if day.year in self.years and day.month in self.months and self.days.fits(day):
                for hour in self.hours:
                    for minute in self.minutes:
                        instant = _existing_instant(datetime.combine(day, time(hour, minute)), zone)
                        if instant is not None and after < instant <= until:
                            yield instant
            day += timedelta(days=1)


def _existing_instant(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant at which a clock in ``zone`` shows ``wall``; None inside the spring gap."""
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return instant if instant.astimezone(zone).replace(tzinfo=None) == wall else None


def _rate(value: int, *, unit: str, plural: bool) -> Rate:
    if value < 1 or plural != (value != 1):
        raise ScheduleExpressionError("a rate is 1 minute, 2 minutes and so on")
    return Rate(timedelta(**{f"{unit}s": value}))


def _cron(fields: tuple[str, ...]) -> Cron:
    minute, hour, day_of_month, month, day_of_week, year = fields
    return Cron(
        minutes=tuple(sorted(parse_numbers(minute, 0, 59))),
        hours=tuple(sorted(parse_numbers(hour, 0, 23))),
        days=DayRule.parse(day_of_month, day_of_week),
        months=parse_numbers(month, 1, 12, _MONTHS),
        years=parse_numbers(year, _FIRST_YEAR, _LAST_YEAR),
    )
