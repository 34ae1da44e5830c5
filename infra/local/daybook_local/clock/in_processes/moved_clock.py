"""Inside a process of the local system: `time.time`, `datetime.now` and their kin show the system's clock.

It stands alone, because the process has nothing of the local system on its path. What measures spans (`monotonic`,
`perf_counter`, `sleep`) stays as it is: time-outs of sockets and threads are those of the machine.
"""

import datetime as dt
import mmap
import os
import struct
import time
from collections.abc import Callable
from typing import Any

FILE_VARIABLE = "DAYBOOK_LOCAL_CLOCK"
_SECONDS = struct.Struct("<d")
_NANOSECONDS = 1_000_000_000
_Real = dt.datetime


def follow_if_told() -> None:
    """Follow the clock in the file that the environment names, if it names one and this process does not yet."""
    if dt.datetime is _Real and (path := os.environ.get(FILE_VARIABLE)):
        _move(_offset_in(path))


def _offset_in(path: str) -> Callable[[], float]:
    """How many seconds the system's clock is ahead; read anew each time, at the price of a look into memory."""
    with open(path, "rb") as file:  # noqa: PTH123 - every process starts with this, and pathlib costs it time
        mapped = mmap.mmap(file.fileno(), _SECONDS.size, access=mmap.ACCESS_READ)
    return lambda: float(_SECONDS.unpack_from(mapped)[0])


def _move(offset: Callable[[], float]) -> None:
    real, real_ns, real_gmtime, real_localtime = time.time, time.time_ns, time.gmtime, time.localtime

    def moved() -> float:
        return real() + offset()

    # Assigned one by one: a type checker takes functions of a module for constants.
    replaced: dict[str, Callable[..., Any]] = {
        "time": moved,
        "time_ns": lambda: real_ns() + round(offset() * _NANOSECONDS),
        "gmtime": lambda seconds=None: real_gmtime(moved() if seconds is None else seconds),
        "localtime": lambda seconds=None: real_localtime(moved() if seconds is None else seconds),
    }
    for name, function in replaced.items():
        setattr(time, name, function)
    setattr(dt, "datetime", _MovedDatetime)  # noqa: B010 - as above


class _AnyDatetime(type):
    """Every instant is one of ours: those that C code makes are of the class that ours stands for."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _Real)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, _Real)


class _MovedDatetime(_Real, metaclass=_AnyDatetime):
    """`datetime`, whose present is that of `time.time`."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Any:
        """The present instant."""
        return _Real.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls) -> Any:
        """The present instant on the local wall clock."""
        return _Real.fromtimestamp(time.time())

    @classmethod
    def utcnow(cls) -> Any:
        """The present instant in UTC, without saying so."""
        return _Real.fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None)
