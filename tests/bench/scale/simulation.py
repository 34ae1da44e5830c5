"""One night of a large stack as discrete events: a planner and three lanes of workers in one account.

A stack is simulated small: one simulated location stands for `Settings.stands_for`, and so does each worker. What a try
takes is drawn from the invocations that were measured, times a factor for vendors that are slower now and then.
"""

import math
from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from typing import Any

import simpy

from bench.scale.lane import PROVISIONED, STANDARD, STANDARD_MOST, Lane, Scaling
from bench.scale.load import CLOSE, FIRST_SYNC, HOUR, REREAD, ZONES, Message, Night, fired, first_syncs, messages_of
from bench.scale.vendor import FAULTS, Outage, QuickBooks

Events = Generator[Any, Any, None]
LANES = (CLOSE, FIRST_SYNC, REREAD)
PLAN = "planning"
SPREAD = 0.3
"""Of the logarithm of a try's time: one in twenty takes 1.6 times as long."""
REFUSED_SECONDS = 0.1
"""A try that the circuit sends away reads a few rows and calls no vendor."""


@dataclass(frozen=True)
class Settings:
    """Workers of each lane, and the account's quota of concurrent invocations, None for enough.

    `stands_for` is how many locations, and workers, a simulated one stands for. More workers of daily closes than a
    limit allows are those of provisioned pollers.
    """

    workers: Mapping[str, int]
    quota: int | None = None
    stands_for: int = 1

    @property
    def scaling(self) -> Scaling:
        """How Lambda adds workers to the lane of daily closes."""
        return STANDARD if self.workers[CLOSE] <= STANDARD_MOST else PROVISIONED


@dataclass
class Outcome:
    """What a night came to: each lane's messages with the second at which each was done, and the most planners."""

    done: dict[str, list[tuple[Message, float]]] = field(default_factory=lambda: defaultdict(list))
    most_planners: int = 0

    def waited(self, lane: str, *, besides: str = "") -> list[float]:
        """Seconds from due to done, in order; `besides` leaves an owner out."""
        return sorted(at - message.due for message, at in self.done[lane] if message.owner != besides)

    def owners_waited(self, lane: str, *, besides: str = "") -> list[float]:
        """Seconds until the last message of each owner, in order; `besides` leaves an owner out."""
        last: dict[str, float] = {}
        for message, at in self.done[lane]:
            if message.owner == besides:
                continue
            last[message.owner] = max(last.get(message.owner, 0.0), at - message.due)
        return sorted(last.values())


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent do not exceed; values are in order."""
    return values[max(0, math.ceil(len(values) * percent / 100) - 1)]


class Stack:
    """The lanes of one night; `run` gives what came of it. `seconds_of` are measured tries, by lane and for planning.

    `at_once` gives each lane all of its workers from the first moment on, as Lambda does not. Queues are fair, unless
    `is_fair` is false.
    """

    def __init__(
        self,
        settings: Settings,
        seconds_of: Mapping[str, Sequence[float]],
        outage: Outage | None = None,
        *,
        faults: float = FAULTS,
        spread: float = SPREAD,
        at_once: bool = False,
        is_fair: bool = True,
    ) -> None:
        self._settings, self._seconds_of, self._spread = settings, seconds_of, spread
        self._env = simpy.Environment()
        workers = {lane: self._small(settings.workers[lane]) for lane in LANES}
        self._lanes = {lane: Lane(self._env, workers[lane], is_fair=is_fair) for lane in LANES}
        self._account = simpy.Resource(self._env, self._small(settings.quota)) if settings.quota else None
        # Each lane has chance of its own, so that more traffic on one draws nothing else for another.
        self._random = {name: Random(name) for name in (*LANES, PLAN, "load", "history")}  # noqa: S311 - a game
        vendor = {lane: Random(f"vendor {lane}") for lane in LANES}  # noqa: S311
        self._vendor = QuickBooks(outage or Outage(), vendor[CLOSE])
        self._faults, self._chance, self._at_once = faults, vendor, at_once
        self._outcome = Outcome()
        self._planning = 0

    def run(self, night: Night) -> Outcome:
        """Let the night pass until its last message is done."""
        small = Night(
            night.locations // self._settings.stands_for,
            night.first_syncs // self._settings.stands_for,
            rereads=night.rereads,
            chains=tuple(-(-stores // self._settings.stands_for) for stores in night.chains),
            new_chains=night.new_chains,
        )
        for firing in fired(small, self._random["load"]):
            self._env.process(self._plans(firing, rereads=night.rereads))
        for message in first_syncs(small, self._random["history"]):
            self._env.process(self._comes(message, message.sent))
        for hours, _ in () if self._at_once else ZONES.values():
            self._env.process(self._scales_up(hours * HOUR))
        self._env.run()
        return self._outcome

    def _small(self, workers: int) -> int:
        if workers % self._settings.stands_for:
            raise ValueError(f"{workers} workers are no multiple of {self._settings.stands_for}")
        return workers // self._settings.stands_for

    def _plans(self, firing: tuple[float, float, str, int], *, rereads: bool) -> Events:
        yield self._env.timeout(firing[1])
        with ExitStack() as stack:
            if self._account is not None:
                yield stack.enter_context(self._account.request())
            self._planning += 1
            most = self._planning * self._settings.stands_for
            self._outcome.most_planners = max(self._outcome.most_planners, most)
            yield self._env.timeout(self._seconds(PLAN))
            self._planning -= 1
        for message in messages_of(firing, self._env.now, rereads=rereads):
            self._env.process(self._comes(message, 0.0))

    def _comes(self, message: Message, after: float) -> Events:
        """A message from its queue to its end, however many tries that takes."""
        yield self._env.timeout(after)
        tries = 0
        hidden: int | None = 0
        while hidden is not None:
            yield self._env.timeout(hidden)
            tries += 1
            with ExitStack() as stack:
                lane = self._lanes[message.lane]
                yield lane.turn(message.owner)
                stack.callback(lane.leave, message.owner, self._env.now)
                if self._account is not None:
                    yield stack.enter_context(self._account.request())
                hidden = yield from self._tried(message, tries)
        self._outcome.done[message.lane].append((message, self._env.now))

    def _tried(self, message: Message, tries: int) -> Generator[Any, Any, int | None]:
        """One try; seconds until the next one, or None at the end. A re-read asks QuickBooks nothing."""
        asks = message.lane != REREAD
        if asks and (refused := self._vendor.refuses(self._env.now)) is not None:
            yield self._env.timeout(REFUSED_SECONDS)
            return refused
        chance = self._chance[message.lane]
        fails, seconds = chance.random() < self._faults, self._seconds(message.lane)
        yield self._env.timeout(seconds * (chance.random() if fails else 1.0))
        if asks:
            return self._vendor.answers(self._env.now, fails=fails, tries=tries)
        return self._vendor.pause(tries) if fails else None

    def _seconds(self, what: str) -> float:
        random = self._random[what]
        factor = random.lognormvariate(-(self._spread**2) / 2, self._spread)
        return random.choice(self._seconds_of[what]) * factor

    def _scales_up(self, at: float) -> Events:
        yield self._env.timeout(at)
        yield from self._lanes[CLOSE].scales_up(self._settings.scaling, self._settings.stands_for)
