"""The time that the running invocation has left, for saves that are repeated until the worker ends."""

import math
from collections.abc import Callable


class WorkerTime:
    """The time of one process: each invocation sets it at its beginning; a command has no limit."""

    def __init__(self) -> None:
        self._milliseconds_left: Callable[[], float] = lambda: math.inf

    def begins(self, milliseconds_left: Callable[[], float]) -> None:
        """Start an invocation; Lambda's context gives its remaining time."""
        self._milliseconds_left = milliseconds_left

    def seconds_left(self) -> float:
        """The seconds until Lambda ends the invocation."""
        return self._milliseconds_left() / 1000


WORKER_TIME = WorkerTime()
