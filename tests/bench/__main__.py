"""`make bench`: what Daybook's own work costs, as ratios in one run and as counts, each beside its goal."""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping

from bench.goals import Goal, tell

# The OAuth libraries refuse plain http unless a deployment says otherwise; the simulators are the deployment here.
os.environ.setdefault("OAUTHLIB_INSECURE_TRANSPORT", "1")

from bench.figures import cold_starts, entry, first_sync, growth, memory, pages, reading, waiting

FIGURES: Mapping[str, Callable[[], Iterator[Goal]]] = {
    "reading": reading.figures,
    "waiting": waiting.figures,
    "entry": entry.figures,
    "cold-starts": cold_starts.figures,
    "memory": memory.figures,
    "pages": pages.figures,
    "growth": growth.figures,
    "first-sync": first_sync.figures,
}


def main() -> None:
    """Measure, and print the table and its line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of {', '.join(FIGURES)}, with commas between")
    only = parser.parse_args().only.split(",")
    chosen = [figures for name, figures in FIGURES.items() if only == [""] or name in only]
    tell("bench", (goal for figures in chosen for goal in figures()))


if __name__ == "__main__":
    main()
