"""What waits while a day is held: the figures that talech tells, and what they would move in the books."""

from dataclasses import dataclass

from daybook.domain.posting.day_figures import DayFigures


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """The figures of talech that the books do not hold yet.

    `moved_minor` is the sum of debits that they would move, in minor units: the whole document of a new day, the
    difference of a posted one. None where it is not on record what the books hold.
    """

    figures: DayFigures
    moved_minor: int | None = None
