"""Figures against goals, as `make cost` and `make scale` print them: a table for people, a line of JSON for scripts."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Goal:
    """One figure. `met` says whether it is at most the goal; `note` names what it is made of."""

    what: str
    figure: float
    goal: float
    met: bool
    note: str = ""


def at_most(what: str, figure: float, goal: float, note: str = "") -> Goal:
    """The figure is to be no more than the goal; both are compared as they are printed, to three digits."""
    shown = round(figure, 3)
    return Goal(what, shown, goal, shown <= goal, note)


def tell(name: str, goals: Iterable[Goal]) -> None:
    """Print the goals as a table and, as the last line, as JSON under a name."""
    kept = list(goals)
    rows = [(one.what, f"{one.figure:,g}", f"{one.goal:,g}", "yes" if one.met else "MISSED", one.note) for one in kept]
    print_table("Goals", ("what", "figure", "at most", "met", "largest part, or how"), rows)
    # Not through the console, which would fold the line.
    sys.stdout.write(json.dumps({name: [asdict(one) for one in kept]}) + "\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose figures stand to the right."""
    table = Table(title=title, title_justify="left", header_style="bold")
    kept = list(rows)
    for number, column in enumerate(columns):
        is_figures = number > 0 and all(not row[number] or row[number][0] in "0123456789.-" for row in kept)
        table.add_column(column, justify="right" if is_figures else "left")
    for row in kept:
        table.add_row(*row)
    console = Console(file=sys.stdout, width=150)
    console.print(table)
