"""A person's request to take a day out of the books or to bring it back. Only the newest one counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from daybook.domain.errors import Condition

# A request that is older than this and not carried out is withdrawn, and the merchant is told.
WITHDRAWN_AFTER = timedelta(hours=24)


class Place(StrEnum):
    """Where the person wants the day: out of the books, or in them."""

    OUT = "out"
    IN = "in"


# The first words of a record's message if a request was not carried out.
_NOT_DONE = {Place.OUT: "not taken out of the books: ", Place.IN: "not brought back into the books: "}
_LAPSED = "asked for at "


@dataclass(frozen=True, slots=True)
class Directive:
    """The `number`-th request for a day, counted from one."""

    number: int
    place: Place
    asked_at: datetime

    def has_lapsed(self, now: datetime) -> bool:
        """Whether it is too old to be carried out."""
        return now - self.asked_at >= WITHDRAWN_AFTER

    def lapsed(self) -> str:
        """The record's message if the request was not carried out in time."""
        return f"{_NOT_DONE[self.place]}{_LAPSED}{self.asked_at:%Y-%m-%d %H:%M} UTC"

    def refused(self, why: str) -> str:
        """The record's message if the request cannot be carried out."""
        return f"{_NOT_DONE[self.place]}{why}"


def withdrawal_in(message: str) -> tuple[Condition, str] | None:
    """The request in a record's message that was not carried out, and why; None for any other message."""
    place = next((place for place, words in _NOT_DONE.items() if message.startswith(words)), None)
    if place is None:
        return None
    why = message.removeprefix(_NOT_DONE[place])
    if place is Place.IN:
        return Condition.REDO_LAPSED, why
    return Condition.UNDO_LAPSED if why.startswith(_LAPSED) else Condition.UNDO_REFUSED, why
