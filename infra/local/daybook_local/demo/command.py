"""`daybook-local demo`: prepare, start, tell the story, show the result, and stay up if asked to."""

import json
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rich.console import Console

from daybook_local.demo.days.progress_bars import ProgressBars, progress_bars
from daybook_local.demo.export import export
from daybook_local.demo.incident.story import begins_a_night_early, dates_of_the_night, tell_incident
from daybook_local.demo.kept_story import KeptStory
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED, PostingChoice
from daybook_local.demo.month_end.clients import write_clients
from daybook_local.demo.month_end.story import begins_after, dates_of_months, tell_month_end
from daybook_local.demo.result_table import result_console, show_result
from daybook_local.demo.scenario import Told, begins_at, tell
from daybook_local.demo.sequels.late_changes import LateChanges
from daybook_local.demo.sequels.new_card import NewCard
from daybook_local.demo.sequels.sequels import Sequel
from daybook_local.demo.sequels.two_outages import begins_before_closing, dates_of, tell_outages
from daybook_local.inbox.server import Inbox
from daybook_local.system.kept_system import KeptSystem
from daybook_local.system.local_system import LocalSystem, running_system
from daybook_local.system.operating import operations_pages
from daybook_local.system.places import DEFAULT_MERCHANT, WorkFolder
from daybook_local.system.samples.sample import DateRange, LoadedSample
from daybook_local.system.staying_up import show_ways_in, stay_up

_CLOCK = "The shops' clock stands at the last closing; schedules rest until a clock moves."
SEQUELS: dict[str, type[Sequel]] = {"changes": LateChanges, "suspense": NewCard}
OUTAGE, INCIDENT, MONTH_END = "outage", "incident", "month-end"
"""The variants that are stories of their own: their clock runs from the beginning."""
VARIANTS = (*SEQUELS, OUTAGE, INCIDENT, MONTH_END)
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

    def __post_init__(self) -> None:
        """Refuse a story that cannot be taken up.

        Raises:
            ValueError: the text says what to leave out.
        """
        if self.work.state is not None and (self.variant is not None or self.choice.uses_tax_codes):
            raise ValueError("--state keeps the plain demo: leave out --variant and --taxes, or leave out --state")
        if self.variant == MONTH_END and (self.merchant != DEFAULT_MERCHANT or not self.choice.is_default):
            raise ValueError(
                "--variant month-end has two merchants of its own, who post as connected: leave out --merchant, "
                "--document, --locations and --taxes"
            )


def run_demo(options: DemoOptions, started: float) -> int:
    """Run it; 0 when all is well, 1 when something in the result is not.

    The last line of standard output is the figures as JSON. `started` is where `time.monotonic` stood when the command
    began. A broken folder is refused before anything starts.

    Raises:
        ValueError: the folder or the dates cannot be used.
        RuntimeError: a part did not start or a step failed; the text says which.
    """
    sample = LoadedSample(options.merchant)
    told_by = _OWN_STORIES.get(options.variant or "", _posting)
    with ExitStack() as parts:
        with progress_bars() as bars:
            bars.stage("Starting")
            system, told = told_by(options, sample, bars, parts, started)
        show_result(result_console(), system.sample, options.choice, told)
        if options.keep:
            console = Console(stderr=True)
            show_ways_in(console, system, _CLOCK)
            pages = parts.enter_context(operations_pages(system))
            console.print(f"Alarms, dashboard, dead letters: {pages.url}", highlight=False)
            inbox = parts.enter_context(Inbox(system.aws.endpoint))
            console.print(f"Mails that were sent: {inbox.url}", highlight=False)
            for line in told.ways_in:
                console.print(line, highlight=False)
        print(json.dumps(told.as_json()), flush=True)
        if options.keep:
            stay_up()
    return _NOT_WELL if told.problems else _ALL_WELL


def _posting(
    options: DemoOptions, sample: LoadedSample, bars: ProgressBars, parts: ExitStack, started: float
) -> tuple[LocalSystem, Told]:
    dates = sample.dates(options.first, options.last)
    kept = None
    if options.work.state is not None:
        kept = parts.enter_context(closing(KeptSystem(options.work.state, _of(options, dates))))
    # Ends with the parts: the bars are gone before the table is printed, the system may stay up.
    system = parts.enter_context(
        running_system(
            sample,
            options.work,
            now=begins_at(sample, dates),
            kept=kept,
            progress=lambda part: bars.say(f"Starting {part}"),
        )
    )
    sequel = SEQUELS[options.variant]() if options.variant else None
    told = tell(
        system,
        dates,
        bars,
        started=started,
        choice=options.choice,
        sequel=sequel,
        export_to=options.export_to,
        story=KeptStory(kept),
    )
    return system, told


def _of(options: DemoOptions, dates: DateRange) -> dict[str, str]:
    """What a kept demonstration is of: another one begins in a folder of its own."""
    return {
        "command": "demo",
        "merchant": str(options.merchant.resolve()),
        "from": dates.first.isoformat(),
        "to": dates.last.isoformat(),
        "document": options.choice.document,
        "locations": options.choice.locations,
    }


def _outage(
    options: DemoOptions, sample: LoadedSample, bars: ProgressBars, parts: ExitStack, started: float
) -> tuple[LocalSystem, Told]:
    dates = dates_of(sample, options.first, options.last)
    system = _on_a_clock_of_its_own(options, (sample,), bars, parts, begins_before_closing(sample, dates))
    told = tell_outages(system, dates, bars, started=started, choice=options.choice)
    return system, _exported(options, told)


def _incident(
    options: DemoOptions, sample: LoadedSample, bars: ProgressBars, parts: ExitStack, started: float
) -> tuple[LocalSystem, Told]:
    dates = dates_of_the_night(sample, options.first, options.last)
    system = _on_a_clock_of_its_own(options, (sample,), bars, parts, begins_a_night_early(sample, dates))
    told = tell_incident(system, dates, bars, started=started, choice=options.choice)
    return system, _exported(options, told)


def _month_end(
    options: DemoOptions, sample: LoadedSample, bars: ProgressBars, parts: ExitStack, started: float
) -> tuple[LocalSystem, Told]:
    del sample
    dates = dates_of_months(options.first, options.last)
    bars.say("Writing two clients")
    clients = write_clients(options.work.root / MONTH_END, dates)
    system = _on_a_clock_of_its_own(options, clients, bars, parts, begins_after(clients[0], dates))
    return system, _exported(options, tell_month_end(system, clients, dates, bars, started=started))


_OWN_STORIES = {OUTAGE: _outage, INCIDENT: _incident, MONTH_END: _month_end}


def _on_a_clock_of_its_own(
    options: DemoOptions,
    samples: Sequence[LoadedSample],
    bars: ProgressBars,
    parts: ExitStack,
    starts_at: datetime,
) -> LocalSystem:
    return parts.enter_context(
        running_system(
            samples[0],
            options.work,
            now=None,
            starts_at=starts_at,
            beside=samples[1:],
            progress=lambda part: bars.say(f"Starting {part}"),
        )
    )


def _exported(options: DemoOptions, told: Told) -> Told:
    if options.export_to is not None:
        export(options.export_to, told.in_the_end)
    return told
