"""Remembers which alarms fired, and which ended, from look to look."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from daybook_local.watching.alarms import AlarmState
from daybook_local.watching.operations import Operations


@dataclass
class AlarmWatch:
    """`collect` reads what was measured since the last look. `fired` is when each alarm first fired."""

    operations: Operations
    collect: Callable[[], object]
    fired: dict[str, datetime] = field(default_factory=dict)
    ringing: frozenset[str] = frozenset()

    def look(self) -> None:
        """Read what is new, and see in which state every alarm is now."""
        self.collect()
        now = self.operations.now()
        self.ringing = frozenset(
            alarm.name
            for alarm in self.operations.alarms
            if alarm.state(self.operations.measured, now) is AlarmState.ALARM
        )
        for name in sorted(self.ringing):
            self.fired.setdefault(name, now)

    def rings(self, name: str) -> bool:
        """Whether an alarm was in `ALARM` at the last look."""
        return name in self.ringing

    @property
    def cleared(self) -> frozenset[str]:
        """The alarms that fired and are over."""
        return frozenset(self.fired) - self.ringing
