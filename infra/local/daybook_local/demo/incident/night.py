"""The running system during a bad night: its clock is moved step by step, and its alarms are looked at after each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from daybook_local.demo.days.posting import Scene
from daybook_local.demo.sequels.passing_time import PassingTime
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange
from daybook_local.watching.alarm_watch import AlarmWatch

STEP = timedelta(minutes=5)
# The watchdog has to look at least once an hour.
_WATCHED_STEP = timedelta(minutes=45)


@dataclass
class Night:
    """`letters` and `settled` are the dead letters that an operator found, and those of them that are settled.

    `look_at` hears of each moment at which there is something to see.
    """

    scene: Scene
    dates: DateRange
    time: PassingTime
    watch: AlarmWatch
    look_at: Callable[[str], None]
    letters: int = 0
    settled: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def system(self) -> LocalSystem:
        """The system."""
        return self.scene.system

    def pass_until(self, is_so: Callable[[], bool], *, within: timedelta, step: timedelta = STEP) -> bool:
        """Let time pass until it is so; whether it came to that in time."""
        until = self.system.clock.now() + within
        self.watch.look()
        while not is_so():
            left = until - self.system.clock.now()
            if left <= timedelta():
                return False
            self.time.passes(min(step, left))
            self.watch.look()
        return True

    def pass_to(self, moment: datetime) -> None:
        """Let hours pass in which nothing is waited for."""
        self.pass_until(lambda: False, within=moment - self.system.clock.now(), step=_WATCHED_STEP)

    def records(self, first: date, last: date) -> list[LocationDayRecord]:
        """What is on record of some dates."""
        return self.system.daybook.history(self.system.sample.merchant_id, first, last)

    def drop_letters(self, reason: str) -> None:
        """An operator deletes every letter that waits, and says why."""
        for letter in self._waiting():
            self.system.daybook.drop_letter(letter, reason)
            self.settled += 1

    def redrive_letters(self) -> None:
        """An operator sends every letter that waits again."""
        for letter in self._waiting():
            self.system.daybook.redrive_letter(letter)
            self.settled += 1

    def _waiting(self) -> list[str]:
        found = self.system.daybook.letters()
        self.letters += len(found)
        return found
