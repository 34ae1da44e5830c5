"""Simulated time and the greenlets that live in it: one thread, one order of events, the same for the same seed.

Whoever calls a port pauses there, and whoever's moment is next goes on. Nothing else switches.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import greenlet

# Outside the handling of one message these are no fault of the world: the harness and Daybook do not fit together.
MISTAKES = (AttributeError, ImportError, NameError, TypeError)


class KilledError(greenlet.GreenletExit):
    """The process is gone from one instruction to the next. Not an `Exception`: no code of a dead process runs on."""


@dataclass(eq=False)
class Actor:
    """One run of one process: an invocation of a function, or a person's request.

    `day` is the location-day it is at, `deadline` the second at which Lambda ends it.
    """

    name: str
    deadline: float = float("inf")
    day: Any = None
    is_dead: bool = False
    thread: Any = field(default=None, repr=False)


class Clockwork:
    """Events in the order of their seconds."""

    def __init__(self, start: datetime) -> None:
        self.seconds = start.timestamp()
        self.kills_at_the_deadline = 0
        self._hub = greenlet.getcurrent()
        self._events: list[tuple[float, int, Callable[[], object]]] = []
        self._order = count()
        self._elsewhere: set[int] = set()
        self._actors: dict[greenlet.greenlet, Actor] = {}

    def now(self) -> datetime:
        """The instant, for everybody."""
        return datetime.fromtimestamp(self.seconds, UTC)

    @property
    def actor(self) -> Actor | None:
        """Who is running; None while the world is being made or looked at."""
        return self._actors.get(greenlet.getcurrent())

    @property
    def running(self) -> list[Actor]:
        """Everybody who has begun and not ended."""
        return list(self._actors.values())

    def after(self, seconds: float, happens: Callable[[], object], *, elsewhere: bool = False) -> None:
        """Let something happen later; what happens `elsewhere` happens in time when our machines stand still."""
        number = next(self._order)
        if elsewhere:
            self._elsewhere.add(number)
        heapq.heappush(self._events, (self.seconds + seconds, number, happens))

    def spawn(self, actor: Actor, runs: Callable[[], object], *, after: float = 0.0) -> None:
        """Start an actor; what it raises, but for its death, is an error of the harness and ends the run."""

        def body() -> None:
            try:
                runs()
            except KilledError:
                pass
            finally:
                del self._actors[actor.thread]

        def begin() -> None:
            actor.thread = greenlet.greenlet(body, self._hub)
            self._actors[actor.thread] = actor
            actor.thread.switch()

        self.after(after, begin)

    def pause(self, seconds: float) -> None:
        """Let the others go on for so long; when nobody is running, time passes."""
        actor = self.actor
        if actor is None:
            self.seconds += seconds
            return
        self.check(actor)
        self.after(seconds, actor.thread.switch)
        self._hub.switch()
        self.check(actor)

    def check(self, actor: Actor) -> None:
        """Whether it still lives.

        Raises:
            KilledError: it does not; it touches nothing more.
        """
        if not actor.is_dead and self.seconds >= actor.deadline:
            self.kills_at_the_deadline += 1
            actor.is_dead = True
        if actor.is_dead:
            raise KilledError

    def kill(self, actor: Actor) -> None:
        """End the running process.

        Raises:
            KilledError: always.
        """
        actor.is_dead = True
        raise KilledError

    def run(self, seconds: float) -> None:
        """Let so much time pass."""
        end = self.seconds + seconds
        while self._events and self._events[0][0] <= end:
            when, _, happens = heapq.heappop(self._events)
            # After a jump of the clock what was due meanwhile happens late, in its order.
            self.seconds = max(self.seconds, when)
            happens()
        self.seconds = max(self.seconds, end)

    def jump(self, seconds: float) -> None:
        """Our machines stand still for so long, and then go on where they were."""
        end = self.seconds + seconds
        due = sorted(event for event in self._events if event[0] <= end and event[1] in self._elsewhere)
        self._events = [event for event in self._events if event not in due]
        heapq.heapify(self._events)
        for when, _, happens in due:
            self.seconds = max(self.seconds, when)
            happens()
        self.seconds = end
