"""How long the vendors take to answer: heard on many threads, published with the invocation's other metrics."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

TALECH_ANSWERED = "TalechAnswered"
QUICKBOOKS_ANSWERED = "QuickBooksAnswered"

# CloudWatch takes a hundred values of a metric in one line, and Powertools begins another line at the hundredth.
MOST_VALUES = 99
# The operator's command line never publishes: it must not remember every answer for ever.
_MOST_REMEMBERED = 10_000


class AnswerTimes:
    """Answer times in milliseconds, by metric. A day is read by eight threads, so every touch takes the lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._heard: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_MOST_REMEMBERED))

    def hearing(self, metric: str) -> Callable[[float], None]:
        """What an adapter takes as `on_answer`."""

        def hear(milliseconds: float) -> None:
            with self._lock:
                self._heard[metric].append(milliseconds)

        return hear

    def take(self) -> Mapping[str, Sequence[float]]:
        """What was heard since the last time."""
        with self._lock:
            heard = {metric: tuple(times) for metric, times in self._heard.items()}
            self._heard.clear()
        return heard


ANSWER_TIMES = AnswerTimes()


def sample(milliseconds: Sequence[float]) -> list[float]:
    """At most 99 of the times, to a tenth: evenly spaced by rank, so that their percentiles are those of all.

    Fastest and slowest are always among them. A busy invocation thus weighs as much as one of 99 answers.
    """
    ranked = sorted(milliseconds)
    if len(ranked) > MOST_VALUES:
        step = (len(ranked) - 1) / (MOST_VALUES - 1)
        ranked = [ranked[round(rank * step)] for rank in range(MOST_VALUES)]
    return [round(value, 1) for value in ranked]
