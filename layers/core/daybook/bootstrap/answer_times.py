"""Collects the vendors' answer times from all threads, for the metrics of the invocation."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

TALECH_ANSWERED = "TalechAnswered"
QUICKBOOKS_ANSWERED = "QuickBooksAnswered"

# CloudWatch accepts a hundred values of a metric in one line, and Powertools starts a new line at the hundredth.
MOST_VALUES = 99
# The command line never publishes metrics, so it must not keep every value.
_MOST_REMEMBERED = 10_000


class AnswerTimes:
    """Answer times in milliseconds, by metric. Eight threads read a day, so every access takes the lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._heard: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_MOST_REMEMBERED))

    def hearing(self, metric: str) -> Callable[[float], None]:
        """The `on_answer` function for an adapter."""

        def hear(milliseconds: float) -> None:
            with self._lock:
                self._heard[metric].append(milliseconds)

        return hear

    def take(self) -> Mapping[str, Sequence[float]]:
        """Return the times since the last call."""
        with self._lock:
            heard = {metric: tuple(times) for metric, times in self._heard.items()}
            self._heard.clear()
        return heard


ANSWER_TIMES = AnswerTimes()


def sample(milliseconds: Sequence[float]) -> list[float]:
    """At most 99 of the times, rounded to a tenth, evenly spaced by rank, so that the percentiles stay the same.

    Fastest and slowest are always included. So a busy invocation counts as much as one with 99 answers.
    """
    ranked = sorted(milliseconds)
    if len(ranked) > MOST_VALUES:
        step = (len(ranked) - 1) / (MOST_VALUES - 1)
        ranked = [ranked[round(rank * step)] for rank in range(MOST_VALUES)]
    return [round(value, 1) for value in ranked]
