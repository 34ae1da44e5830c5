"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


class FakeClock:
    """The instant a test says it is."""

    def __init__(self, instant: datetime = MORNING) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def advance(self, **duration: float) -> None:
        """Move on by the arguments of `timedelta`: `advance(seconds=181)`."""
        self.instant += timedelta(**duration)
