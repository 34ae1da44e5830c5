"""A location's calendar: wall clock to UTC, and which business date an instant belongs to."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_NOON = time(12)
_LAST_ORDERS = timedelta(minutes=20)


def rfc3339(instant: datetime) -> str:
    """An instant as the contract writes it: UTC, to the second."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class TradingCalendar:
    """The business dates of one location (docs/talech.md 7.6), in its own zone."""

    zone: ZoneInfo
    report_end: time
    first: date
    last: date
    closed: frozenset[date] = frozenset()

    def dates(self) -> list[date]:
        """Every date on which the shop trades, oldest first."""
        every = [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
        return [day for day in every if day not in self.closed]

    def is_open(self, day: date) -> bool:
        """Whether the shop trades on that date and the sample covers it."""
        return self.first <= day <= self.last and day not in self.closed

    def instant(self, day: date, since_midnight: timedelta) -> datetime:
        """The instant of a wall-clock reading; a reading past 24 h falls on the next morning.

        A reading inside the spring gap is read with the offset before it, as a register would that was
        already running.
        """
        local = datetime.combine(day, time(), tzinfo=self.zone) + since_midnight
        return local.astimezone(UTC)

    def boundary(self, day: date) -> datetime:
        """The instant at which business date `day` begins.

        Raises:
            ValueError: the report end time falls into a clock change; no sample may do that.
        """
        starts_on = day if self.report_end <= _NOON else day - timedelta(days=1)
        local = datetime.combine(starts_on, self.report_end, tzinfo=self.zone)
        instant = local.astimezone(UTC)
        if instant.astimezone(self.zone).time() != self.report_end:
            raise ValueError(f"report end time {self.report_end} does not exist on {starts_on} in {self.zone}")
        return instant

    def business_date(self, instant: datetime) -> date:
        """The business date of an instant; a boundary belongs to the new day."""
        guess = instant.astimezone(self.zone).date() + timedelta(days=1)
        while self.boundary(guess) > instant:
            guess -= timedelta(days=1)
        return guess

    def same_day(self, instant: datetime, wait: timedelta) -> datetime:
        """A while later, but never past the end of the instant's business day."""
        end = self.boundary(self.business_date(instant) + timedelta(days=1))
        return min(instant + wait, end - timedelta(seconds=1))

    def shift_date(self, instant: datetime) -> date:
        """The date on which the shift that is on duty began; shifts change at six in the morning."""
        return (instant.astimezone(self.zone) - timedelta(hours=6)).date()

    def latest(self, day: date) -> datetime | None:
        """The instant by which `day` must be over, where the next business date may hold nothing."""
        if self.is_open(day + timedelta(days=1)):
            return None
        return self.boundary(day + timedelta(days=1)) - _LAST_ORDERS
