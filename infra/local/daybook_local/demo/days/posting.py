"""How a merchant's days get into the books: the history on request, every later date by its schedules."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from daybook_local.aws.schedules.schedules import Schedules
from daybook_local.demo.days.progress_bars import ProgressBars
from daybook_local.demo.days.settling import SETTLED, UnderWay, wait_until_settled
from daybook_local.demo.days.waiting import waited_for
from daybook_local.demo.merchant.posting_choice import PostingChoice
from daybook_local.demo.taxes.tax_codes import TaxCodesInUse
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.local_system import SETTLE_DELAY, LocalSystem
from daybook_local.system.samples.sample import DateRange

LONGEST_SYNC_DAYS = 30
_ONE_DAY = timedelta(days=1)


class ScheduleError(RuntimeError):
    """The schedules did not do what they are for."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The running system, how its merchant wants to be posted, the bars that people watch, the tax codes in use.

    A story that `is_taken_up` asks first what is posted already: each question is a process of a second.
    """

    system: LocalSystem
    choice: PostingChoice
    bars: ProgressBars
    taxes: TaxCodesInUse | None = None
    is_taken_up: bool = False

    @property
    def places(self) -> list[str]:
        """What a business date has a record for."""
        return self.choice.places(self.system.sample)


def first_sync(scene: Scene, dates: DateRange) -> list[LocationDayRecord]:
    """Send the history through the queues."""
    expected = len(dates) * len(scene.places)
    scene.bars.stage(f"First sync: {expected} location-days through the queues", expected)
    if scene.is_taken_up:
        _sync_what_is_open(scene, dates)
    else:
        sync(scene, dates)

    def show(under_way: UnderWay) -> None:
        # One message is one location-day, whatever comes of it: a closed shop has no document to count.
        scene.bars.reached(expected - under_way.messages)
        scene.bars.note(*waited_for(scene.choice, under_way.messages))

    return wait_until_settled(scene.system, dates, expected, show)


def _sync_what_is_open(scene: Scene, dates: DateRange) -> None:
    """Ask for the range from the first date that is not settled on."""
    settled = Counter(
        record.business_date
        for record in scene.system.daybook.history(scene.system.sample.merchant_id, dates.first, dates.last)
        if record.state in SETTLED
    )
    open_dates = [each for each in dates if settled[each] < len(scene.places)]
    if open_dates:
        sync(scene, DateRange(open_dates[0], open_dates[-1]))


def sync(scene: Scene, dates: DateRange) -> None:
    """Ask for a range, at most thirty days at a time."""
    for piece in dates.chunks(LONGEST_SYNC_DAYS):
        scene.system.daybook.sync(scene.system.sample.merchant_id, piece.first, piece.last)


def close_date(scene: Scene, dates: DateRange) -> list[LocationDayRecord]:
    """Move the clock over the Report End Times of the last date: the schedules fire and post it.

    The records of the whole range.
    """
    system, expected = scene.system, len(scene.places)
    scene.bars.stage(f"The clock moves over Report End Time of {dates.last}", expected)
    before = system.quickbooks.meter().documents
    if not scene.is_taken_up or _unplanned(scene, dates.last):
        fire_schedules(system, dates.last)
    _expect_planned(scene, dates.last)
    return wait_until_settled(
        system, dates, len(dates) * expected, lambda under_way: scene.bars.reached(under_way.documents - before)
    )


def fire_schedules(system: LocalSystem, business_date: date) -> None:
    """Walk the shops' clock from closing to closing of a date, and fire what is due at each.

    Raises:
        ScheduleError: a schedule fired and its target failed.
    """
    schedules = Schedules(system.aws, wait=True)
    stood = system.sample.ends(business_date - _ONE_DAY)[-1] + SETTLE_DELAY
    for end in system.sample.ends(business_date):
        due = max(stood, end + SETTLE_DELAY)
        # In a story that was taken up it may have moved further: what had happened has happened.
        if system.talech.now() < due:
            system.talech.move_clock(due)
        for firing in schedules.advance(stood, due):
            if firing.delivery.error:
                raise ScheduleError(f"schedule {firing.name} at {firing.scheduled_at}: {firing.delivery.error}")
        stood = due


def _expect_planned(scene: Scene, business_date: date) -> None:
    """Every place must have been planned by its schedule; what the clock skipped is asked for by hand."""
    system = scene.system
    missing = _unplanned(scene, business_date)
    skipped = {scene.choice.place_of(each) for each in system.sample.skipped_closings(business_date, SETTLE_DELAY)}
    if missing - skipped:
        raise ScheduleError(f"no schedule planned {business_date} for {', '.join(sorted(missing - skipped))}")
    if missing:
        system.daybook.sync(system.sample.merchant_id, business_date, business_date)


def _unplanned(scene: Scene, business_date: date) -> set[str]:
    """Places that the date has no record of yet."""
    records = scene.system.daybook.history(scene.system.sample.merchant_id, business_date, business_date)
    return set(scene.places) - {record.location for record in records}
