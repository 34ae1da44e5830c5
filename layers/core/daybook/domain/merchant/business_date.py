"""Decides which business date an instant belongs to (docs/talech.md 7.6).

A location's day ends at its Report End Time, on the wall clock of its own zone. The boundaries are instants; a day is
`[boundary, next boundary)`, so a boundary instant belongs to the new day. Days never overlap or leave a gap, also when
daylight saving changes the clock.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NOON = time(12)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BusinessWindow:
    """The half-open span of one business day, as UTC instants."""

    start: datetime
    end: datetime

    def __contains__(self, instant: datetime) -> bool:
        """Whether the instant is in the day; the end is not."""
        return self.start <= instant < self.end


@dataclass(frozen=True, slots=True)
class DaySettings:
    """A location's Report End Time and zone, for business dates from `effective_from` on."""

    effective_from: date
    report_end_time: time
    zone: str


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The history of one location's day settings, oldest first, so that an old day is read as it was."""

    history: tuple[DaySettings, ...]

    def __post_init__(self) -> None:
        """Refuse a calendar without settings, or with settings out of order."""
        if not self.history:
            raise ValueError("a business calendar needs at least one Report End Time and zone")
        if list(self.history) != sorted(self.history, key=lambda s: s.effective_from):
            raise ValueError("day settings must be ordered by the date they take effect")

    def settings_for(self, business_date: date) -> DaySettings:
        """The settings in force on a business date; before the first entry, the first."""
        starts = [s.effective_from for s in self.history]
        return self.history[max(0, bisect_right(starts, business_date) - 1)]

    def window(self, business_date: date) -> BusinessWindow:
        """The instants that belong to a business date.

        A change of Report End Time or zone makes the day before it longer or shorter; it never leaves a gap.
        """
        start = self._start(business_date)
        return BusinessWindow(start, max(start, self._next_start(business_date)))

    def business_date_of(self, instant: datetime) -> date:
        """The business date that an instant (any zone) belongs to."""
        zone = ZoneInfo(self.settings_for(instant.date()).zone)
        candidate = instant.astimezone(zone).date() + _ONE_DAY
        # Search backwards from the day after the local date: at most three steps for either rule of naming.
        while instant < self._start(candidate):
            candidate -= _ONE_DAY
        return candidate

    def last_closed(self, instant: datetime) -> date:
        """The newest business date that has ended by an instant."""
        return self.business_date_of(instant) - _ONE_DAY

    def _next_start(self, business_date: date) -> datetime:
        """The start of the next day. A shop that moves far east and closes later may skip one day or two."""
        after = [business_date + days * _ONE_DAY for days in (1, 2, 3)]
        if self.settings_for(business_date) == self.settings_for(after[-1]):
            return self._start(after[0])
        return min(self._start(each) for each in after)

    def _start(self, business_date: date) -> datetime:
        settings = self.settings_for(business_date)
        end_time = settings.report_end_time
        # E at or before noon: the day is named after the date it starts on; after noon, the date it ends on.
        local_date = business_date if end_time <= NOON else business_date - _ONE_DAY
        return wall_clock_instant(datetime.combine(local_date, end_time), ZoneInfo(settings.zone))


def wall_clock_instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant at which a zone's wall clock reads `local`.

    A reading inside the spring gap is the first valid instant after it; one inside the autumn overlap is its first
    occurrence (docs/talech.md 7.6).
    """
    late = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    early = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _offset_change(early, late, zone)  # outside the gap `early` is not before `late`, which is the answer then


def dates_between(first: date, last: date) -> Iterator[date]:
    """Every date from `first` to `last`, both included."""
    for days in range((last - first).days + 1):
        yield first + timedelta(days=days)


def _offset_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant in `(before, after]` from which the zone's offset is the later one, to the second."""
    target = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == target:
            after = middle
        else:
            before = middle
    return after
