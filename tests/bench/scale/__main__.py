"""`make scale`: nights of large stacks as discrete events, with what the shipped code was measured to take."""

import argparse
from collections.abc import Mapping, Sequence

from bench.cost.bill import Waiting, busy_seconds
from bench.cost.stack import stack_month
from bench.goals import print_table, tell
from bench.one_day.counted import Counted, counted
from bench.one_day.run import CLOSE as CLOSED
from bench.one_day.run import FIRST_SYNC as SYNCED
from bench.one_day.run import PLANNING, REREADS
from bench.scale.load import CLOSE, FIRST_SYNC, REREAD
from bench.scale.questions import answers
from bench.scale.settings import MINUTE, Seconds, Sized, sized
from bench.scale.simulation import PLAN

SIZES = (1_000, 10_000, 100_000, 250_000)


def main() -> None:
    """Measure, search the settings of each size, ask the questions of the largest, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vendor-seconds", type=float, default=0.3, help="how long a vendor takes to answer")
    parser.add_argument("--orders", type=int, default=100, help="orders of a business date")
    given = parser.parse_args()
    day = counted(given.orders)
    seconds_of = seconds(day, Waiting(vendor=given.vendor_seconds))
    _tell_seconds(day, seconds_of)
    sizes = [sized(locations, seconds_of) for locations in SIZES]
    _tell_settings(sizes)
    tell("scale", answers(sizes[-1], sizes[0], seconds_of))


def seconds(day: Counted, waiting: Waiting) -> Seconds:
    """How long each kind of try takes on Lambda: one figure for each invocation that was measured."""
    memory = stack_month(day.metrics).memory_mb
    parts = {CLOSE: CLOSED, FIRST_SYNC: SYNCED, REREAD: REREADS, PLAN: PLANNING}
    return {lane: tuple(busy_seconds(run, memory, waiting) for run in day.runs[part]) for lane, part in parts.items()}


def _tell_seconds(day: Counted, seconds_of: Seconds) -> None:
    parts = {CLOSE: CLOSED, FIRST_SYNC: SYNCED, REREAD: REREADS, PLAN: PLANNING}
    rows = [_row(lane, day, part, seconds_of) for lane, part in parts.items()]
    columns = ("one try", "vendor round trips", "AWS requests", "own CPU ms", "seconds on Lambda")
    print_table("Measured in this run, means", columns, rows)


def _row(lane: str, day: Counted, part: str, seconds_of: Mapping[str, Sequence[float]]) -> tuple[str, ...]:
    runs = day.runs[part]
    figures = (
        sum(run.round_trips for run in runs),
        sum(run.aws_calls for run in runs),
        1000 * sum(run.cpu_seconds for run in runs),
        sum(seconds_of[lane]),
    )
    return (lane, *(f"{figure / len(runs):.3g}" for figure in figures))


def _tell_settings(sizes: Sequence[Sized]) -> None:
    rows = [
        (
            f"{each.locations:,}",
            *(f"{workers:,}" for workers in each.workers.values()),
            f"{each.pollers:,}",
            f"{each.planners:,}",
            f"{each.quota:,}",
            *(f"{seconds / MINUTE:.1f}" for seconds in (each.p95, each.p99, each.after_outage)),
        )
        for each in sizes
    ]
    waits = ("p95 min", "p99 min", "outage p99 min")
    columns = ("locations", CLOSE, FIRST_SYNC, REREAD, "pollers", "planners", "quota", *waits)
    print_table("Smallest settings that keep the goals", columns, rows)


if __name__ == "__main__":
    main()
