"""Many merchants, one after the other: the trouble of one keeps none of the others from their turn."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

# Where so many merchants fail, the next one fails for the same reason.
MOST_PROBLEMS = 50
_Item = TypeVar("_Item")
_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Problem:
    """A merchant who could not be looked at."""

    merchant_id: str
    error: Exception


def in_turn(
    items: Iterable[tuple[str, _Item]], look: Callable[[_Item], Iterable[_Seen]], problems: list[Problem]
) -> tuple[_Seen, ...]:
    """What a look at each merchant's item found, until it raised; what it raised is added to the problems."""
    seen: list[_Seen] = []
    for merchant_id, item in items:
        if len(problems) >= MOST_PROBLEMS:
            break
        try:
            for found in look(item):
                seen.append(found)  # noqa: PERF402 - what was found before the trouble counts
        except Exception as error:  # noqa: BLE001 - told, and raised by the caller once the others had their turn
            problems.append(Problem(merchant_id, error))
    return tuple(seen)
