"""The simulator's clock: what is later than now has not happened yet."""

from datetime import UTC, datetime


class MovableClock:
    """Stands where it was put; before that it follows the machine's clock."""

    def __init__(self, now: datetime | None = None) -> None:
        self._now = now

    @property
    def stands_at(self) -> datetime | None:
        """Where it was put; None while it follows the machine's clock."""
        return self._now

    def now(self) -> datetime:
        """The present instant of the shops, UTC."""
        return self._now or datetime.now(UTC)

    def set(self, now: datetime | None) -> None:
        """Stand at `now` from here on; None follows the machine's clock again."""
        self._now = now.astimezone(UTC) if now else None
