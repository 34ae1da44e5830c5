"""The fields of a cron expression of AWS, which differ from cron's: Sunday is 1, and ``? L W #`` have meanings."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEEKDAYS = dict(zip(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], range(1, 8), strict=True))
_PART = re.compile(r"(?P<first>\w+|\*)(?:-(?P<last>\w+))?(?:/(?P<step>\d+))?")
_DAYS_OF_MONTH = re.compile(r"(?P<last>L)|LW|(?P<near>\d+)W")
_DAYS_OF_WEEK = re.compile(r"(?P<day>\w+)(?:#(?P<nth>[1-5])|(?P<last>L))")
_NOT_GIVEN = "?"
_SUNDAY, _SATURDAY, _FRIDAY_ISO, _SUNDAY_ISO = 1, 7, 5, 7


class ScheduleExpressionError(ValueError):
    """AWS would refuse this expression."""


def parse_numbers(text: str, low: int, high: int, names: Mapping[str, int] | None = None) -> frozenset[int]:
    """The numbers that a field like ``0/15``, ``MON-FRI`` or ``1,3`` stands for.

    Raises:
        ScheduleExpressionError: not a field, or out of range.
    """
    numbers: set[int] = set()
    for part in text.upper().split(","):
        found = _PART.fullmatch(part)
        if found is None:
            raise ScheduleExpressionError(f"{part!r} is not a value, a range or a step")
        step = int(found["step"] or 1)
        if found["first"] == "*":
            first, last = low, high
        else:
            first = _number(found["first"], names)
            last = _number(found["last"], names) if found["last"] else high if found["step"] else first
        if not low <= first <= last <= high or step < 1:
            raise ScheduleExpressionError(f"{part!r} does not lie within {low} and {high}")
        numbers.update(range(first, last + 1, step))
    return frozenset(numbers)


def _number(text: str, names: Mapping[str, int] | None) -> int:
    if names and text in names:
        return names[text]
    if not text.isdigit():
        raise ScheduleExpressionError(f"{text!r} is not a number or a name")
    return int(text)


@dataclass(frozen=True)
class DayRule:
    """Day of month or day of week: exactly one of the two speaks, the other is ``?``."""

    day_of_month: str
    day_of_week: str

    @classmethod
    def parse(cls, day_of_month: str, day_of_week: str) -> Self:
        """Check both fields.

        Raises:
            ScheduleExpressionError: not exactly one ``?``, or a field is wrong.
        """
        if (day_of_month == _NOT_GIVEN) == (day_of_week == _NOT_GIVEN):
            raise ScheduleExpressionError("exactly one of day-of-month and day-of-week must be ?")
        rule = cls(day_of_month.upper(), day_of_week.upper())
        rule.fits(date(2000, 1, 1))  # reads the field, so that a wrong one is refused now
        return rule

    def fits(self, day: date) -> bool:
        """Whether the schedule runs on ``day``."""
        if self.day_of_week == _NOT_GIVEN:
            return any(_fits_month(part, day) for part in self.day_of_month.split(","))
        return any(_fits_week(part, day) for part in self.day_of_week.split(","))


def _fits_month(part: str, day: date) -> bool:
    found = _DAYS_OF_MONTH.fullmatch(part)
    if found is None:
        return day.day in parse_numbers(part, 1, 31)
    last = calendar.monthrange(day.year, day.month)[1]
    if found["last"]:
        return day.day == last
    wanted = int(found["near"] or last)
    return 1 <= wanted <= last and day == _nearest_weekday(day.replace(day=wanted))


def _nearest_weekday(day: date) -> date:
    """Monday to Friday, without leaving the month."""
    if day.isoweekday() <= _FRIDAY_ISO:
        return day
    forward = day.isoweekday() == _SUNDAY_ISO
    near = day + timedelta(days=1 if forward else -1)
    return near if near.month == day.month else day + timedelta(days=-2 if forward else 2)


def _fits_week(part: str, day: date) -> bool:
    weekday = day.isoweekday() % 7 + 1
    if part == "L":
        return weekday == _SATURDAY
    found = _DAYS_OF_WEEK.fullmatch(part)
    if found is None:
        return weekday in parse_numbers(part, _SUNDAY, _SATURDAY, _WEEKDAYS)
    (wanted,) = parse_numbers(found["day"], _SUNDAY, _SATURDAY, _WEEKDAYS)
    if found["last"]:
        return weekday == wanted and (day + timedelta(days=7)).month != day.month
    return weekday == wanted and (day.day - 1) // 7 + 1 == int(found["nth"])
