"""The workers of one queue, and which message they take next."""

from collections import Counter, deque
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import simpy

MINUTE = 60.0


@dataclass(frozen=True)
class Scaling:
    """How many workers Lambda has at an idle queue, and how many it adds a second."""

    idle: int
    a_second: float


STANDARD, STANDARD_MOST = Scaling(5, 300 / MINUTE), 1_000
"""Lambda begins with five workers at a queue and adds 300 a minute (Lambda Developer Guide, *SQS*). A limit of workers
is a thousand at most, in AWS and in the template."""
PROVISIONED = Scaling(20, 1_000 / MINUTE)
"""Two pollers of ten workers wait, and a thousand workers are added a minute (the same guide, *Provisioned mode*)."""
NOISY_SHARE, RECENT_SECONDS = 0.1, 5 * MINUTE
"""SQS takes an owner for noisy who had more than a tenth of the workers' time of late (SQS Developer Guide, *How fair
queues work*); of several it takes the one with the fewest messages at workers. It says nothing of how long *of late*
is; five minutes are the time after which it forgets a noisy owner."""
_ROUNDING = 1e-6


class Lane:
    """A queue and its workers. A fair one lets owners that are not noisy go first; else messages go as they came."""

    def __init__(self, env: simpy.Environment, workers: int, *, is_fair: bool = True) -> None:
        self._env, self._is_fair = env, is_fair
        self.most, self._free, self.busy = workers, workers, 0
        self._waiting: deque[tuple[str, simpy.Event]] = deque()
        self._recent: deque[tuple[float, str, float]] = deque()
        self._spent: Counter[str] = Counter()
        self._spent_by_all = 0.0
        self._in_flight: Counter[str] = Counter()

    def turn(self, owner: str) -> simpy.Event:
        """Happens when a worker takes the message of an owner; `leave` gives the worker back."""
        taken = self._env.event()
        self._waiting.append((owner, taken))
        self._take()
        return taken

    def leave(self, owner: str, since: float) -> None:
        """A worker is done with a message that it took at `since`."""
        spent = self._env.now - since
        self._recent.append((self._env.now, owner, spent))
        self._spent[owner] += spent
        self._spent_by_all += spent
        self._in_flight[owner] -= 1
        self._free, self.busy = self._free + 1, self.busy - 1
        self._take()

    def scales_up(self, scaling: Scaling, stands_for: int) -> Generator[Any, Any, None]:
        """Of an idle queue most workers are not there yet: Lambda adds them one after the other."""
        absent = self.most - max(1, scaling.idle // stands_for)
        if self.busy or absent <= 0:
            return
        self._free -= absent
        for _ in range(absent):
            yield self._env.timeout(stands_for / scaling.a_second)
            self._free += 1
            self._take()

    def _take(self) -> None:
        while self._free > 0 and self._waiting:
            place = self._next()
            owner, taken = self._waiting[place]
            del self._waiting[place]
            self._free, self.busy = self._free - 1, self.busy + 1
            self._in_flight[owner] += 1
            taken.succeed()

    def _next(self) -> int:
        if not self._is_fair or len(self._waiting) == 1:
            return 0
        while self._recent and self._recent[0][0] < self._env.now - RECENT_SECONDS:
            _, owner, spent = self._recent.popleft()
            self._spent[owner] -= spent
            self._spent_by_all -= spent
        most = NOISY_SHARE * self._spent_by_all + _ROUNDING
        quiet = (place for place, (owner, _) in enumerate(self._waiting) if self._spent[owner] <= most)
        first = next(quiet, None)
        if first is not None:
            return first
        return min(range(len(self._waiting)), key=lambda place: self._in_flight[self._waiting[place][0]])
