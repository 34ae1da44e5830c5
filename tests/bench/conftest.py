"""Collects what the benchmarks measured and prints it once: a table for people, a line of JSON for scripts.

Machines differ, so every figure is compared with another one of the same run. Nothing here fails for being slow.
"""

import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass

import pytest
from rich.console import Console
from rich.table import Table

_MEASURED = pytest.StashKey()


@dataclass(frozen=True)
class Measurement:
    """`what` took `milliseconds`, which is `ratio` times as long as `compared_with`; `note` says what was counted."""

    what: str
    compared_with: str
    milliseconds: float
    baseline_milliseconds: float
    ratio: float
    note: str = ""


class Bench:
    """What a benchmark writes its figures into; beside other tests once is enough, which shows that it runs at all."""

    def __init__(self, *, is_beside_others=False):
        self.measured = []
        self.times = 1 if is_beside_others else 3

    def compare(self, what, seconds, compared_with, baseline, note=""):
        """Keep a figure beside the one it is compared with, both in seconds."""
        ratio = seconds / baseline
        self.measured.append(
            Measurement(what, compared_with, round(seconds * 1000, 2), round(baseline * 1000, 2), round(ratio, 3), note)
        )

    @staticmethod
    def median(action, *, times=5):
        """The median time of an action, in seconds."""
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            action()
            taken.append(time.perf_counter() - began)
        return statistics.median(taken)


@pytest.fixture
def bench(pytestconfig):
    is_beside_others = hasattr(pytestconfig, "workerinput")
    return pytestconfig.stash.setdefault(_MEASURED, Bench(is_beside_others=is_beside_others))


def pytest_terminal_summary(config):
    bench = config.stash.get(_MEASURED, None)
    if bench is None or not bench.measured:
        return
    table = Table(title="Ratios of one run", title_justify="left", header_style="bold")
    for column, justify in (("what", "left"), ("ms", "right"), ("times", "right"), ("compared with", "left")):
        table.add_column(column, justify=justify)
    table.add_column("ms", justify="right")
    table.add_column("counted")
    for one in bench.measured:
        figures = (
            f"{one.milliseconds:,.1f}",
            f"{one.ratio:.2f}",
            one.compared_with,
            f"{one.baseline_milliseconds:,.1f}",
        )
        table.add_row(one.what, *figures, one.note)
    console = Console(file=sys.__stdout__, width=160)
    console.print()
    console.print(table)
    # Not through the console, which would fold the line.
    sys.__stdout__.write(json.dumps({"bench": [asdict(one) for one in bench.measured]}) + "\n")
