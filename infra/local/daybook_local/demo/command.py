"""`daybook-local demo`: prepare, start, tell the story, show the result, and stay up if asked to."""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console

from daybook_local.demo.late_changes import LateChanges
from daybook_local.demo.new_card import NewCard
from daybook_local.demo.posting_choice import AS_CONNECTED, PostingChoice
from daybook_local.demo.progress_bars import progress_bars
from daybook_local.demo.result_table import result_console, show_result
from daybook_local.demo.scenario import begins_at, tell
from daybook_local.demo.sequels import Sequel
from daybook_local.system.local_system import running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.sample import LoadedSample
from daybook_local.system.staying_up import show_ways_in, stay_up

_CLOCK = "The shops' clock stands at the last closing; schedules rest until a clock moves."
SEQUELS: dict[str, type[Sequel]] = {"changes": LateChanges, "suspense": NewCard}
_ALL_WELL, _NOT_WELL = 0, 1


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What the command line asked for."""

    merchant: Path
    first: date | None
    last: date | None
    export_to: Path | None
    keep: bool
    work: WorkFolder
    choice: PostingChoice = AS_CONNECTED
    variant: str | None = None


def run_demo(options: DemoOptions, started: float) -> int:
    """Run it; 0 when all is well, 1 when something in the result is not.

    The last line of standard output is the figures as JSON. `started` is where `time.monotonic` stood when the command
    began. A broken folder is refused before anything starts.

    Raises:
        ValueError: the folder or the dates cannot be used.
        RuntimeError: a part did not start or a step failed; the text says which.
    """
    sample = LoadedSample(options.merchant)
    dates = sample.dates(options.first, options.last)
    begin = begins_at(sample, dates)
    with ExitStack() as parts:
        with progress_bars() as bars:
            bars.stage("Starting")
            # Ends with the outer block: the bars are gone before the table is printed, the system may stay up.
            system = parts.enter_context(
                running_system(sample, options.work, now=begin, progress=lambda part: bars.say(f"Starting {part}"))
            )
            told = tell(
                system,
                dates,
                bars,
                started=started,
                choice=options.choice,
                sequel=SEQUELS[options.variant]() if options.variant else None,
                export_to=options.export_to,
            )
        show_result(result_console(), sample, options.choice, told)
        if options.keep:
            show_ways_in(Console(stderr=True), system, _CLOCK)
        print(json.dumps(told.as_json()), flush=True)
        if options.keep:
            stay_up()
    return _NOT_WELL if told.problems else _ALL_WELL
