"""The state of a merchant's books for the home page: five weeks of days, and everything that a person must settle."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from daybook.application.company.changes import changes_of
from daybook.application.company.moved_balances import BeliedDays, belied_days
from daybook.application.ports.systems import (
    HasClock,
    HasConnections,
    HasLedger,
    HasProofs,
    HasSettleDelay,
    HasSyncLog,
    HasWatch,
)
from daybook.domain.catalogue.entries import Entry
from daybook.domain.catalogue.error_catalogue import entry_for_condition
from daybook.domain.company.changes import LISTED, ChangedEntry, CompanyEntity, uses
from daybook.domain.company.connection import Connection, LocationMode
from daybook.domain.company.setup import SyncRun
from daybook.domain.errors import Condition, HoldReason
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import ALL_LOCATIONS, Location, MerchantProfile
from daybook.domain.posting.day_figures import NO_FIGURES, DayFigures
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState

CALENDAR_DAYS = 35
# An item that a person pointed at another account moves sales there; methods and customers are created again silently.
_TOLD = LISTED | {CompanyEntity.ITEM}
_BADNESS = {state: place for place, state in enumerate(DayState)}


class StatusSystems(HasClock, HasConnections, HasLedger, HasProofs, HasSettleDelay, HasSyncLog, HasWatch, Protocol):
    """The systems that the state of the books is read from."""


@dataclass(frozen=True, slots=True)
class NextSync:
    """When the current business day of a location ends (`until`, its Report End Time) and when it is posted (`at`)."""

    location: Location
    business_date: date
    since: datetime
    until: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Days that a person must look at for one reason; `reason` is None for failed days."""

    reason: HoldReason | None
    records: tuple[SyncRecord, ...]


@dataclass(frozen=True, slots=True)
class BooksStatus:
    """Everything that the home page shows, with the `records` of these weeks.

    `newest` is the newest business date that has ended everywhere.

    `drifted` are days in the books whose document a person changed. `changed` are entries that the setup uses and a
    person changed in QuickBooks: for `lost` ones the merchant must choose another, the others must be read again
    (`refresh_lists`). `moved` are balances that QuickBooks moved, with the days of these weeks whose proof therefore no
    longer holds.
    """

    records: tuple[SyncRecord, ...]
    newest: date
    calendar: dict[date, DayState]
    waiting: tuple[Waiting, ...]
    with_gaps: tuple[SyncRecord, ...]
    missing: tuple[LocationDay, ...]
    next_syncs: tuple[NextSync, ...]
    drifted: tuple[SyncRecord, ...]
    changed: tuple[ChangedEntry, ...]
    moved: tuple[BeliedDays, ...]

    def booked(self) -> dict[date, DayFigures]:
        """What the books hold of each date, all locations together; no date without figures on record."""
        sums: dict[date, DayFigures] = {}
        for record in self.records:
            figures = story_of(record).booked
            if figures is not None:
                on = record.day.business_date
                sums[on] = sums.get(on, NO_FIGURES) + figures
        return sums

    def of_run(self, run: SyncRun) -> tuple[SyncRecord, ...] | None:
        """The records of a requested range; None if it begins before these weeks."""
        if run.first < min(self.calendar):
            return None
        inside = (record for record in self.records if run.first <= record.day.business_date <= run.last)
        return tuple(record for record in inside if run.location in {None, record.day.location})

    @property
    def gap_roles(self) -> tuple[str, ...]:
        """The roles without an account, each once."""
        return tuple(sorted({gap for record in self.with_gaps for gap in record.gaps}))


