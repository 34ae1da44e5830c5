"""One source of chance, so that the same seed always gives the same merchant."""

from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")


def seeded(*parts: object) -> Random:
    """A generator that depends on `parts` alone, the same on every machine."""
    return Random(":".join(str(part) for part in parts))  # noqa: S311 - invents sales, keeps no secret


def weighted(rng: Random, weights: dict[Choice, int]) -> Choice:
    """Pick one key; a key of weight 2 comes twice as often as a key of weight 1."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]
