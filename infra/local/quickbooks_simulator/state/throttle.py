"""How many requests a company may send: ten a second, five hundred a minute, forty batches a minute.

docs/quickbooks.md 2.8.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

_MINUTE_SECONDS = 60.0
_SECOND = 1.0


@dataclass(slots=True)
class Throttle:
    """Sliding windows per company over real time; `enabled` switches it off for suites that are not about it."""

    per_second: int = 10
    per_minute: int = 500
    batches_per_minute: int = 40
    enabled: bool = True
    timer: Callable[[], float] = time.monotonic
    _requests: dict[str, deque[float]] = field(default_factory=dict)
    _batches: dict[str, deque[float]] = field(default_factory=dict)

    def admits(self, realm: str, *, batch: bool) -> bool:
        """Whether one more request fits; if so it is counted. A refused request does not count."""
        if not self.enabled:
            return True
        now = self.timer()
        requests = _recent(self._requests, realm, now)
        batches = _recent(self._batches, realm, now)
        in_last_second = sum(moment > now - _SECOND for moment in requests)
        full = in_last_second >= self.per_second or len(requests) >= self.per_minute
        if full or (batch and len(batches) >= self.batches_per_minute):
            return False
        requests.append(now)
        if batch:
            batches.append(now)
        return True


def _recent(log: dict[str, deque[float]], realm: str, now: float) -> deque[float]:
    moments = log.setdefault(realm, deque())
    while moments and moments[0] <= now - _MINUTE_SECONDS:
        moments.popleft()
    return moments
