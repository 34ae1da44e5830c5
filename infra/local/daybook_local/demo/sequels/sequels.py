"""What can happen after a merchant's days are posted: each sequel is a second act with figures of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from daybook_local.demo.days.posting import Scene
from daybook_local.demo.examination import Examination
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors.quickbooks_control import MeterReading


@dataclass(frozen=True, slots=True)
class FirstAct:
    """What was posted and proven so far; `connected` is the meter as it stood when the merchant had connected."""

    dates: DateRange
    examination: Examination
    connected: MeterReading
    started: float


@dataclass(frozen=True, slots=True)
class Ending:
    """How a sequel ended: the books as they are by then, its own figures, and what a person should read."""

    examination: Examination
    figures: Mapping[str, int]
    said: Sequence[str]
    problems: Sequence[str]


class Sequel(Protocol):
    """A second act."""

    def prepare(self, scene: Scene, dates: DateRange) -> None:
        """What must be so before the first date is posted."""

    def play(self, scene: Scene, first: FirstAct) -> Ending:
        """What happens once everything is posted."""
