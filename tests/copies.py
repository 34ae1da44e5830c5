"""Copies of a world in memory: each has what can change for itself, and shares what the domain made.

A world is reached once a process and copied for each test. Its days, proofs and records are frozen dataclasses of
`daybook.domain`: they are nearly all of it, and no test can change them.
"""

import pickle
from collections.abc import Callable
from functools import cache, wraps
from io import BytesIO
from typing import Any, Generic, TypeVar

_DOMAIN = "daybook.domain."

World = TypeVar("World")


def _is_frozen(thing: object) -> bool:
    kind = type(thing)
    parameters = getattr(kind, "__dataclass_params__", None)
    return kind.__module__.startswith(_DOMAIN) and parameters is not None and parameters.frozen


class _Writer(pickle.Pickler):
    """Leaves a number where an object of the domain was."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self.shared: list[object] = []
        self._numbers: dict[int, int] = {}

    def persistent_id(self, thing: object) -> int | None:
        if not _is_frozen(thing):
            return None
        number = self._numbers.setdefault(id(thing), len(self.shared))
        if number == len(self.shared):
            self.shared.append(thing)
        return number


class _Reader(pickle.Unpickler):
    """Puts the objects of the domain in their places."""

    def __init__(self, file: BytesIO, shared: list[object]) -> None:
        super().__init__(file)
        self._shared = shared

    def persistent_load(self, number: Any) -> object:
        return self._shared[number]


class Original(Generic[World]):
    """A world as it was at one instant; later changes of it are none of the copies'."""

    def __init__(self, world: World) -> None:
        file = BytesIO()
        writer = _Writer(file)
        writer.dump(world)
        self._state, self._shared = file.getvalue(), writer.shared

    def copy(self) -> World:
        """The world of that instant, free to be changed."""
        world: World = _Reader(BytesIO(self._state), self._shared).load()
        return world


def reached_once(reach: Callable[[], World]) -> Callable[[], World]:
    """The world that `reach` comes to, reached once a process: each call gives a copy of it, free to be changed."""
    original = cache(lambda: Original(reach()))
    return wraps(reach)(lambda: original().copy())
