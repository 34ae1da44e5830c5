"""What a person sees: bars while it works, on standard error; the table at the end, on standard output."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from daybook_local.demo.examination import Examination
from daybook_local.system.quickbooks_control import MeterReading
from daybook_local.system.sample import LoadedSample

_WIDTH_OF_A_PIPE = 120
_COUNTED = ("posted", "posted_with_gaps", "empty", "held", "failed")


class ProgressBars:
    """One bar per stage; a stage ends when the next one starts."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stage: TaskID | None = None

    def stage(self, words: str, total: int | None = None) -> None:
        """Begin a stage of so many steps; None where nobody can tell."""
        self.finish()
        self._stage = self._progress.add_task(words, total=total)

    def reached(self, done: int) -> None:
        """How far the stage is."""
        if self._stage is not None:
            self._progress.update(self._stage, completed=done)

    def say(self, words: str) -> None:
        """Say what the stage is busy with."""
        if self._stage is not None:
            self._progress.update(self._stage, description=words)

    def finish(self) -> None:
        """Fill the bar of the stage."""
        if self._stage is not None:
            total = self._progress.tasks[self._stage].total or 1
            self._progress.update(self._stage, total=total, completed=total)


@contextmanager
def progress_bars() -> Iterator[ProgressBars]:
    """Bars on standard error, so that standard output stays a result."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bars = ProgressBars(progress)
        yield bars
        bars.finish()


def result_console() -> Console:
    """Standard output; a pipe has no width of its own and gets one that the table fits in."""
    return Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_PIPE)


def show_result(console: Console, sample: LoadedSample, examination: Examination, connecting: MeterReading) -> None:
    """The table per location, the calls to QuickBooks, and whatever is not well, with its reason."""
    console.print(_table(sample, examination))
    console.print("Differences are in minor units; the last row adds those of every account of the trial balance.")
    figures = examination.figures
    console.print(
        f"QuickBooks calls while connecting: {connecting.reads} reads, {connecting.writes} writes "
        f"({connecting.accounts} accounts created); after connecting: {figures.intuit_reads} metered reads, "
        f"{figures.intuit_writes} writes for {figures.documents} documents."
    )
    gaps = sorted({gap for record in examination.records for gap in record.gaps})
    if gaps:
        console.print(f"Waiting in the suspense account for a mapping: {escape(', '.join(gaps))}")
    for record in examination.records:
        if record.state not in {"posted", "posted_with_gaps", "empty"}:
            why = escape(record.why or "no reason given")
            console.print(f"[bold]{record.business_date} {record.location} {record.state}[/bold]: {why}")
    for problem in examination.problems:
        console.print(f"[bold red]Not well:[/bold red] {escape(problem)}")


def _table(sample: LoadedSample, examination: Examination) -> Table:
    title = f"{sample.name}: talech against QuickBooks"
    table = Table(title=title)
    table.add_column("location", no_wrap=True)
    for heading in ("days", "posted", "with gaps", "empty", "held", "failed", "documents", "difference"):
        table.add_column(heading, justify="right", no_wrap=True)
    for location in sample.locations:
        mine = [record for record in examination.records if record.location == location.id]
        states = Counter(record.state for record in mine)
        documents = {record.document_id for record in mine if record.document_id}
        difference = sum(abs(line.difference_minor) for line in examination.proof if line.location == location.id)
        counts = (len(mine), *(states[state] for state in _COUNTED), len(documents), difference)
        table.add_row(escape(location.name), *map(str, counts))
    table.add_section()
    figures = examination.figures
    totals = (
        figures.location_days,
        figures.posted,
        figures.posted_with_gaps,
        figures.empty,
        figures.held,
        figures.failed,
        figures.documents,
        figures.difference_minor,
    )
    table.add_row("All", *map(str, totals))
    return table
