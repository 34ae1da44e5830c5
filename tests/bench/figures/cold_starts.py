"""What the first request of a new process pays: importing its function as it is deployed, beside boto3 with one client.

Counted in processor time, which other work on the machine does not stretch; an import waits for little else. A pair is
one process of each, so that both meet the same machine.
"""

import statistics
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.as_deployed import (
    FUNCTIONS,
    IMPORTS_HANDLER,
    MAKES_CLIENT,
    ROOT,
    AsDeployed,
    processor_seconds,
    self_microseconds,
)
from bench.goals import Goal, at_most

PAIRS = 5
GOAL = 1.2
GOALS = {"post_location_day": 1.5, "portal": 1.5, "connect": 1.5}
"""Functions with more to load than most: the worker, and those that show pages."""
_LARGEST = 5


def figures() -> Iterator[Goal]:
    """A goal for each function; one that is missed names the packages that took most of its import."""
    with TemporaryDirectory() as folder:
        deployed = AsDeployed.beneath(Path(folder))
        for name in FUNCTIONS:
            yield _figure(deployed, name)


def _figure(deployed: AsDeployed, name: str) -> Goal:
    function = deployed.command(IMPORTS_HANDLER, ROOT / "functions" / name)
    baseline = deployed.command(MAKES_CLIENT)
    pairs = [(processor_seconds(function), processor_seconds(baseline)) for _ in range(PAIRS)]
    imported, client = (statistics.median(each) for each in zip(*pairs, strict=True))
    goal = GOALS.get(name, GOAL)
    note = f"{imported * 1000:.0f} ms, boto3 and a client {client * 1000:.0f} ms"
    if imported > goal * client:
        note += f"; {_largest(deployed, name)}"
    return at_most(f"cold start of {name}, of boto3 and a client", imported / client, goal, note)


def _largest(deployed: AsDeployed, name: str) -> str:
    """The packages whose own modules take most of the import, each with its share of it."""
    timed = deployed.command(IMPORTS_HANDLER, ROOT / "functions" / name, "-X", "importtime")
    taken = self_microseconds(timed)
    return ", ".join(f"{package} {each / taken.total():.0%}" for package, each in taken.most_common(_LARGEST))
