"""A location's business date in a large stack, counted: part by part, with each location's share and the stack's own.

The eighth closing after the merchants connected is the first that reads seven posted days again, and none of those
before it is counted. Two stacks are run, one with one location and one with three: the difference is what a location
asks for, and the rest is asked for once however many there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.one_day.clients import ClientCosts, client_costs
from bench.one_day.run import FIRST_SYNC, running
from bench.one_day.spent import Invocation, Shares, Spent, use_of

MANY = 3
CLOSINGS = 9
_HISTORY = 2


@dataclass(frozen=True)
class Counted:
    """A business date.

    `parts` are of one closing and all that follows until the next; `runs` are its invocations of all locations, and
    those of the first syncs; `metrics` the names that were published; `stored_bytes` what one location-day leaves in
    the tables.
    """

    parts: Mapping[str, Shares]
    runs: Mapping[str, tuple[Invocation, ...]]
    metrics: frozenset[str]
    stored_bytes: float


def counted(orders: int = 100) -> Counted:
    """Run both stacks; takes about a quarter of a minute of processor time."""
    clients = client_costs()
    one, many = _stack(1, orders, clients), _stack(MANY, orders, clients)
    names = one.spent.keys() | many.spent.keys()
    parts = {
        name: Shares.of(use_of(one.spent.get(name, Spent())), use_of(many.spent.get(name, Spent())), MANY)
        for name in sorted(names)
    }
    stored = (many.stored_bytes - one.stored_bytes) / (MANY - 1)
    return Counted(parts, many.runs, one.metrics | many.metrics, stored)


@dataclass(frozen=True)
class _Stack:
    spent: Mapping[str, Spent]
    runs: Mapping[str, tuple[Invocation, ...]]
    metrics: frozenset[str]
    stored_bytes: int


def _stack(merchants: int, orders: int, clients: ClientCosts) -> _Stack:
    with running(merchants=merchants, orders=orders, dates=CLOSINGS + 3, clients=clients) as run:
        run.first_sync(_HISTORY)
        seen = {FIRST_SYNC: run.meter.taken()[FIRST_SYNC]}
        for _ in range(CLOSINGS - 1):
            run.closing()
        earlier = run.meter.taken()
        before = run.stored_bytes()
        run.closing()
        run.watch()
        last = run.meter.taken()
        stored = run.stored_bytes() - before
    counts = {name: part for name, part in last.items() if name != FIRST_SYNC}
    runs = {name: tuple(part.invocations) for name, part in (last | seen).items() if part.invocations}
    metrics = frozenset(metric for parts in (seen, earlier, last) for part in parts.values() for metric in part.metrics)
    return _Stack(counts, runs, metrics, stored)
