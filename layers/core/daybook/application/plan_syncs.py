"""At a closing time: one message per location whose business day has just ended (design 2)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from daybook.application.ports import Closing, ConnectionStore, Lane, SalesSource, Schedules, SyncLog, SyncQueue
from daybook.domain.connection import Connection, ConnectionStatus, LocationMode
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.merchant import Location, MerchantProfile
from daybook.domain.posting_key import ALL_LOCATIONS
from daybook.domain.sync import UNSETTLED_STATES, LocationDay, SyncCause, SyncRequest

CATCH_UP_DAYS = 7


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
    """What one firing of a schedule led to."""

    requests: tuple[SyncRequest, ...]
    profile_is_stale: bool


def plan_syncs(
    merchant_id: str, closing: Closing, scheduled_at: datetime, sales: SalesSource, ports: PlanningPorts
) -> Plan:
    """Queue the business days that ended at a closing; planning the same firing twice queues nothing new.

    `scheduled_at` is the instant the schedule was meant for, not the moment it runs: a firing that comes late still
    plans its own day. The profile is read anew, so that a changed Report End Time moves the schedules by itself; when
    talech cannot be read the stored profile serves, because a close must not be missed for a category list.
    """
    connection = ports.connections.connection(merchant_id)
    if connection is None or connection.status is ConnectionStatus.DISCONNECTED:
        ports.schedules.reconcile(merchant_id, frozenset())
        return Plan((), profile_is_stale=False)
    profile, stale = _current_profile(merchant_id, sales, ports)
    ports.schedules.reconcile(merchant_id, closings(profile, ports.settle_delay))
    if connection.location_mode is LocationMode.COMBINED:
        days = _combined_day(profile, scheduled_at)
    else:
        days = _separate_days(profile, closing, scheduled_at, ports.settle_delay)
    requests = []
    for day in (*days, *_missed_before(days, connection, ports.sync_log)):
        ports.sync_log.plan(day, scheduled_at)
        record = ports.sync_log.get(day)
        if record is None or record.state in UNSETTLED_STATES:
            requests.append(SyncRequest(day, SyncCause.SCHEDULE, scheduled_at))
    ports.queue.send(Lane.DAILY, requests)
    return Plan(tuple(requests), profile_is_stale=stale)


def closings(profile: MerchantProfile, settle_delay: timedelta) -> frozenset[Closing]:
    """Every wall-clock time at which some location's day has ended and settled."""
    return frozenset(_closing(location, settle_delay) for location in profile.active_locations)


def _closing(location: Location, settle_delay: timedelta) -> Closing:
    settings = location.calendar.history[-1]
    # Any date will do: only the time of day is used, and the delay may carry it over midnight.
    fires_at: time = (datetime.combine(date(2000, 1, 1), settings.report_end_time) + settle_delay).time()
    return Closing(settings.zone, fires_at)


def _combined_day(profile: MerchantProfile, scheduled_at: datetime) -> list[LocationDay]:
    # A combined day is complete when its last location has closed; earlier firings find an older, known day.
    complete = min(location.calendar.last_closed(scheduled_at) for location in profile.active_locations)
    return [LocationDay(profile.merchant_id, complete, ALL_LOCATIONS)]


def _separate_days(
    profile: MerchantProfile, closing: Closing, scheduled_at: datetime, settle_delay: timedelta
) -> list[LocationDay]:
    return [
        LocationDay(profile.merchant_id, location.calendar.last_closed(scheduled_at), location.id)
        for location in profile.active_locations
        if _closing(location, settle_delay) == closing
    ]


def _missed_before(days: list[LocationDay], connection: Connection, sync_log: SyncLog) -> list[LocationDay]:
    """Days since the merchant connected that no firing planned.

    EventBridge Scheduler skips a time that falls inside the spring gap of the clock, and an outage can swallow a
    firing: the next one catches up.
    """
    since = connection.connected_at.date()
    earlier = [
        replace(day, business_date=day.business_date - timedelta(days=back))
        for day in days
        for back in range(1, CATCH_UP_DAYS + 1)
    ]
    return [day for day in earlier if day.business_date >= since and sync_log.get(day) is None]


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
