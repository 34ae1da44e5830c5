"""The state of a merchant's books for the home page: five weeks of days, and everything that a person must settle."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from daybook.application.company.changes import changes_of
from daybook.application.company.known_dates import KnownDates, known_dates
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
from daybook.domain.errors import Condition, HoldReason
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.sync.day_state import DayState
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
    """Everything that the home page shows, with what is `known` of these weeks.

    `newest` is the newest business date that has ended everywhere. `asking` are the records of the days that ask
    something of a person, newest first.

    `drifted` are days in the books whose document a person changed. `changed` are entries that the setup uses and a
    person changed in QuickBooks: for `lost` ones the merchant must choose another, the others must be read again
    (`refresh_lists`). `moved` are balances that QuickBooks moved, with the days of these weeks whose proof therefore no
    longer holds.
    """

    known: KnownDates
    asking: tuple[SyncRecord, ...]
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
        return {on: sums.booked for on, sums in self.known.sums.items() if sums.booked is not None}

    @property
    def proved_at(self) -> datetime | None:
        """When QuickBooks last told what it holds of these weeks."""
        told = (sums.proved_at for sums in self.known.sums.values())
        return max((at for at in told if at is not None), default=None)

    @property
    def gap_roles(self) -> tuple[str, ...]:
        """The roles without an account, each once."""
        return tuple(sorted({gap for record in self.with_gaps for gap in record.gaps}))


def books_status(connection: Connection, profile: MerchantProfile, systems: StatusSystems) -> BooksStatus:
    """Read what is known of five weeks and compute the state of each day."""
    now = systems.clock.now()
    places = profile.active_locations
    ended = [place.calendar.last_closed(now) for place in places]
    newest = min(ended)
    first = newest - timedelta(days=CALENDAR_DAYS - 1)
    known = known_dates(connection, profile, first, max(ended), systems)
    asking = known.records(known.asking, systems.sync_log)
    since = max(first, connection.connected_at.date())
    calendar: dict[date, DayState] = {}
    missing: list[LocationDay] = []
    for on in dates_between(first, newest):
        # Days of a location that has closed since, or from before a change to Advanced, still count.
        states = dict(known.sums[on].by_location) if on in known.sums else {}
        lacking = [day for day in known.expected[on] if day.location not in states]
        lacking_state = DayState.BEFORE if on < since else DayState.MISSING
        if lacking_state is DayState.MISSING:
            missing += lacking
        every = [*states.values(), *(lacking_state for _ in lacking)]
        calendar[on] = max(every, key=_BADNESS.__getitem__, default=DayState.BEFORE)
    return BooksStatus(
        known=known,
        asking=asking,
        newest=newest,
        calendar=calendar,
        waiting=_waiting(asking),
        with_gaps=tuple(record for record in asking if record.state is SyncState.POSTED_WITH_GAPS),
        missing=tuple(missing),
        next_syncs=next_syncs(connection, places, now, systems.settle_delay),
        drifted=tuple(record for record in asking if record.is_posted and record.drift is not None),
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


def _waiting(records: Iterable[SyncRecord]) -> tuple[Waiting, ...]:
    groups: dict[HoldReason | None, list[SyncRecord]] = {}
    for record in records:
        if record.state is SyncState.HELD:
            groups.setdefault(record.reason, []).append(record)
        elif record.state is SyncState.FAILED:
            groups.setdefault(None, []).append(record)
    return tuple(Waiting(reason, tuple(group)) for reason, group in groups.items())
