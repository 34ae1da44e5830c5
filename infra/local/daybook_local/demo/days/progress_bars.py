"""What a person sees while it works: a bar per stage, on standard error, so that standard output stays a result."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn


class ProgressBars:
    """One bar per stage; a stage ends when the next one starts."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stage: TaskID | None = None
        self._words = ""

    def stage(self, words: str, total: int | None = None) -> None:
        """Begin a stage of so many steps; None where that is not known."""
        self.finish()
        self._words = words
        self._stage = self._progress.add_task(words, total=total)

    def reached(self, done: int) -> None:
        """How far the stage is."""
        if self._stage is not None:
            self._progress.update(self._stage, completed=done)

    def say(self, words: str) -> None:
        """Say what the stage is busy with."""
        self._words = words
        self.note()

    def note(self, *lines: str) -> None:
        """Say under the stage what it waits for; without a line, nothing."""
        if self._stage is not None:
            below = "".join(f"\n  [dim]{line}[/dim]" for line in lines)
            self._progress.update(self._stage, description=f"{self._words}{below}")

    def finish(self) -> None:
        """Fill the bar of the stage, which waits for nothing any more."""
        self.note()
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
