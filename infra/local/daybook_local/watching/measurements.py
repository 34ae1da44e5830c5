"""Every measurement of a running system, kept in memory: what CloudWatch would keep, by the time of the shops.

The emulator keeps two weeks by the machine's clock, which loses what a moved clock measures.
"""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from daybook_local.aws.metrics.embedded_metrics import Measurement

_PERCENT = 100


@dataclass(frozen=True, order=True)
class MetricId:
    """One metric: namespace, name and its one dimension."""

    namespace: str
    name: str
    dimension: str
    value: str


class StatisticError(ValueError):
    """A statistic that is not computed here."""


class Measurements:
    """Safe to share between the collector and the page."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._points: defaultdict[MetricId, list[tuple[datetime, float]]] = defaultdict(list)

    def add(self, measured: Iterable[Measurement]) -> None:
        """Keep measurements, in any order of their times; one without exactly one dimension is none of ours."""
        with self._lock:
            for each in measured:
                if len(each.dimensions) != 1:
                    continue
                ((dimension, value),) = each.dimensions.items()
                points = self._points[MetricId(each.namespace, each.name, dimension, value)]
                points.insert(bisect_left(points, each.at, key=lambda point: point[0]), (each.at, each.value))

    def known(self) -> frozenset[MetricId]:
        """Every metric that was ever measured."""
        with self._lock:
            return frozenset(self._points)

    def between(self, metric: MetricId, start: datetime, end: datetime) -> tuple[float, ...]:
        """The values from `start` on and before `end`."""
        with self._lock:
            points = self._points.get(metric, [])
            first, last = (bisect_left(points, at, key=lambda point: point[0]) for at in (start, end))
            return tuple(value for _, value in points[first:last])


def statistic(values: Sequence[float], name: str) -> float | None:
    """A statistic of CloudWatch over the values of one period; None without any.

    Raises:
        StatisticError: `name` is none that is computed here.
    """
    if not values:
        return None
    match name:
        case "Sum":
            return sum(values)
        case "Maximum":
            return max(values)
        case "SampleCount":
            return len(values)
        case "Average":
            return statistics.fmean(values)
    if name.startswith("p") and name[1:].replace(".", "", 1).isdigit():
        ranked = sorted(values)
        return ranked[round(float(name[1:]) / _PERCENT * (len(ranked) - 1))]
    raise StatisticError(f"the statistic {name!r} is not computed here")
