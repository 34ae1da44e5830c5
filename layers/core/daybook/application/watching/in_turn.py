"""Runs a check for many merchants, one after the other; an error of one does not stop the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

# After this many failures the cause is common to all merchants, so the loop stops.
MOST_PROBLEMS = 50
_Item = TypeVar("_Item")
_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Problem:
    """A merchant whose check failed."""

    merchant_id: str
    error: Exception


def in_turn(
    items: Iterable[tuple[str, _Item]], look: Callable[[_Item], Iterable[_Seen]], problems: list[Problem]
) -> tuple[_Seen, ...]:
    """The results of a check for each merchant; errors are added to `problems`."""
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
