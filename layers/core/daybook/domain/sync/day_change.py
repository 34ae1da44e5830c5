"""What an attempt changed of a location-day, beside the record that it found."""

from enum import StrEnum

from daybook.domain.sync.location_day import POSTED_STATES, Outcome, SyncRecord, SyncState


class DayChange(StrEnum):
    """What is different after an attempt.

    `posted`: the day came into the books, with or without gaps. `corrected`: the books held it, and hold something
    else. `empty`, `held`, `undone`: it came to this state, or is held for another reason. `nothing`: all is as before.
    """

    POSTED = "posted"
    CORRECTED = "corrected"
    EMPTY = "empty"
    HELD = "held"
    UNDONE = "undone"
    NOTHING = "nothing"


_CAME_TO = {SyncState.EMPTY: DayChange.EMPTY, SyncState.HELD: DayChange.HELD, SyncState.UNDONE: DayChange.UNDONE}


def change_of(before: SyncRecord, outcome: Outcome) -> DayChange:
    """The difference between the record that an attempt found and its outcome.

    A document alone does not make a day posted: a worker that died may have written it, and settled nothing.
    """
    if outcome.state in POSTED_STATES:
        was_in = before.is_posted or (before.proved_at is not None and not before.books.is_nothing)
        if not was_in:
            return DayChange.POSTED
        is_same = (before.document, before.deltas) == (outcome.document, outcome.deltas)
        return DayChange.NOTHING if before.is_posted and is_same else DayChange.CORRECTED
    is_as_before = (before.state, before.reason) == (outcome.state, outcome.reason)
    return DayChange.NOTHING if is_as_before else _CAME_TO[outcome.state]
