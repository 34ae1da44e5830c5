"""The port of the clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The current instant."""

    def now(self) -> datetime:
        """An aware UTC datetime."""
