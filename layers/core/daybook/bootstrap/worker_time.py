"""How long the running invocation has left, for what must be repeated until the worker ends."""

import math
from collections.abc import Callable


class WorkerTime:
    """The time of one process: an invocation tells its own at its beginning; a command line has all of it."""

    def __init__(self) -> None:
        self._milliseconds_left: Callable[[], float] = lambda: math.inf

    def begins(self, milliseconds_left: Callable[[], float]) -> None:
        """An invocation begins; Lambda's context tells what is left of it."""
        self._milliseconds_left = milliseconds_left

    def seconds_left(self) -> float:
        """Until Lambda ends the invocation."""
        return self._milliseconds_left() / 1000


WORKER_TIME = WorkerTime()
