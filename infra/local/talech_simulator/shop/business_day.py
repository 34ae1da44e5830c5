"""Which business day an instant belongs to (docs/talech.md 7.6), worked out from the page alone.

A business day runs from one moment at which the shop's clock reads Report End Time to the next. It is
labelled with the date on which it starts when Report End Time is at or before noon, else with the date on
which it ends.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from talech_simulator.contract import EarlierSettings, Location

_ONE_DAY = timedelta(days=1)
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """One labelled day; the instants are UTC and `end` belongs to the next day."""

    date: date
    start: datetime
    end: datetime


class BusinessCalendar:
    """The business days of one location through every change of its settings.

    A change takes effect with the business date in `settings_from`: that day starts by the new settings and
    the day before ends there, longer or shorter than usual, so that days never overlap or leave a hole.
    """

    def __init__(self, location: Location) -> None:
        present = EarlierSettings(
            settings_from=location.settings_from or date.min,
            timezone=location.timezone,
            report_end_time=location.report_end_time,
        )
        self._settings = sorted((*location.earlier_settings, present), key=lambda each: each.settings_from)
        self._starts: dict[date, datetime] = {}

    def day(self, label: date) -> BusinessDay:
        """The business day of that date."""
        return BusinessDay(label, self._start(label), self._start(label + _ONE_DAY))

    def day_of(self, instant: datetime) -> BusinessDay:
        """The business day an instant belongs to; a boundary belongs to the new day."""
        label = instant.astimezone(UTC).date() - 2 * _ONE_DAY
        while self._start(label + _ONE_DAY) <= instant:
            label += _ONE_DAY
        return self.day(label)

    def days_between(self, first: date, last: date) -> list[BusinessDay]:
        """Every business day from `first` to `last`, both included."""
        return [self.day(first + offset * _ONE_DAY) for offset in range((last - first).days + 1)]

    def zone_on(self, label: date) -> ZoneInfo:
        """The zone of the shop's clock on that business date."""
        return ZoneInfo(self._in_force(label).timezone)

    def _start(self, label: date) -> datetime:
        start = self._starts.get(label)
        if start is None:
            settings = self._in_force(label)
            clock = time.fromisoformat(settings.report_end_time)
            starts_on = label if clock <= _NOON else label - _ONE_DAY
            start = instant_at(datetime.combine(starts_on, clock), ZoneInfo(settings.timezone))
            self._starts[label] = start
        return start

    def _in_force(self, label: date) -> EarlierSettings:
        reached = [each for each in self._settings if each.settings_from <= label]
        return reached[-1] if reached else self._settings[0]


def instant_at(wall_clock: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant at which a clock in `zone` reads `wall_clock` (naive).

    A reading in the autumn overlap means its first occurrence; one in the spring gap, which no clock ever
    shows, means the first instant after the gap.
    """
    first = wall_clock.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall_clock:
        return first
    before = wall_clock.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _transition_between(before, first, zone)


def _transition_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second at which the zone's offset changes, by halving the interval."""
    old_offset = before.astimezone(zone).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == old_offset:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)
