"""What a person last asked of a day: out of the books, or back in. The newest wins; an older one does nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from daybook.domain.errors import Condition

# A person who asked yesterday has made other plans: what is not done by then is withdrawn, and they are told.
WITHDRAWN_AFTER = timedelta(hours=24)


class Place(StrEnum):
    """Where a person wants the day."""

    OUT = "out"
    IN = "in"


# How the message of a day begins of which a request did not come true.
_NOT_DONE = {Place.OUT: "not taken out of the books: ", Place.IN: "not brought back into the books: "}
_LAPSED = "asked for at "


@dataclass(frozen=True, slots=True)
class Directive:
    """The `number`-th thing that was asked of a day, counted from one."""

    number: int
    place: Place
    asked_at: datetime

    def has_lapsed(self, now: datetime) -> bool:
        """Whether it is too old to come true."""
        return now - self.asked_at >= WITHDRAWN_AFTER

    def lapsed(self) -> str:
        """The message of a day of which it did not come true in time."""
        return f"{_NOT_DONE[self.place]}{_LAPSED}{self.asked_at:%Y-%m-%d %H:%M} UTC"

    def refused(self, why: str) -> str:
        """The message of a day of which it cannot come true."""
        return f"{_NOT_DONE[self.place]}{why}"


def withdrawal_in(message: str) -> tuple[Condition, str] | None:
    """What the message of a day says of a person's request that did not come true, and why; None for any other."""
    place = next((place for place, words in _NOT_DONE.items() if message.startswith(words)), None)
    if place is None:
        return None
    why = message.removeprefix(_NOT_DONE[place])
    if place is Place.IN:
        return Condition.REDO_LAPSED, why
    return Condition.UNDO_LAPSED if why.startswith(_LAPSED) else Condition.UNDO_REFUSED, why
