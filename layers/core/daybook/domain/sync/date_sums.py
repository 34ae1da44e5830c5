"""A business date over all its locations, added up from their records, for pages that show many dates.

The records are the truth. Sums may be kept while no worker is at a day of the date; the sync log forgets them before a
worker changes one (docs/decisions 139).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from daybook.domain.posting.day_figures import NO_FIGURES, DayFigures
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory, story_of
from daybook.domain.sync.location_day import SyncRecord

ASKING = frozenset(
    {
        DayState.GAPS,
        DayState.CHANGE,
        DayState.EDITED,
        DayState.HELD,
        DayState.REMOVED,
        DayState.PARTLY,
        DayState.FAILED,
    }
)
"""States in which a day asks something of a person: what it asks is in its record."""


@dataclass(frozen=True, slots=True)
class StateSums:
    """The locations whose day is in one state, and what the books hold of them together; None if nothing is known."""

    state: DayState
    locations: tuple[str, ...]
    booked: DayFigures | None = None


@dataclass(frozen=True, slots=True)
class DateSums:
    """One business date.

    `proved_at` is when QuickBooks last told what it holds of any location, `settled_at` since when every location has
    the outcome that is counted here; None while one has none.
    """

    business_date: date
    states: tuple[StateSums, ...]
    proved_at: datetime | None = None
    settled_at: datetime | None = None

    @property
    def by_location(self) -> dict[str, DayState]:
        """The state of each location."""
        return {place: each.state for each in self.states for place in each.locations}

    @property
    def booked(self) -> DayFigures | None:
        """What the books hold of the date; None if they hold nothing of it, or it is not on record."""
        return together(each.booked for each in self.states)

    def of_state(self, state: DayState | None) -> Self:
        """The same of the locations in one state; of all of them where none is named."""
        return (
            self if state is None else replace(self, states=tuple(each for each in self.states if each.state is state))
        )


@dataclass(frozen=True, slots=True)
class KeptSums:
    """What is kept of a date: its sums, unless a day of it has changed since, and how often that happened."""

    sums: DateSums | None
    changes: int = 0


def add_up(on: date, records: Iterable[SyncRecord], now: datetime) -> DateSums:
    """The sums of the records of one date."""
    known = tuple(records)
    stories = [(record.day.location, story_of(record, now)) for record in known]
    settled = [record.settled_at for record in known if record.settled_at is not None]
    states = sorted({story.state for _, story in stories}, key=list(DayState).index)
    return DateSums(
        business_date=on,
        states=tuple(_sums_of(state, stories) for state in states),
        proved_at=max((story.proved_at for _, story in stories if story.proved_at is not None), default=None),
        settled_at=min(settled) if known and len(settled) == len(known) else None,
    )


def is_at_rest(record: SyncRecord) -> bool:
    """Whether nothing about the day changes before a worker claims it again, or drift is noted.

    What is open may change without a claim: it is queued again, and with time a day that is due becomes missing.
    """
    return record.settled_at is not None and record.open_since is None and not record.tries


def may_be_added_up(record: SyncRecord) -> bool:
    """Whether sums of the date may be kept that a change of this record would make wrong.

    Sums have every location that takes part in the date. So the first outcome of a close changes none that are kept;
    history may be of a location that no longer takes part.
    """
    return record.settled_at is not None or not record.is_of_a_close


def together(figures: Iterable[DayFigures | None]) -> DayFigures | None:
    """The sum of what is known; None if nothing is."""
    known = [each for each in figures if each is not None]
    return sum(known, NO_FIGURES) if known else None


def _sums_of(state: DayState, stories: Iterable[tuple[str, DayStory]]) -> StateSums:
    of_state = sorted((place, story.booked) for place, story in stories if story.state is state)
    places = tuple(place for place, _ in of_state)
    return StateSums(state, places, together(booked for _, booked in of_state))
