"""Closings: when a merchant's business day has ended and settled, and which closing Daybook expects next.

A schedule fires at every closing, and plan_syncs makes the days due that ended then. The next expected closing is also
stored, so that the watchdog notices a firing that did not happen (docs/architecture.md 1).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from daybook.domain.merchant.business_date import dates_between, wall_clock_instant
from daybook.domain.outside_ids import TalechMerchantId

# All shops of a zone close in the same second. Their schedules fire at random within this time after it, so that
# Scheduler, plan_syncs and pages do not get all the load at once.
FIRES_WITHIN = timedelta(minutes=5)
# The end of the window, plus the six minutes of three tries of plan_syncs with the pauses between them.
MISSED_AFTER = FIRES_WITHIN + timedelta(minutes=10)
# plan_syncs catches up on this many days at a closing; older days are history.
LOOKED_BACK = timedelta(days=7)
# The watchdog fires a missed closing this often if no plan follows, then waits for the next closing: the cause is then
# not chance, and the call is in the dead letters of plan_syncs.
ASKED_AGAIN_AFTER = timedelta(minutes=30)
MOST_TRIES = 3
_ONE_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Closing:
    """A closing time on the wall clock of a zone, settle delay included; each has one schedule."""

    zone: str
    at: time

    def readings(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The instants from `first` to `last`, both included, at which the clock shows the time: one per date.

        In the spring gap it is the first instant after the gap, in the autumn overlap the first of the two.
        """
        zone = ZoneInfo(self.zone)
        # The gap can move a reading to the next date.
        dates = dates_between(first.astimezone(zone).date() - _ONE_DAY, last.astimezone(zone).date())
        for instant in (wall_clock_instant(datetime.combine(on, self.at), zone) for on in dates):
            if first <= instant <= last:
                yield instant

    def next_reading(self, since: datetime) -> datetime:
        """The first reading at or after an instant."""
        # Two readings are never further apart, in any zone.
        return next(self.readings(since, since + 2 * _ONE_DAY))

    def is_shown(self, instant: datetime) -> bool:
        """Whether the clock shows the time at the instant; in the spring gap it does not, and no schedule fires."""
        return instant.astimezone(ZoneInfo(self.zone)).time() == self.at


@dataclass(frozen=True, slots=True)
class ExpectedClosing:
    """A merchant's oldest closing that is not planned yet, and what the watchdog did about it.

    `asked_until` is the newest closing that the watchdog fired instead of the schedule, `asked_at` when it last did so
    and `tries` how often. `version` counts the writes, so that two writers notice each other.
    """

    merchant_id: TalechMerchantId
    closing: Closing
    expected_at: datetime
    asked_until: datetime | None = None
    asked_at: datetime | None = None
    tries: int = 0
    version: int = 1

    @property
    def looked_at(self) -> datetime:
        """The instant from which the closing is missed, or may be fired again."""
        if self.asked_until is None or self.asked_at is None:
            return self.expected_at + MISSED_AFTER
        next_missed = self.closing.next_reading(self.asked_until + _INSTANT) + MISSED_AFTER
        return min(next_missed, self.asked_at + ASKED_AGAIN_AFTER) if self.tries < MOST_TRIES else next_missed

    def missed(self, now: datetime) -> tuple[datetime, ...]:
        """The missed closings, oldest first, at most of one week."""
        first = max(self.expected_at, now - LOOKED_BACK)
        return tuple(self.closing.readings(first, now - MISSED_AFTER))

    def not_asked_for(self, now: datetime) -> tuple[datetime, ...]:
        """The missed closings that the watchdog has not fired yet."""
        return tuple(at for at in self.missed(now) if self.asked_until is None or at > self.asked_until)

    def asked(self, now: datetime) -> Self:
        """The row after the watchdog fired every missed closing."""
        tries = 1 if self.not_asked_for(now) else self.tries + 1
        newest = max(self.missed(now), default=self.asked_until)
        return replace(self, asked_until=newest, asked_at=now, tries=tries, version=self.version + 1)

    def planned(self, scheduled_at: datetime) -> Self:
        """The row after a closing was planned: it expects the next one; an older closing changes nothing."""
        following = self.closing.next_reading(scheduled_at + _INSTANT)
        if following <= self.expected_at:
            return self
        moved = replace(self, expected_at=following, version=self.version + 1)
        if self.asked_until is not None and self.asked_until >= following:
            return moved
        return replace(moved, asked_until=None, asked_at=None, tries=0)


def first_expected(
    merchant_id: TalechMerchantId, closings: frozenset[Closing], since: datetime
) -> frozenset[ExpectedClosing]:
    """The first expected closing of a merchant at or after an instant."""
    instant = since.astimezone(UTC)
    return frozenset(ExpectedClosing(merchant_id, each, each.next_reading(instant)) for each in closings)