def books_status(connection: Connection, profile: MerchantProfile, systems: StatusSystems) -> BooksStatus:
    """Read five weeks of records and compute the state of each day."""
    now = systems.clock.now()
    places = profile.active_locations
    newest = min(place.calendar.last_closed(now) for place in places)
    first = newest - timedelta(days=CALENDAR_DAYS - 1)
    records = list(systems.sync_log.history(connection.merchant_id, first=first))
    by_day = {record.day: record for record in records}
    since = max(first, connection.connected_at.date())
    calendar: dict[date, DayState] = {}
    missing: list[LocationDay] = []
    for on in dates_between(first, newest):
        states = []
        for day in location_days(connection, profile, on):
            state = _state(by_day.pop(day, None), on, since, now)
            states.append(state)
            if state is DayState.MISSING:
                missing.append(day)
        # Records of a location that has closed since, or from before a change to Advanced, still count.
        others = [record for record in records if record.day.business_date == on and record.day in by_day]
        states += [story_of(record, now).state for record in others]
        calendar[on] = max(states, key=_BADNESS.__getitem__, default=DayState.BEFORE)
    return BooksStatus(
        records=tuple(records),
        newest=newest,
        calendar=calendar,
        waiting=_waiting(records),
        with_gaps=tuple(record for record in records if record.state is SyncState.POSTED_WITH_GAPS),
        missing=tuple(missing),
        next_syncs=next_syncs(connection, places, now, systems.settle_delay),
        drifted=tuple(record for record in records if record.is_posted and record.drift is not None),
        changed=changed_in_company(connection, systems),
        moved=belied_days(connection, systems, first, newest),
    )


def changed_in_company(connection: Connection, systems: StatusSystems) -> tuple[ChangedEntry, ...]:
    """The entries that the setup uses now and a person changed in QuickBooks; their names are in mapping and lists.

    It costs one read of our own table, and two more only if an entry has changed.
    """
    merchant_id = connection.merchant_id
    known = changes_of(merchant_id, connection.company.realm_id, systems.watch)
    entries = [entry for entry in known.entries if entry.entity in _TOLD and entry.id and not entry.seen]
    if not entries:
        return ()
    mapping, references = (
        systems.connections.mapping_on(merchant_id, date.max),
        systems.connections.references(merchant_id),
    )
    return tuple(entry for entry in entries if uses(entry.entity, entry.id, mapping, references))


def entry_for_changed(changed: ChangedEntry) -> Entry:
    """The catalogue entry for a changed entry: read the lists again, or choose another one."""
    return entry_for_condition(Condition.ENTRY_LOST if changed.lost else Condition.ENTRY_CHANGED)


def location_days(connection: Connection, profile: MerchantProfile, on: date) -> tuple[LocationDay, ...]:
    """The location-days of a business date in these books, combined or per location as the merchant chose."""
    places = profile.locations_on(on)
    if connection.choice_on(on).location_mode is LocationMode.COMBINED:
        return (LocationDay(connection.merchant_id, on, ALL_LOCATIONS),) if places else ()
    return tuple(LocationDay(connection.merchant_id, on, place.id) for place in places)


def next_syncs(
    connection: Connection, places: Iterable[Location], now: datetime, settle_delay: timedelta
) -> tuple[NextSync, ...]:
    """The next sync of each location; in Simple mode each waits for the last location to end the business date."""
    syncs = tuple(next_sync(place, now, settle_delay) for place in places)
    first = min((each.business_date for each in syncs), default=now.date())
    if connection.choice_on(first).location_mode is not LocationMode.COMBINED:
        return syncs
    last = max((each.at for each in syncs if each.business_date == first), default=now)
    return tuple(replace(each, at=last) for each in syncs)


def next_sync(location: Location, now: datetime, settle_delay: timedelta) -> NextSync:
    """When the current business day ends and when it is posted."""
    running = location.calendar.business_date_of(now)
    # Within the settle delay the day that has just ended is posted next.
    ended = location.calendar.window(running - timedelta(days=1))
    if ended.end + settle_delay > now:
        running -= timedelta(days=1)
    window = location.calendar.window(running)
    return NextSync(location, running, window.start, window.end, window.end + settle_delay)


def _state(record: SyncRecord | None, on: date, since: date, now: datetime) -> DayState:
    if record is None:
        return DayState.BEFORE if on < since else DayState.MISSING
    return story_of(record, now).state


def _waiting(records: Iterable[SyncRecord]) -> tuple[Waiting, ...]:
    groups: dict[HoldReason | None, list[SyncRecord]] = {}
    for record in records:
        if record.state is SyncState.HELD:
            groups.setdefault(record.reason, []).append(record)
        elif record.state is SyncState.FAILED:
            groups.setdefault(None, []).append(record)
    return tuple(Waiting(reason, tuple(group)) for reason, group in groups.items())
