"""The smallest number of workers of each lane that keeps the goals, and the quota of invocations that it needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bench.scale.lane import STANDARD_MOST
from bench.scale.load import CLOSE, FIRST_SYNC, HOUR, REREAD, Night
from bench.scale.simulation import Outcome, Settings, Stack, percentile
from bench.scale.vendor import Outage

Seconds = Mapping[str, Sequence[float]]
MINUTE = 60.0
P95_SECONDS, P99_SECONDS, AFTER_OUTAGE_SECONDS = 10 * MINUTE, 20 * MINUTE, 30 * MINUTE
# Ours, half of what the alarms of both queues wait for, and less: docs/operating.md has a day for re-reads.
HISTORY_SECONDS, REREAD_SECONDS = HOUR, 12 * HOUR
OUTAGE = Outage(2 * MINUTE, 42 * MINUTE)
"""Forty minutes, from the minute in which the peak is sent."""
NEW_A_DAY = 2_000 / 250_000
"""Merchants that begin in one evening, of all locations."""
FEWEST, MOST = 2, 8_000
"""SQS takes no smaller number; above the larger one the search gives up."""
OTHERS = 12
"""Invocations beside lanes and planners: two for notices, ten for pages, watchdog and replays."""
WORKERS_OF_A_POLLER = 10
_GUESSED = {CLOSE: 0.005, FIRST_SYNC: 0.0002, REREAD: 0.0003}
"""Workers for each location with which the search begins: it ends the same, but sooner."""
_SIMULATED = 12_500
_COARSER = 4
"""Seven re-reads follow each close: their lane is simulated with a quarter of the locations."""


@dataclass(frozen=True)
class Sized:
    """The settings of a stack, and what closes come to with them, in seconds."""

    locations: int
    workers: Mapping[str, int]
    planners: int
    p95: float
    p99: float
    after_outage: float

    @property
    def pollers(self) -> int:
        """How many provisioned pollers daily closes need, or none where a limit of workers may be as high."""
        closes = self.workers[CLOSE]
        return 0 if closes <= STANDARD_MOST else -(-closes // WORKERS_OF_A_POLLER)

    @property
    def quota(self) -> int:
        """The concurrent invocations that the account must allow."""
        return sum(self.workers.values()) + self.planners + OTHERS


def stands_for(locations: int, lane: str = CLOSE) -> int:
    """How many locations a simulated one stands for while a lane is looked at."""
    step = max(1, locations // _SIMULATED)
    return step if lane != REREAD or step == 1 else step * _COARSER


def sized(locations: int, seconds_of: Seconds) -> Sized:
    """Try numbers of workers until the smallest that keeps every goal is found, lane by lane."""
    keeps = {CLOSE: _keeps_closes, FIRST_SYNC: _keeps_history, REREAD: _keeps_rereads}
    workers = {}
    for lane, question in keeps.items():
        alone = _Alone(locations, seconds_of, lane)
        workers[lane] = smallest(partial(question, alone), alone.step, round(locations * _GUESSED[lane]))
    closes = _Alone(locations, seconds_of, CLOSE)
    calm = closes.run(workers[CLOSE], Night(locations))
    away = after(closes.run(workers[CLOSE], Night(locations), OUTAGE), OUTAGE)
    p95, p99 = (percentile(calm.waited(CLOSE), percent) for percent in (95, 99))
    return Sized(locations, workers, calm.most_planners, p95, p99, percentile(away, 99))


def smallest(keeps: Callable[[int], bool], step: int, guess: int = FEWEST) -> int:
    """The smallest multiple of a step that keeps the goals, and at least what SQS takes; `guess` is tried first.

    Raises:
        ValueError: not even the most that is tried keeps them.
    """
    fewest = -(-FEWEST // step)
    least, most = fewest - 1, max(fewest, guess // step)
    while not keeps(most * step):
        least, most = most, 2 * most
        if most * step > MOST:
            raise ValueError(f"{MOST} workers are too few")
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if keeps(middle * step) else (middle, most)
    return most * step


def after(outcome: Outcome, outage: Outage) -> list[float]:
    """Seconds from the vendor's return until each close was posted that was due before it and waited, in order."""
    waited = [at for message, at in outcome.done[CLOSE] if message.due < outage.ends <= at]
    return sorted(at - outage.ends for at in waited)


@dataclass(frozen=True)
class _Alone:
    """Nights of a stack in which one lane alone may be short of workers."""

    locations: int
    seconds_of: Seconds
    lane: str

    @property
    def step(self) -> int:
        return stands_for(self.locations, self.lane)

    def run(self, workers: int, night: Night, outage: Outage | None = None) -> Outcome:
        enough = dict.fromkeys((CLOSE, FIRST_SYNC, REREAD), MOST // self.step * self.step)
        settings = Settings(enough | {self.lane: workers}, stands_for=self.step)
        return Stack(settings, self.seconds_of, outage).run(night)


def _keeps_closes(alone: _Alone, workers: int) -> bool:
    night = Night(alone.locations)
    waited = alone.run(workers, night).waited(CLOSE)
    if percentile(waited, 95) > P95_SECONDS or percentile(waited, 99) > P99_SECONDS:
        return False
    return percentile(after(alone.run(workers, night, OUTAGE), OUTAGE), 99) <= AFTER_OUTAGE_SECONDS


def _keeps_history(alone: _Alone, workers: int) -> bool:
    night = Night(0, first_syncs=round(alone.locations * NEW_A_DAY))
    return percentile(alone.run(workers, night).owners_waited(FIRST_SYNC), 95) <= HISTORY_SECONDS


def _keeps_rereads(alone: _Alone, workers: int) -> bool:
    night = Night(alone.locations, rereads=True)
    return percentile(alone.run(workers, night).waited(REREAD), 99) <= REREAD_SECONDS
