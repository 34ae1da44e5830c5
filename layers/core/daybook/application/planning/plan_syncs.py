"""Plans a closing: queues the location-days that have just ended and the last seven days (docs/architecture.md 1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Protocol

from daybook.application.planning.keep_closings import keep_closings
from daybook.application.ports import Closing, ConnectionStore, SalesSource, SyncLog
from daybook.application.ports.systems import (
    HasClock,
    HasConnections,
    HasQueue,
    HasSchedules,
    HasSettleDelay,
    HasSyncLog,
)
from daybook.domain.company.connection import Connection, ConnectionStatus, LocationMode
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksId, BooksMove, every_books, first_books
from daybook.domain.merchant.profile import ALL_LOCATIONS, Location, MerchantProfile
from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.sync.holds import RULES
from daybook.domain.sync.location_day import (
    POSTED_STATES,
    UNSETTLED_STATES,
    LocationDay,
    SyncCause,
    SyncRecord,
    SyncRequest,
    SyncState,
)

# How many days a close reads again: late tips, offline registers and re-opened orders change posted days, and a firing
# may have been missed (docs/accounting.md 9, docs/talech.md 7.5).
LOOK_BACK_DAYS = 7


class PlanningSystems(HasClock, HasConnections, HasQueue, HasSchedules, HasSettleDelay, HasSyncLog, Protocol):
    """The systems that planning needs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The result of one firing of a schedule: days that are due now, and looks at days to read again."""

    requests: tuple[SyncRequest, ...]
    rechecks: tuple[SyncRequest, ...]
    profile_is_stale: bool


def plan_syncs(
    merchant_id: TalechMerchantId,
    closing: Closing,
    scheduled_at: datetime,
    sales: SalesSource,
    systems: PlanningSystems,
) -> Plan:
    """Queue the days that ended at a closing, in all books of a talech merchant, and the last seven days again.

    A second planning of the same firing queues no settled day. `scheduled_at` is the instant of the schedule, not of
    the run, so a late firing still plans its own day. The profile is read again, so that a changed Report End Time
    moves the schedules. If talech does not answer, the stored profile is used, because a close must not be missed for a
    category list. A closing stays expected until its firing is complete.
    """
    moves = systems.connections.moves(first_books(merchant_id))
    connected = connected_books(first_books(merchant_id), moves, systems.connections)
    if not connected:
        keep_closings(merchant_id, frozenset(), scheduled_at, systems.schedules, systems.expected)
        return Plan((), (), profile_is_stale=False)
    profile, stale = _current_profile(merchant_id, moves, sales, systems)
    wanted = closings(profile, systems.settle_delay)
    expected = keep_closings(merchant_id, wanted, scheduled_at, systems.schedules, systems.expected)
    requests: list[SyncRequest] = []
    rechecks: list[SyncRequest] = []
    for connection in connected:
        seen = profile.for_books(connection.merchant_id, profile.moves)
        firing = _Firing(connection, seen, closing, scheduled_at, systems.settle_delay)
        records = firing.records(systems.sync_log)
        requests += _due_now(firing, records, systems.sync_log)
        rechecks += _to_read_again(firing, records, systems.clock.now())
    systems.queue.send((*requests, *rechecks))
    systems.expected.planned(merchant_id, closing, scheduled_at, seen=expected.get(closing))
    return Plan(tuple(requests), tuple(rechecks), profile_is_stale=stale)


def connected_books(
    books_id: BooksId, moves: Sequence[BooksMove], connections: ConnectionStore
) -> tuple[Connection, ...]:
    """The connections of all books of a merchant, except those that the merchant disconnected."""
    known = every_books(books_id, moves)
    found = (connections.connection(each) for each in known)
    return tuple(each for each in found if each is not None and each.status is not ConnectionStatus.DISCONNECTED)


def closings(profile: MerchantProfile, settle_delay: timedelta) -> frozenset[Closing]:
    """Every wall-clock time at which the day of a location has ended and settled, for all books."""
    return frozenset(_closing(location, settle_delay) for location in profile.open_locations)


def _closing(location: Location, settle_delay: timedelta) -> Closing:
    settings = location.calendar.history[-1]
    # The date does not matter: only the time of day is used, and the delay may move it past midnight.
    fires_at: time = (datetime.combine(date(2000, 1, 1), settings.report_end_time) + settle_delay).time()
    return Closing(settings.zone, fires_at)


@dataclass(frozen=True, slots=True)
class _Firing:
    """One firing of one merchant's schedule."""

    connection: Connection
    profile: MerchantProfile
    closing: Closing
    scheduled_at: datetime
    settle_delay: timedelta

    def closed_days(self, back: int = 0) -> list[LocationDay]:
        """The days that ended at this closing, or some dates before, combined or per location as the merchant chose.

        Days of other books belong to other closings. A combined day is complete when its last location has closed;
        earlier firings find an older day that is planned already.
        """
        merchant_id, ended = self.profile.merchant_id, self._ended(back)
        days = [
            LocationDay(merchant_id, on, place.id)
            for place, on in ended.items()
            if self.profile.takes(place.id, on) and self._closes(place) and not self._is_combined(on)
        ]
        complete = min(ended.values(), default=None)
        if complete is not None and self._is_combined(complete) and self.profile.locations_on(complete):
            days.append(LocationDay(merchant_id, complete, ALL_LOCATIONS))
        return days

    def earlier_days(self) -> Iterator[LocationDay]:
        """The days that ended at the seven closings before this one.

        Combined days are included only when their last location closes, not at every closing.
        """
        completes = self._completes_the_date()
        for back in range(1, LOOK_BACK_DAYS + 1):
            yield from (day for day in self.closed_days(back) if completes or day.location != ALL_LOCATIONS)

    def records(self, sync_log: SyncLog) -> Mapping[LocationDay, SyncRecord]:
        """The records of all these days, and of other locations of the same dates."""
        ended = self._ended().values()
        if not ended:
            return {}
        first = min(ended) - timedelta(days=LOOK_BACK_DAYS)
        found = sync_log.history(self.connection.merchant_id, first=first, last=max(ended))
        return {record.day: record for record in found}

    def _ended(self, back: int = 0) -> dict[Location, date]:
        places = self.profile.locations_ever
        return {place: place.calendar.last_closed(self.scheduled_at) - timedelta(days=back) for place in places}

    def _completes_the_date(self) -> bool:
        complete = min(self._ended().values(), default=date.min)
        places = self.profile.locations_on(complete)
        return bool(places) and self._closes(max(places, key=lambda place: place.calendar.window(complete).end))

    def _closes(self, place: Location) -> bool:
        return _closing(place, self.settle_delay) == self.closing

    def _is_combined(self, business_date: date) -> bool:
        return self.connection.choice_on(business_date).location_mode is LocationMode.COMBINED


