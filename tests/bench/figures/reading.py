"""What a day's figures cost: beside its JSON alone, beside a day of fewer orders, and beside polars and others."""

from collections.abc import Callable, Iterator
from functools import partial

from bench.figures.one_day import ON, KeptDay, kept_day
from bench.figures.peers import PEERS, Columns, Sums, columns_of, of_our_own
from bench.figures.timing import ratio, seconds
from bench.goals import Goal, at_most
from daybook.bootstrap.collector import relax_collector
from daybook.domain.day.summary import summarise

BUSY, FEW, MANY = 930, 100, 10_000
AGAINST_JSON, PER_ORDER, AGAINST_POLARS = 3.5, 1.1, 1.0
_FEWER_TIMES = 3


def figures() -> Iterator[Goal]:
    """A busy day, and one ten times as busy, with the collector as a worker has it."""
    relax_collector()
    with kept_day(BUSY) as busy:
        times = ratio(busy.to_document, busy.parsed)
        note = f"{busy.megabytes:.1f} MB of JSON, {len(busy.activity.orders)} orders"
        what = f"a day of {BUSY} orders from raw JSON to its entry, json.loads of it = 1"
        yield at_most(what, times, AGAINST_JSON, note)
        yield _against_peers(busy)
    with kept_day(FEW) as few, kept_day(MANY) as many:
        times = ratio(many.to_document, few.to_document, times=_FEWER_TIMES) * FEW / MANY
        yield at_most(f"the same an order of {MANY:,}, an order of {FEW} = 1", times, PER_ORDER)
        yield _against_peers(many)


def _against_peers(day: KeptDay) -> Goal:
    """Ours adds up all figures of the day, the others four; that these are the same is checked first."""
    ours = partial(summarise, day.location, ON, day.activity, day.tender_kinds)
    expected = of_our_own(ours())
    times = {}
    for name, add_up in PEERS.items():
        theirs = partial(_added_up, day, add_up)
        found = theirs()
        if {key: found.get(key) for key in expected} != expected:
            raise AssertionError(f"{name} adds up otherwise")
        times[name] = ratio(ours, theirs)
    others = ", ".join(f"{name} {times[name]:.2f}" for name in PEERS if name != "polars")
    what = f"adding up {len(day.activity.orders):,} orders, polars = 1"
    note = f"{1000 * seconds(ours):.0f} ms; beside {others}"
    return at_most(what, times["polars"], AGAINST_POLARS, note)


def _added_up(day: KeptDay, add_up: Callable[[Columns], Sums]) -> Sums:
    return add_up(columns_of(day.activity, day.location, ON, day.tender_kinds))
