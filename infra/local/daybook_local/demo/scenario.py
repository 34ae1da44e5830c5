"""The story that the demonstration tells, one step after the other."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from daybook_local.aws.schedules import Schedules
from daybook_local.demo.connecting import connect_merchant
from daybook_local.demo.display import ProgressBars
from daybook_local.demo.examination import Examination, examine
from daybook_local.demo.export import export
from daybook_local.demo.settling import wait_until_settled
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.local_system import SETTLE_DELAY, LocalSystem
from daybook_local.system.quickbooks_control import MeterReading
from daybook_local.system.sample import DateRange, LoadedSample

LONGEST_SYNC_DAYS = 30
_ONE_DAY = timedelta(days=1)


class NotYetOverError(ValueError):
    """The dates asked for are not over on the machine's clock, by which Daybook decides what may be synced."""


class ScheduleError(RuntimeError):
    """The schedules did not do what they are for."""


@dataclass(frozen=True, slots=True)
class Told:
    """How the story ended, and what connecting cost."""

    examination: Examination
    connecting: MeterReading


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
    system: LocalSystem, dates: DateRange, bars: ProgressBars, *, started: float, export_to: Path | None = None
) -> Told:
    """Connect, post the history, let the schedule post the last date, read everything back.

    `started` is where `time.monotonic` stood when the command began.

    Raises:
        PageError: the merchant could not connect.
        ScheduleError: no schedule planned the last date.
        DaybookCommandError: a `daybook` command failed.
    """
    bars.stage("Connecting through the OAuth pages")
    connect_merchant(system)
    connected = system.quickbooks.meter()
    if dates.first < dates.last:
        first_sync(system, DateRange(dates.first, dates.last - _ONE_DAY), bars)
    records = close_date(system, dates, bars)
    bars.stage("Reading every document back")
    examination = examine(system, dates, records, connected, time.monotonic() - started)
    if export_to is not None:
        export(export_to, examination.documents, examination.proof)
    return Told(examination, connected)


def first_sync(system: LocalSystem, dates: DateRange, bars: ProgressBars) -> list[LocationDayRecord]:
    """Send the history through the queues, at most thirty days at a time."""
    expected = len(dates) * len(system.sample.locations)
    bars.stage(f"First sync: {expected} location-days through the queues", expected)
    before = system.quickbooks.meter().documents
    for piece in dates.chunks(LONGEST_SYNC_DAYS):
        system.daybook.sync(system.sample.merchant_id, piece.first, piece.last)
    return wait_until_settled(system, dates, lambda documents: bars.reached(documents - before))


def close_date(system: LocalSystem, dates: DateRange, bars: ProgressBars) -> list[LocationDayRecord]:
    """Move the clock over the Report End Times of the last date: the schedules fire and post it.

    The records of the whole range.
    """
    bars.stage(f"The clock moves over Report End Time of {dates.last}", len(system.sample.locations))
    before = system.quickbooks.meter().documents
    fire_schedules(system, dates.last)
    _expect_planned(system, dates.last)
    return wait_until_settled(system, dates, lambda documents: bars.reached(documents - before))


def fire_schedules(system: LocalSystem, business_date: date) -> None:
    """Walk the shops' clock from closing to closing of a date, and fire what is due at each.

    Raises:
        ScheduleError: a schedule fired and its target failed.
    """
    schedules = Schedules(system.aws, wait=True)
    stood = system.sample.ends(business_date - _ONE_DAY)[-1] + SETTLE_DELAY
    for end in system.sample.ends(business_date):
        due = max(stood, end + SETTLE_DELAY)
        system.talech.move_clock(due)
        for firing in schedules.advance(stood, due):
            if firing.delivery.error:
                raise ScheduleError(f"schedule {firing.name} at {firing.scheduled_at}: {firing.delivery.error}")
        stood = due


def _expect_planned(system: LocalSystem, business_date: date) -> None:
    """Every location must have been planned by its schedule; what the clock skipped is asked for by hand."""
    merchant_id = system.sample.merchant_id
    planned = {record.location for record in system.daybook.history(merchant_id, business_date, business_date)}
    missing = set(system.sample.location_ids) - planned
    skipped = set(system.sample.skipped_closings(business_date, SETTLE_DELAY))
    if missing - skipped:
        raise ScheduleError(f"no schedule planned {business_date} for {', '.join(sorted(missing - skipped))}")
    if missing:
        system.daybook.sync(merchant_id, business_date, business_date)
