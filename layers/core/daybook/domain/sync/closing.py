"""When a merchant's business day has ended and settled, on the wall clock of a zone, and what is expected then.

A schedule fires at every closing, and plan_syncs makes the days due that ended at it. Which closing comes next is on
record apart from the schedule, so that a firing which never came is missed (docs/architecture.md 1).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from daybook.domain.merchant.business_date import dates_between, wall_clock_instant
from daybook.domain.outside_ids import TalechMerchantId

# All shops of a zone close at one second. Their schedules fire anywhere in this time after it, so that Scheduler and
# plan_syncs have a stream to carry and not a wave, and pages keep room.
FIRES_WITHIN = timedelta(minutes=5)
# The last moment of the window, and the six minutes that three tries of plan_syncs take with the pauses between them.
MISSED_AFTER = FIRES_WITHIN + timedelta(minutes=10)
# plan_syncs catches up on as many days at any closing; what is older is history.
LOOKED_BACK = timedelta(days=7)
# Whoever stands in for a schedule and sees no plan follow asks again, and gives up until the next closing: what is lost
# three times is not lost by chance, and lies in the dead letters of plan_syncs.
ASKED_AGAIN_AFTER = timedelta(minutes=30)
MOST_TRIES = 3
_ONE_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Closing:
    """A closing time on the wall clock of a zone, settle delay included: one schedule each."""

    zone: str
    at: time

    def readings(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The instants from `first` to `last`, both included, at which the clock reads the time: one a date.

        On the date of the spring gap that is the first instant after it, in the autumn overlap the first of two.
        """
        zone = ZoneInfo(self.zone)
        # The gap can carry a reading into the next date.
        dates = dates_between(first.astimezone(zone).date() - _ONE_DAY, last.astimezone(zone).date())
        for instant in (wall_clock_instant(datetime.combine(on, self.at), zone) for on in dates):
            if first <= instant <= last:
                yield instant

    def next_reading(self, since: datetime) -> datetime:
        """The first reading at or after an instant."""
        # No two readings are further apart, whatever a zone does to its clock.
        return next(self.readings(since, since + 2 * _ONE_DAY))

    def is_shown(self, instant: datetime) -> bool:
        """Whether the clock shows the time then: a time inside the spring gap it never does, and no schedule fires."""
        return instant.astimezone(ZoneInfo(self.zone)).time() == self.at


@dataclass(frozen=True, slots=True)
class ExpectedClosing:
    """The oldest closing of a merchant that is not planned, and what was done about it.

    `asked_until` is the newest closing that plan_syncs was asked to plan in the schedule's place, `asked_at` when that
    was last done and `tries` how often. `version` counts what was written, so that two writers notice each other.
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
        """From when on it is missed, or may be asked for again."""
        if self.asked_until is None or self.asked_at is None:
            return self.expected_at + MISSED_AFTER
        next_missed = self.closing.next_reading(self.asked_until + _INSTANT) + MISSED_AFTER
        return min(next_missed, self.asked_at + ASKED_AGAIN_AFTER) if self.tries < MOST_TRIES else next_missed

    def missed(self, now: datetime) -> tuple[datetime, ...]:
        """The closings that are missed by now, oldest first, at most those of a week."""
        first = max(self.expected_at, now - LOOKED_BACK)
        return tuple(self.closing.readings(first, now - MISSED_AFTER))

    def not_asked_for(self, now: datetime) -> tuple[datetime, ...]:
        """Those of them that nobody stood in for yet."""
        return tuple(at for at in self.missed(now) if self.asked_until is None or at > self.asked_until)

    def asked(self, now: datetime) -> Self:
        """What is on record once plan_syncs has been asked for everything that is missed by now."""
        tries = 1 if self.not_asked_for(now) else self.tries + 1
        newest = max(self.missed(now), default=self.asked_until)
        return replace(self, asked_until=newest, asked_at=now, tries=tries, version=self.version + 1)

    def planned(self, scheduled_at: datetime) -> Self:
        """What is expected once a closing is planned: the one after it. One that is older moves nothing back."""
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
    """What is expected of a merchant from an instant on, that instant included."""
    instant = since.astimezone(UTC)
    return frozenset(ExpectedClosing(merchant_id, each, each.next_reading(instant)) for each in closings)
