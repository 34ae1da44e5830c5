"""Processor time of two actions, taken in turns so that what else the machine does meets both alike."""

import gc
import statistics
import time
from collections.abc import Callable
from typing import Any


def seconds(action: Callable[[], Any]) -> float:
    """Processor seconds of one call, with those of its threads."""
    gc.collect()
    began = time.process_time()
    action()
    return time.process_time() - began


def ratio(one: Callable[[], Any], other: Callable[[], Any], *, times: int = 5) -> float:
    """How many times as much processor time `one` takes as `other`: the median of pairs that follow one another."""
    one(), other()
    return statistics.median(seconds(one) / seconds(other) for _ in range(times))
