"""A day that nobody planned: its schedule was deleted, or its firing lost (design 2).

Every closing looks back seven days, but only a closing that fires. So the watchdog asks, for each merchant twice a
day, whether every day of that week which has ended is on record. A missing one is planned and queued at once, whatever
ails plan_syncs, and then its closing is fired in the schedule's place: that makes a deleted schedule anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from daybook.application.books_status import location_days
from daybook.application.plan_syncs import LOOK_BACK_DAYS, closings
from daybook.application.ports import Clock, Closing, ConnectionStore, Firings, Lane, SyncLog, SyncQueue
from daybook.domain.business_date import dates_between, wall_clock_instant
from daybook.domain.connection import Connection
from daybook.domain.merchant import Location, MerchantProfile
from daybook.domain.posting_key import ALL_LOCATIONS
from daybook.domain.sync import LocationDay, SyncCause, SyncRequest


@dataclass(frozen=True, slots=True)
class ClosingPorts:
    """What watching closings needs; `patience` is how long after its closing a day may be without a record."""

    connections: ConnectionStore
    sync_log: SyncLog
    queue: SyncQueue
    firings: Firings
    clock: Clock
    settle_delay: timedelta
    patience: timedelta


def catch_up(connection: Connection, ports: ClosingPorts) -> tuple[SyncRequest, ...]:
    """Plan and queue the days of the last week that nobody planned, and fire their closings; the days.

    Raises:
        RetriableError: AWS is busy. A day that was planned and not queued counts as lost an hour later; a closing that
            was not fired is fired with the next day that it misses.
    """
    profile = ports.connections.profile(connection.merchant_id)
    if profile is None:
        return ()
    now = ports.clock.now()
    missing = dict(_missing(connection, profile, now, ports))
    # Who planned the day in this very moment has queued it as well.
    requests = tuple(
        SyncRequest(day, SyncCause.SCHEDULE, due_at)
        for day, due_at in missing.items()
        if ports.sync_log.plan(day, due_at)
    )
    ports.queue.send(Lane.DAILY, requests)
    places = tuple(place for request in requests for place in _places_of(request.day, profile))
    for closing in sorted(closings(replace(profile, locations=places), ports.settle_delay)):
        ports.firings.fire(connection.merchant_id, closing, _last_reading(closing, now))
    return requests


def _missing(
    connection: Connection, profile: MerchantProfile, now: datetime, ports: ClosingPorts
) -> Iterator[tuple[LocationDay, datetime]]:
    """Days without a record, each with the instant at which its closing was due."""
    settled_by = now - ports.patience - ports.settle_delay
    newest = max((place.calendar.last_closed(settled_by) for place in profile.locations_ever), default=None)
    if newest is None:
        return
    first = newest - timedelta(days=LOOK_BACK_DAYS)
    known = {record.day for record in ports.sync_log.history(connection.merchant_id, first=first, last=newest)}
    for on in dates_between(first, newest):
        for day in location_days(connection, profile, on):
            ended_at = max(place.calendar.window(on).end for place in _places_of(day, profile))
            due_at = ended_at + ports.settle_delay
            if ended_at <= settled_by and due_at > connection.connected_at and not _is_known(day, known):
                yield day, due_at


def _is_known(day: LocationDay, known: Iterable[LocationDay]) -> bool:
    """Whether the day is on record, or its date is in the other way of posting: never post one date twice.

    A merchant who chooses Simple in the setup may have days on record that were planned store by store before.
    """
    combined = day.location == ALL_LOCATIONS
    return any(
        record.business_date == day.business_date and (record == day or combined != (record.location == ALL_LOCATIONS))
        for record in known
    )


def _places_of(day: LocationDay, profile: MerchantProfile) -> tuple[Location, ...]:
    if day.location == ALL_LOCATIONS:
        return profile.locations_on(day.business_date)
    return (profile.location(day.location),)


def _last_reading(closing: Closing, now: datetime) -> datetime:
    """The last instant at which the clock in the closing's zone showed its time."""
    zone = ZoneInfo(closing.zone)
    today: date = now.astimezone(zone).date()
    readings = (
        wall_clock_instant(datetime.combine(today - timedelta(days=back), closing.at), zone) for back in range(2)
    )
    return next(instant for instant in readings if instant <= now)
