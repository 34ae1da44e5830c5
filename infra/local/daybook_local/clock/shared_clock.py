"""The system's clock. Its holder moves it; simulators, functions, queues and schedules read it from its file."""

import os
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

_IN_PROCESSES = Path(__file__).parent / "in_processes"
_FILE_VARIABLE = "DAYBOOK_LOCAL_CLOCK"
_SECONDS = struct.Struct("<d")


class SharedClock:
    """The machine's clock plus what the file says. It never goes back: waits that run would begin anew."""

    def __init__(self, file: Path) -> None:
        """Open the clock of a running system."""
        self.file = file

    @classmethod
    def begin(cls, file: Path, at: datetime | None = None) -> "SharedClock":
        """A new clock that shows an instant, the machine's if none is given, and runs on from there."""
        file.parent.mkdir(parents=True, exist_ok=True)
        clock = cls(file)
        clock._write((at - datetime.now(UTC)).total_seconds() if at else 0.0)
        return clock

    @classmethod
    def take_up(cls, file: Path, at: datetime | None = None) -> "SharedClock":
        """The clock that a file holds, as far ahead as it was; a new one where there is none."""
        if file.exists() and file.stat().st_size == _SECONDS.size:
            return cls(file)
        return cls.begin(file, at)

    @property
    def offset(self) -> timedelta:
        """How far ahead of the machine it is."""
        (seconds,) = _SECONDS.unpack(self.file.read_bytes())
        return timedelta(seconds=seconds)

    def now(self) -> datetime:
        """The system's instant, UTC."""
        return datetime.now(UTC) + self.offset

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Let time pass at once, for every process; the new instant.

        Raises:
            ValueError: time does not go back.
        """
        passed = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        if passed < timedelta():
            raise ValueError(f"the clock of the local system goes forward only, not by {passed}")
        self._write((self.offset + passed).total_seconds())
        return self.now()

    def _write(self, seconds: float) -> None:
        # In place, because processes have the file mapped: eight aligned bytes change at once.
        descriptor = os.open(self.file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, _SECONDS.pack(seconds))
        finally:
            os.close(descriptor)


def followed(file: Path | None, environment: Mapping[str, str]) -> dict[str, str]:
    """The variables by which a Python process follows the clock in a file, beside those it has; none without a file."""
    if file is None:
        return {}
    paths = [str(_IN_PROCESSES), *filter(None, [environment.get("PYTHONPATH")])]
    return {_FILE_VARIABLE: str(file), "PYTHONPATH": os.pathsep.join(paths)}
