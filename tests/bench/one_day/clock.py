"""Threads of a day's reading in simulated time, so that the round trips that follow each other can be counted.

The shipped code starts a pool of threads and lets them wait for turns. Here each thread is a greenlet, a call of a
vendor takes simulated time, and everything else takes none: what passed in the end are the round trips in a row.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import datetime
from typing import Any

import greenlet

from chaos.days.clockwork import Actor, Clockwork


class WaitingClockwork(Clockwork):
    """A clockwork in which an actor can wait for another one."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._waiting: deque[tuple[greenlet.greenlet, Callable[[], bool]]] = deque()

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Let the others run until it is so; each of their steps is looked at."""
        while not is_so():
            self._waiting.append((greenlet.getcurrent(), is_so))
            self._hub.switch()

    def finish(self, is_done: Callable[[], bool]) -> None:
        """Let time pass until it is done.

        Raises:
            RuntimeError: nothing is left that could happen.
        """
        while not is_done():
            if not self._events:
                raise RuntimeError("every actor waits for another one")
            when, _, happens = heapq.heappop(self._events)
            self.seconds = max(self.seconds, when)
            happens()
            while self._wakes_one():
                pass

    def _wakes_one(self) -> bool:
        """Let the first of those who waited long enough go on; what it does may be what another one waits for."""
        for number, (waiter, is_so) in enumerate(self._waiting):
            if is_so():
                del self._waiting[number]
                waiter.switch()
                return True
        return False


class Pool:
    """Stands in for a pool of threads: as many greenlets, which take tasks in their order."""

    def __init__(self, clockwork: WaitingClockwork, most: int) -> None:
        self._clockwork = clockwork
        self._most = most
        self._tasks: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._running = 0

    def submit(self, call: Callable[..., Any], *given: Any) -> "Future[Any]":
        """Let a thread call it."""
        future: Future[Any] = _Waited(self._clockwork)
        self._tasks.append((future, lambda: call(*given)))
        if self._running < self._most:
            self._running += 1
            asker = self._clockwork.actor
            self._clockwork.spawn(Actor("a thread", day=asker.day if asker else None), self._work)
        return future

    def map(self, call: Callable[..., Any], *given: Any) -> Iterator[Any]:
        """Begin every call, and give the results in their order."""
        futures = [self.submit(call, *each) for each in zip(*given, strict=False)]
        return (future.result() for future in futures)

    def shutdown(self, *, cancel_futures: bool = False, **_: Any) -> None:
        """Wait for what has begun."""
        if cancel_futures:
            self._tasks.clear()
        self._clockwork.wait_until(lambda: not self._running)

    def _work(self) -> None:
        while self._tasks:
            future, call = self._tasks.popleft()
            try:
                future.set_result(call())
            except Exception as error:  # noqa: BLE001 - a future holds any
                future.set_exception(error)
        self._running -= 1


class Turns:
    """Stands in for the condition variable at which threads wait for their turn."""

    def __init__(self, clockwork: WaitingClockwork) -> None:
        self._clockwork = clockwork

    def __enter__(self) -> None:
        """One thread runs at a time anyway."""

    def __exit__(self, *_: object) -> None:
        """The same."""

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Wait until it is so."""
        self._clockwork.wait_until(is_so)

    def notify(self, _number: int = 1) -> None:
        """Every step wakes those who wait."""


class _Waited(Future[Any]):
    """A future whose reader waits in simulated time."""

    def __init__(self, clockwork: WaitingClockwork) -> None:
        super().__init__()
        self._clockwork = clockwork

    def result(self, timeout: float | None = None) -> Any:
        self._clockwork.wait_until(self.done)
        return super().result(timeout)
