"""When Daybook looks into QuickBooks by itself: a plan for each look of a merchant, off until a person turns it on."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

SECOND_LOOK = timedelta(days=7)
"""From the first sync to the look for double income that follows it."""
WAITED_OUT = timedelta(days=1)
"""From a try to the next one, if QuickBooks did not answer or the try did not come to an end."""
MOST_TRIES = 3
"""Tries of one turn: each one reserves readings, also one that QuickBooks does not answer."""


class LookKind(StrEnum):
    """What is looked for."""

    CLEARING = "clearing"
    DOUBLE_INCOME = "double_income"


class Every(StrEnum):
    """How often Daybook looks by itself; `ONCE` is the look a week after the first sync."""

    NEVER = "never"
    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class LookEnd(StrEnum):
    """How a look ended that no person asked for."""

    DONE = "done"
    TOO_EARLY = "too_early"
    NO_READS = "no_reads"
    NO_ACCESS = "no_access"
    AWAY = "away"
    UNREADABLE = "unreadable"
    NOTHING_TO_READ = "nothing_to_read"


_TURNS = {
    Every.ONCE: timedelta(days=7),
    Every.DAY: timedelta(days=1),
    Every.WEEK: timedelta(days=7),
    Every.MONTH: timedelta(days=30),
}
_FOR_GOOD = frozenset({LookEnd.DONE, LookEnd.UNREADABLE, LookEnd.NOTHING_TO_READ})


@dataclass(frozen=True, slots=True)
class LookPlan:
    """How often, when next (None: not by itself), and how the last look by itself ended.

    `tries` are those of this turn that have not ended yet, or that QuickBooks did not answer.
    """

    every: Every = Every.NEVER
    due_at: datetime | None = None
    tries: int = 0
    ended: LookEnd | None = None
    ended_at: datetime | None = None

    def turned(self, every: Every, now: datetime, looked_at: datetime | None) -> Self:
        """The plan that a person chose; its first turn is at once, unless the last look is younger than a turn."""
        if every is Every.NEVER:
            return replace(self, every=every, due_at=None, tries=0)
        if every is self.every:
            return self
        due_at = now if looked_at is None else max(now, looked_at + _TURNS[every])
        return replace(self, every=every, due_at=due_at, tries=0)

    def once_after(self, now: datetime) -> Self:
        """One look a week from now, where no other is planned; a look that a person asked for moves it."""
        if self.every not in {Every.NEVER, Every.ONCE}:
            return self
        return replace(self, every=Every.ONCE, due_at=now + SECOND_LOOK, tries=0)

    def claimed(self, now: datetime) -> Self:
        """One watchdog makes this try; if it comes to no end, another follows a day later."""
        return replace(self, due_at=now + WAITED_OUT, tries=self.tries + 1)

    def with_end(self, end: LookEnd, now: datetime) -> Self:
        """After a try that was claimed: when the next look is due."""
        if end is LookEnd.TOO_EARLY:
            return replace(self, tries=0)
        ended = replace(self, ended=end, ended_at=now)
        if end is LookEnd.AWAY and self.tries < MOST_TRIES:
            return ended
        return replace(ended, tries=0, due_at=self._next(end, now), every=self._after(end))

    def _next(self, end: LookEnd, now: datetime) -> datetime | None:
        if self._after(end) is Every.NEVER:
            return None
        if end is LookEnd.NO_READS:
            return (now.astimezone(UTC).replace(day=1) + timedelta(days=32)).replace(day=1)
        return now + _TURNS[self.every]

    def _after(self, end: LookEnd) -> Every:
        return Every.NEVER if self.every is Every.ONCE and end in _FOR_GOOD else self.every