def _due_now(firing: _Firing, records: Mapping[LocationDay, SyncRecord], sync_log: SyncLog) -> Iterator[SyncRequest]:
    for day in (*firing.closed_days(), *_missed(firing, records)):
        record = records.get(day)
        if record is None:
            sync_log.plan(day, firing.scheduled_at)
        if record is None or record.state in UNSETTLED_STATES:
            yield SyncRequest(day, SyncCause.SCHEDULE, firing.scheduled_at)


def _missed(firing: _Firing, records: Mapping[LocationDay, SyncRecord]) -> list[LocationDay]:
    """The days since the merchant connected that no firing planned.

    EventBridge Scheduler skips a time inside the spring gap of the clock, and a firing can be lost in an outage: the
    next firing catches up.
    """
    since = firing.connection.connected_at.date()
    return [day for day in firing.earlier_days() if day.business_date >= since and day not in records]


def _to_read_again(firing: _Firing, records: Mapping[LocationDay, SyncRecord], now: datetime) -> Iterator[SyncRequest]:
    """One look for each location, at its days in the books and those held for a reason that heals by itself.

    talech's figures of them may have changed. A look is asked for at the instant of the run, because a firing that
    comes late must still read what was settled since it was due.
    """
    days = [day for day in firing.earlier_days() if day in records and _is_read_again(records[day])]
    for _, of_place in groupby(sorted(days, key=_newest_first), key=lambda day: day.location):
        newest, *others = of_place
        earlier = tuple(day.business_date for day in others)
        yield SyncRequest(newest, SyncCause.LOOK, now, earlier)


def _newest_first(day: LocationDay) -> tuple[str, int]:
    return day.location, -day.business_date.toordinal()


def _is_read_again(record: SyncRecord) -> bool:
    heals = record.state is SyncState.HELD and record.reason is not None and RULES[record.reason].heals
    return heals or record.state in POSTED_STATES or record.state is SyncState.EMPTY


def _current_profile(
    merchant_id: TalechMerchantId, moves: Sequence[BooksMove], sales: SalesSource, systems: PlanningSystems
) -> tuple[MerchantProfile, bool]:
    try:
        profile = sales.profile()
    except (RetriableError, NeedsAttentionError):
        stored = systems.connections.profile(first_books(merchant_id))
        if stored is None:
            raise
        return stored, True
    systems.connections.save_profile(profile)
    # Daybook, not talech, stores which books a location posts to.
    return profile.for_books(first_books(merchant_id), moves), False
