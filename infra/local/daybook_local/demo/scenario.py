"""The story that the demonstration tells, one step after the other."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from daybook_local.demo.days.posting import Scene, close_date, first_sync
from daybook_local.demo.days.progress_bars import ProgressBars
from daybook_local.demo.examination import Examination, examine
from daybook_local.demo.export import export
from daybook_local.demo.kept_story import KeptStory
from daybook_local.demo.merchant.connecting import connect_merchant
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED, PostingChoice
from daybook_local.demo.sequels.sequels import Ending, FirstAct, Sequel
from daybook_local.demo.taxes.tax_codes import TaxCodesInUse, use_tax_codes
from daybook_local.system.local_system import SETTLE_DELAY, LocalSystem
from daybook_local.system.samples.sample import DateRange, LoadedSample
from daybook_local.system.vendors.quickbooks_control import MeterReading

_ONE_DAY = timedelta(days=1)
# The simulated talech leaves a whole line of some orders out, on purpose, and one of them is more than one per cent of
# its day. The merchant of a demonstration allows that, so that every day is in the books and can be proven.
_ALLOWED_DIFFERENCE = "2"
_NOT_KEPT = KeptStory()


class NotYetOverError(ValueError):
    """The dates asked for are not over on the machine's clock, by which Daybook decides what may be synced."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was proven after the posting, what connecting cost, how a sequel ended, which tax codes are in use.

    Where the story was taken up, Daybook asked QuickBooks what became of the writes that the kill cut off.
    """

    examination: Examination
    connecting: MeterReading
    ending: Ending | None = None
    taxes: TaxCodesInUse | None = None
    is_taken_up: bool = False

    @property
    def in_the_end(self) -> Examination:
        """The books as they are now."""
        return self.ending.examination if self.ending else self.examination

    def books_of(self, sample: LoadedSample) -> Sequence[tuple[LoadedSample, Examination]]:
        """Each merchant with the books as they are now; the demonstration of `sample` has no other."""
        return ((sample, self.in_the_end),)

    @property
    def ways_in(self) -> Sequence[str]:
        """How a person who keeps the system up meets what this story has beside its one merchant, a line each."""
        return ()

    @property
    def problems(self) -> Sequence[str]:
        """Everything that is not as it must be, in either act."""
        found = self.examination.problems_of_books if self.is_taken_up else self.examination.problems
        return [*found, *(self.ending.problems if self.ending else ())]

    def as_json(self) -> dict[str, Any]:
        """The figures of the books as they are now, and those of the sequel."""
        return {**self.in_the_end.figures.as_json(), **(self.ending.figures if self.ending else {})}


def begins_at(sample: LoadedSample, dates: DateRange) -> datetime:
    """Where the shops' clock stands at first: everything but the last date is over and settled everywhere.

    Raises:
        NotYetOverError: for the machine that instant lies ahead.
    """
    instant = sample.ends(dates.last - _ONE_DAY)[-1] + SETTLE_DELAY
    if instant > datetime.now(UTC):
        raise NotYetOverError(
            f"{dates.last - _ONE_DAY} is over at {instant:%Y-%m-%d %H:%M} UTC, which the machine's clock has not "
            "reached: end earlier with --to"
        )
    return instant


def tell(
    system: LocalSystem,
    dates: DateRange,
    bars: ProgressBars,
    *,
    started: float,
    choice: PostingChoice = AS_CONNECTED,
    sequel: Sequel | None = None,
    export_to: Path | None = None,
    story: KeptStory = _NOT_KEPT,
) -> Told:
    """Connect, post the history, let the schedule post the last date, read everything back; then the sequel.

    `started` is where `time.monotonic` stood when the command began. A `story` that is kept goes on where it was.

    Raises:
        PageError: the merchant could not connect.
        WrongTaxCodeError: Daybook took a code whose percentages are not those of the taxes.
        ScheduleError: no schedule planned the last date.
        DaybookCommandError: a `daybook` command failed.
    """
    story.begin(system)
    connecting = story.reading("connected", system, lambda: connect(system, choice, bars))
    scene = Scene(system, choice, bars, _tax_codes(system, dates, choice, bars), story.is_taken_up)
    connected = system.quickbooks.meter() if scene.taxes else connecting
    if sequel is not None:
        sequel.prepare(scene, dates)
    if dates.first < dates.last:
        first_sync(scene, DateRange(dates.first, dates.last - _ONE_DAY))
    records = close_date(scene, dates)
    bars.stage("Reading every document back")
    # Reading them back is metered too, and may have been done before.
    posted = story.reading("posted", system, system.quickbooks.meter)
    seconds = time.monotonic() - started
    examination = examine(system, dates, records, connected, seconds, choice=choice, taxes=scene.taxes, posted=posted)
    ending = sequel.play(scene, _first_act(scene, dates, examination, connected, started)) if sequel else None
    told = Told(examination, connecting, ending, scene.taxes, story.is_taken_up)
    if export_to is not None:
        export(export_to, told.in_the_end)
    return told


def connect(
    system: LocalSystem, choice: PostingChoice, bars: ProgressBars, *, allowed: str = _ALLOWED_DIFFERENCE
) -> MeterReading:
    """Connect the merchant, who is posted as chosen; `allowed` per cent of a day may be beyond the lines of orders."""
    bars.stage("Connecting through the OAuth pages")
    connect_merchant(system)
    kind = {} if choice.is_default else {"document": choice.document, "locations": choice.locations}
    system.daybook.choose(system.sample.merchant_id, adjustment_limit=allowed, **kind)
    return system.quickbooks.meter()


def _tax_codes(
    system: LocalSystem, dates: DateRange, choice: PostingChoice, bars: ProgressBars
) -> TaxCodesInUse | None:
    if not choice.uses_tax_codes:
        return None
    bars.stage("QuickBooks tax codes for the merchant's taxes")
    return use_tax_codes(system, dates.first)


def _first_act(
    scene: Scene, dates: DateRange, examination: Examination, connected: MeterReading, started: float
) -> FirstAct:
    """What the sequel goes on from: the reads with which we read everything back are ours, not Daybook's."""
    posted = scene.system.quickbooks.meter().since(connected)
    ours = posted.reads - examination.figures.intuit_reads
    return FirstAct(dates, examination, replace(connected, reads=connected.reads + ours), started)
