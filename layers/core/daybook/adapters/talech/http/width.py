"""How many calls to talech may be under way at once: few at first, more while it answers, fewer after a 429.

No rate limit of talech is known (docs/talech.md 3.7), so the width is found by trying, never beyond a parameter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

FIRST = 4
MOST = 8
"""Without a parameter: what one worker asked of talech at once in all earlier releases."""


class Width:
    """The calls of one process under way at talech; safe to share between threads."""

    def __init__(self, most: int = MOST, *, first: int = FIRST) -> None:
        """`most` is the parameter; the width begins at `first`."""
        self.most = most
        self._now = float(min(first, most))
        self._is_found = False
        self._times_narrowed = 0
        self._under_way = 0
        self._turns = Condition()

    @contextmanager
    def turn(self) -> Iterator[int]:
        """Wait until one more call may be under way; gives what `narrow` wants to know of the call."""
        with self._turns:
            self._turns.wait_for(lambda: self._under_way < int(self._now))
            self._under_way += 1
            times_narrowed = self._times_narrowed
        try:
            yield times_narrowed
        finally:
            with self._turns:
                self._under_way -= 1
                self._turns.notify(2)  # an answer also widens

    def widen(self) -> None:
        """talech answered: one more call at once, until it first refused; from then on one more each round."""
        with self._turns:
            self._now = min(float(self.most), self._now + (1 / self._now if self._is_found else 1))

    def narrow(self, turn: int) -> None:
        """talech refused a call with 429: half as many at once, once for all calls that were under way together."""
        with self._turns:
            if turn == self._times_narrowed:
                self._now = max(1.0, self._now / 2)
                self._times_narrowed += 1
                self._is_found = True
