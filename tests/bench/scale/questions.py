"""The questions of `make scale`, each answered by nights of the largest stack with and without what is asked about."""

from collections.abc import Iterator, Mapping

from bench.goals import Goal, at_most
from bench.scale.load import CHAIN, CLOSE, FIRST_SYNC, Night
from bench.scale.settings import (
    AFTER_OUTAGE_SECONDS,
    MINUTE,
    NEW_A_DAY,
    OUTAGE,
    P95_SECONDS,
    P99_SECONDS,
    Seconds,
    Sized,
    after,
    stands_for,
)
from bench.scale.simulation import Outcome, Settings, Stack, percentile
from bench.scale.vendor import Outage
from daybook.domain.sync.closing import FIRES_WITHIN

STORES = 50
ON_CLOSES, ON_HISTORY, ON_OTHERS = 1.02, 1.2, 1.05
ON_BEGINNERS = 2.0
"""Beside a chain a merchant who begins has half of the lane."""


def answers(largest: Sized, smallest: Sized, seconds_of: Seconds) -> Iterator[Goal]:
    """Every goal; lanes have the computed workers."""
    nights = _Nights(largest, seconds_of)
    size, note = f"{largest.locations:,} locations", f"{largest.workers[CLOSE]:,} workers"
    if largest.pollers:
        note += f" of {largest.pollers:,} provisioned pollers"
    night = Night(largest.locations, round(largest.locations * NEW_A_DAY), rereads=True)
    everything, eager = nights.run(night), nights.run(Night(largest.locations), at_once=True)
    waited = everything.waited(CLOSE)
    fires, p95 = FIRES_WITHIN.total_seconds() / MINUTE, percentile(eager.waited(CLOSE), 95) / MINUTE
    more = f"; Scheduler fires within {fires:.0f}; {p95:.1f} at p95 if Lambda had them at once"
    for percent, goal in ((95, P95_SECONDS), (99, P99_SECONDS)):
        what = f"{size}: minutes from close to posted, p{percent}"
        yield at_most(what, percentile(waited, percent) / MINUTE, goal / MINUTE, note + (more if percent == 95 else ""))
    without = nights.run(Night(largest.locations))
    away = after(nights.run(Night(largest.locations), OUTAGE), OUTAGE)
    what = f"{size}: minutes after QuickBooks' return from 40 minutes away, p99"
    yield at_most(what, percentile(away, 99) / MINUTE, AFTER_OUTAGE_SECONDS / MINUTE, note)
    yield from _effects(nights, everything, without)
    yield _fairness(nights, without)
    small = _Nights(smallest, seconds_of)
    yield _fairness(small, small.run(Night(smallest.locations)))
    yield _fairness_to_beginners(small)


class _Nights:
    """Nights of one stack with its settings."""

    def __init__(self, size: Sized, seconds_of: Seconds) -> None:
        self.locations, self._seconds_of = size.locations, seconds_of
        self.stands_for = stands_for(size.locations)
        self.workers: Mapping[str, int] = size.workers
        self._quota = -(-size.quota // self.stands_for) * self.stands_for

    def run(self, night: Night, outage: Outage | None = None, **how: bool) -> Outcome:
        """What comes of a night; `how` is of `Stack`."""
        rounded = {lane: -(-number // self.stands_for) * self.stands_for for lane, number in self.workers.items()}
        settings = Settings(rounded, self._quota, self.stands_for)
        return Stack(settings, self._seconds_of, outage, **how).run(night)


def _effects(nights: _Nights, everything: Outcome, without: Outcome) -> Iterator[Goal]:
    merchants = round(nights.locations * NEW_A_DAY)
    history = nights.run(Night(nights.locations, merchants))
    effect = percentile(history.waited(CLOSE), 95) / percentile(without.waited(CLOSE), 95)
    what = f"closes with first syncs of {merchants:,} merchants, times as long, p95"
    yield at_most(what, effect, ON_CLOSES, "a lane each, and a quota for all")
    alone = nights.run(Night(0, merchants))
    effect = percentile(everything.owners_waited(FIRST_SYNC), 95) / percentile(alone.owners_waited(FIRST_SYNC), 95)
    took = percentile(alone.owners_waited(FIRST_SYNC), 95) / MINUTE
    note = f"a month of history alone: {took:.0f} minutes with {nights.workers[FIRST_SYNC]:,} workers"
    yield at_most("first syncs with closes and re-reads, times as long, p95", effect, ON_HISTORY, note)


def _fairness(nights: _Nights, without: Outcome) -> Goal:
    one, many = (nights.run(Night(nights.locations, chains=chains)) for chains in ((STORES,), (1,) * STORES))
    before = percentile(without.waited(CLOSE), 95)
    effect, of_many = (percentile(beside.waited(CLOSE, besides=CHAIN), 95) / before for beside in (one, many))
    what = (
        f"{nights.locations:,} locations: other merchants' closes beside one with {STORES} stores, times as long, p95"
    )
    note = f"{nights.workers[CLOSE]:,} workers"
    if nights.stands_for == 1:
        note += f"; beside {STORES} merchants of one store {of_many:.3f}"
    return at_most(what, effect, ON_OTHERS, note)


def _fairness_to_beginners(nights: _Nights) -> Goal:
    """A chain that begins asks for a month of each store at once: ages of work for a lane of a few workers."""
    merchants = round(nights.locations * NEW_A_DAY)
    beside = Night(0, merchants, new_chains=(STORES,))
    alone, fair, unfair = (
        percentile(nights.run(night, is_fair=is_fair).owners_waited(FIRST_SYNC, besides=CHAIN), 95)
        for night, is_fair in ((Night(0, merchants), True), (beside, True), (beside, False))
    )
    size = f"{nights.locations:,} locations"
    what = f"{size}: other merchants' first syncs beside one with {STORES} stores, times as long, p95"
    note = f"{nights.workers[FIRST_SYNC]:,} workers, {merchants} merchants; {unfair / alone:.1f} if SQS were not fair"
    return at_most(what, fair / alone, ON_BEGINNERS, note)
