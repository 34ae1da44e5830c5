"""The simulator's own time, so that a test can let a hundred days pass without waiting for them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")
"""Every `MetaData` time seen in the field carries this zone's offset (docs/quickbooks.md 7)."""


def real_now() -> datetime:
    """The machine's time in UTC."""
    return datetime.now(UTC)


class Clock:
    """A time source that can be moved forward and back; by default it follows the machine."""

    def __init__(self, source: Callable[[], datetime] = real_now) -> None:
        self._source = source
        self._shift = timedelta()

    @property
    def shift(self) -> timedelta:
        """How far it is ahead of its source."""
        return self._shift

    def now(self) -> datetime:
        """The simulated instant, in UTC."""
        return self._source() + self._shift

    def today(self) -> date:
        """The server's date: what QuickBooks writes when a document comes without `TxnDate`."""
        return self.now().astimezone(PACIFIC).date()

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._shift += by

    def set(self, instant: datetime) -> None:
        """Jump to an instant; the clock runs on from there."""
        self._shift = instant.astimezone(UTC) - self._source()


def wire_time(instant: datetime) -> str:
    """An instant as QuickBooks writes it in `MetaData`: Pacific time, with the offset, to the second."""
    return instant.astimezone(PACIFIC).isoformat(timespec="seconds")


def wire_time_with_milliseconds(instant: datetime) -> str:
    """An instant as QuickBooks writes it in the `time` of an answer."""
    return instant.astimezone(PACIFIC).isoformat(timespec="milliseconds")
