"""The cheapest way to explain payouts by batches, both in the order of their dates: dynamic programming.

Costs: a match costs its distance from the usual rate, a little for each batch and each day more; an open batch and an
unexplained payout cost more than any plausible match. Payouts of one date have no order, so each order is tried.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, permutations
from math import inf

from daybook.domain.clearing.payouts import Payout
from daybook.domain.clearing.runs import Run

_RATE_UNIT = 0.006
_MORE_BATCHES = 0.15
_MORE_DAYS = 0.1
_OPEN_BATCH = 3.0
_UNEXPLAINED = 6.0
_MOST_ORDERED = 3


@dataclass(frozen=True, slots=True)
class _Step:
    """The costs after a payout, by the number of batches passed; how each was reached."""

    payout: int
    costs: list[float]
    runs: list[Run | None]
    before: list[int]


def align(payouts: Sequence[Payout], runs: Sequence[Sequence[Run]], batches: int, rate: float) -> dict[int, Run]:
    """The run of each payout that has one; no batch is in two runs. `runs` are those that a payout may have."""
    costs = [0.0, *([inf] * batches)]
    trail: list[tuple[list[list[_Step]], list[int]]] = []
    for same_day in _by_date(payouts):
        orders = list(permutations(same_day)) if len(same_day) <= _MOST_ORDERED else [tuple(same_day)]
        ways = [list(_steps(order, costs, runs, rate)) for order in orders]
        best = [_cheapest([way[-1].costs[j] for way in ways]) for j in range(batches + 1)]
        costs = [ways[best[j]][-1].costs[j] for j in range(batches + 1)]
        trail.append((ways, best))
    return _traced(trail, _with_open_batches(costs)[1][batches])


def cost_of(run: Run, rate: float) -> float:
    """What a match costs."""
    return abs(run.rate - rate) / _RATE_UNIT + _MORE_BATCHES * run.more_batches + _MORE_DAYS * max(0, run.days - 1)


def _cheapest(costs: Sequence[float]) -> int:
    return costs.index(min(costs))


def _by_date(payouts: Sequence[Payout]) -> Iterator[list[int]]:
    for _, same_day in groupby(range(len(payouts)), key=lambda number: payouts[number].on):
        yield list(same_day)


def _steps(order: Sequence[int], costs: list[float], runs: Sequence[Sequence[Run]], rate: float) -> Iterator[_Step]:
    for payout in order:
        passed, source = _with_open_batches(costs)
        after = [cost + _UNEXPLAINED for cost in costs]
        reached: list[Run | None] = [None] * len(costs)
        before = list(range(len(costs)))
        for run in runs[payout]:
            cost = passed[run.first] + cost_of(run, rate)
            if cost < after[run.end]:
                after[run.end], reached[run.end], before[run.end] = cost, run, source[run.first]
        costs = after
        yield _Step(payout, after, reached, before)


def _with_open_batches(costs: list[float]) -> tuple[list[float], list[int]]:
    """The costs if batches may stay open, and the number of batches passed before those."""
    passed, source = [], []
    best, at = inf, 0
    for number, cost in enumerate(costs):
        best += _OPEN_BATCH
        if cost <= best:
            best, at = cost, number
        passed.append(best)
        source.append(at)
    return passed, source


def _traced(trail: Sequence[tuple[list[list[_Step]], list[int]]], at: int) -> dict[int, Run]:
    found: dict[int, Run] = {}
    for ways, best in reversed(trail):
        for step in reversed(ways[best[at]]):
            run = step.runs[at]
            if run is not None:
                found[step.payout] = run
            at = step.before[at]
    return found


def out_of_turn(matched: Mapping[int, Run], runs: Sequence[Sequence[Run]], rate: float, most: float) -> dict[int, Run]:
    """Runs of open batches for payouts without any, which came before or after their turn: nearest rate first."""
    found = dict(matched)
    wanting = sorted(
        (
            (abs(run.rate - rate), run.more_batches, number, run.first, run)
            for number, few in enumerate(runs)
            for run in few
            if number not in found
        ),
        key=lambda each: each[:4],
    )
    for distance, _, number, _, run in wanting:
        if distance <= most and number not in found and not any(run.meets(other) for other in found.values()):
            found[number] = run
    return found
