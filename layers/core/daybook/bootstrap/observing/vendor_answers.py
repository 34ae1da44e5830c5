"""Collects what vendors answered, from all threads: times, classes and ids, for metrics and log lines."""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from threading import Lock

from daybook.application.ports.circuits import AnswerClass, OnAnswer
from daybook.bootstrap.observing.metric_names import Metric

# CloudWatch accepts a hundred values of a metric in one line, and Powertools starts a new line at the hundredth.
MOST_VALUES = 99
# The command line never publishes metrics, so it must not keep every value.
_MOST_REMEMBERED = 10_000
_MOST_IDS = 20

TALECH = {
    AnswerClass.OK: Metric.TALECH_OK,
    AnswerClass.THROTTLED: Metric.TALECH_THROTTLED,
    AnswerClass.REFUSED: Metric.TALECH_REFUSED,
    AnswerClass.FAILED: Metric.TALECH_FAILED,
}
QUICKBOOKS = {
    AnswerClass.OK: Metric.QUICKBOOKS_OK,
    AnswerClass.THROTTLED: Metric.QUICKBOOKS_THROTTLED,
    AnswerClass.REFUSED: Metric.QUICKBOOKS_REFUSED,
    AnswerClass.FAILED: Metric.QUICKBOOKS_FAILED,
}


class VendorAnswers:
    """What one process heard. Eight threads read a day, so every access takes the lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._times: defaultdict[Metric, deque[float]] = defaultdict(lambda: deque(maxlen=_MOST_REMEMBERED))
        self._counts: Counter[Metric] = Counter()
        self._ids: deque[str] = deque(maxlen=_MOST_IDS)

    def hearing(self, times: Metric, classes: Mapping[AnswerClass, Metric]) -> OnAnswer:
        """The `on_answer` function for an adapter."""

        def hear(answered: AnswerClass, milliseconds: float | None, vendor_id: str) -> None:
            with self._lock:
                self._counts[classes[answered]] += 1
                if milliseconds is not None:
                    self._times[times].append(milliseconds)
                if vendor_id:
                    self._ids.append(vendor_id)

        return hear

    def count(self, metric: Metric) -> None:
        """Count one thing beside the answers."""
        with self._lock:
            self._counts[metric] += 1

    def take(self) -> tuple[Mapping[Metric, Sequence[float]], Mapping[Metric, int]]:
        """Return the times and the counts since the last call."""
        with self._lock:
            times = {metric: tuple(values) for metric, values in self._times.items()}
            counts = dict(self._counts)
            self._times.clear()
            self._counts.clear()
        return times, counts

    def take_ids(self) -> tuple[str, ...]:
        """Return the newest ids that vendors gave their answers since the last call, oldest first."""
        with self._lock:
            ids = tuple(self._ids)
            self._ids.clear()
        return ids


VENDOR_ANSWERS = VendorAnswers()


def sample(values: Sequence[float]) -> list[float]:
    """At most 99 of the values, rounded to a tenth, evenly spaced by rank, so that the percentiles stay the same.

    Fastest and slowest are always included. So a busy invocation counts as much as one with 99 answers.
    """
    ranked = sorted(values)
    if len(ranked) > MOST_VALUES:
        step = (len(ranked) - 1) / (MOST_VALUES - 1)
        ranked = [ranked[round(rank * step)] for rank in range(MOST_VALUES)]
    return [round(value, 1) for value in ranked]
