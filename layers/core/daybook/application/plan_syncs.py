"""At a closing time: one message per location whose business day has just ended (design 2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from daybook.application.ports import Closing, ConnectionStore, Lane, SalesSource, Schedules, SyncLog, SyncQueue
from daybook.domain.connection import Connection, ConnectionStatus, LocationMode
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.holds import RULES
from daybook.domain.merchant import Location, MerchantProfile
from daybook.domain.posting_key import ALL_LOCATIONS
from daybook.domain.sync import (
    POSTED_STATES,
    UNSETTLED_STATES,
    LocationDay,
    SyncCause,
    SyncRequest,
    SyncState,
)

# How far back a close looks: late tips, offline registers and re-opened orders change days that are in the books, and a
# firing may have been missed (design 4, talech reference 7.5).
LOOK_BACK_DAYS = 7


@dataclass(frozen=True, slots=True)
class PlanningPorts:
    """What planning needs."""

    connections: ConnectionStore
    sync_log: SyncLog
    queue: SyncQueue
    schedules: Schedules
    settle_delay: timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """What one firing of a schedule led to: days that are due now, and days that are read again."""

    requests: tuple[SyncRequest, ...]
    rechecks: tuple[SyncRequest, ...]
    profile_is_stale: bool


def plan_syncs(
    merchant_id: str, closing: Closing, scheduled_at: datetime, sales: SalesSource, ports: PlanningPorts
) -> Plan:
    """Queue the business days that ended at a closing, and the last seven to be read again.

    Planning the same firing twice queues nothing that is settled. `scheduled_at` is the instant the schedule was meant
    for, not the moment it runs: a firing that comes late still plans its own day. The profile is read anew, so that a
    changed Report End Time moves the schedules by itself; when talech cannot be read the stored profile serves, because
    a close must not be missed for a category list.
    """
    connection = ports.connections.connection(merchant_id)
    if connection is None or connection.status is ConnectionStatus.DISCONNECTED:
        ports.schedules.reconcile(merchant_id, frozenset())
        return Plan((), (), profile_is_stale=False)
    profile, stale = _current_profile(merchant_id, sales, ports)
    ports.schedules.reconcile(merchant_id, closings(profile, ports.settle_delay))
    firing = _Firing(connection, profile, closing, scheduled_at, ports.settle_delay)
    requests = []
    for day in (*firing.closed_days(), *_missed(firing, ports.sync_log)):
        ports.sync_log.plan(day, scheduled_at)
        record = ports.sync_log.get(day)
        if record is None or record.state in UNSETTLED_STATES:
            requests.append(SyncRequest(day, SyncCause.SCHEDULE, scheduled_at))
    rechecks = [SyncRequest(day, SyncCause.RECHECK, scheduled_at) for day in _to_read_again(firing, ports.sync_log)]
    ports.queue.send(Lane.DAILY, requests)
    ports.queue.send(Lane.BACKFILL, rechecks)
    return Plan(tuple(requests), tuple(rechecks), profile_is_stale=stale)


def closings(profile: MerchantProfile, settle_delay: timedelta) -> frozenset[Closing]:
    """Every wall-clock time at which some location's day has ended and settled."""
    return frozenset(_closing(location, settle_delay) for location in profile.active_locations)


def _closing(location: Location, settle_delay: timedelta) -> Closing:
    settings = location.calendar.history[-1]
    # Any date will do: only the time of day is used, and the delay may carry it over midnight.
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
        """The days that ended at this closing, or as many dates before them, posted as the merchant chose for the date.

        A combined day is complete when its last location has closed; earlier firings find an older, known day.
        """
        merchant_id, places = self.profile.merchant_id, self.profile.active_locations
        ended = {place: place.calendar.last_closed(self.scheduled_at) - timedelta(days=back) for place in places}
        days = [
            LocationDay(merchant_id, on, place.id)
            for place, on in ended.items()
            if _closing(place, self.settle_delay) == self.closing and not self._is_combined(on)
        ]
        complete = min(ended.values(), default=None)
        if complete is not None and self._is_combined(complete):
            days.append(LocationDay(merchant_id, complete, ALL_LOCATIONS))
        return days

    def earlier_days(self) -> Iterator[LocationDay]:
        """The days that ended at the seven closings before this one."""
        for back in range(1, LOOK_BACK_DAYS + 1):
            yield from self.closed_days(back)

    def _is_combined(self, business_date: date) -> bool:
        return self.connection.choice_on(business_date).location_mode is LocationMode.COMBINED


def _missed(firing: _Firing, sync_log: SyncLog) -> list[LocationDay]:
    """Days since the merchant connected that no firing planned.

    EventBridge Scheduler skips a time that falls inside the spring gap of the clock, and an outage can swallow a
    firing: the next one catches up.
    """
    since = firing.connection.connected_at.date()
    return [day for day in firing.earlier_days() if day.business_date >= since and sync_log.get(day) is None]


def _to_read_again(firing: _Firing, sync_log: SyncLog) -> Iterator[LocationDay]:
    """Days in the books, or held for a reason that settles itself, as talech may tell them differently now."""
    for day in firing.earlier_days():
        record = sync_log.get(day)
        if record is None:
            continue
        heals = record.state is SyncState.HELD and record.reason is not None and RULES[record.reason].heals
        if heals or record.state in POSTED_STATES or record.state is SyncState.EMPTY:
            yield day


def _current_profile(merchant_id: str, sales: SalesSource, ports: PlanningPorts) -> tuple[MerchantProfile, bool]:
    try:
        profile = sales.profile()
    except (RetriableError, NeedsAttentionError):
        stored = ports.connections.profile(merchant_id)
        if stored is None:
            raise
        return stored, True
    ports.connections.save_profile(profile)
    return profile, False
