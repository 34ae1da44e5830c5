"""How far a demonstration has come: steps that are over are not taken again when it is taken up."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta

from daybook_local.system.kept_system import KeptSystem
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.vendors.quickbooks_control import MeterReading

_LOOK_SECONDS = 0.05
_KEPT_WITHIN_SECONDS = 60.0
# Longer than a queue hides a message from others and than a worker holds a day: who had it was killed.
_NOBODY_HOLDS_ANYTHING = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class KeptStory:
    """The steps of a demonstration, kept in a folder; without one each is taken."""

    kept: KeptSystem | None = None

    @property
    def is_taken_up(self) -> bool:
        """Whether it goes on from what an earlier command did."""
        return self.kept is not None and self.kept.is_taken_up

    def begin(self, system: LocalSystem) -> None:
        """Let so much time pass that what a killed worker held is free, where a system was taken up."""
        if self.kept is not None and self.kept.step("connected") is not None:
            system.clock.advance(seconds=_NOBODY_HOLDS_ANYTHING.total_seconds())

    def reading(self, step: str, system: LocalSystem, take: Callable[[], MeterReading]) -> MeterReading:
        """The meter as a step left it; the step is taken unless it was before.

        Raises:
            TimeoutError: the local AWS does not keep its state.
        """
        figures = self.kept.step(step) if self.kept is not None else None
        if figures is not None:
            return MeterReading(**figures)
        reading = take()
        if self.kept is not None:
            _wait_until_kept(system)
            self.kept.keep_step(step, asdict(reading))
        return reading


def _wait_until_kept(system: LocalSystem) -> None:
    """Stay until the local AWS, which keeps copies of itself, has kept one of this moment or later."""
    asked_at = time.time()
    while (kept_at := system.kept_at()) is None or kept_at < asked_at:
        if time.time() - asked_at > _KEPT_WITHIN_SECONDS:
            raise TimeoutError(f"the local AWS has not kept its state for a minute; see {system.work.log('aws')}")
        time.sleep(_LOOK_SECONDS)
