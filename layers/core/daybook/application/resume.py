"""A merchant is back: the days that waited for the connection, and those that nobody planned meanwhile, follow."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from daybook.application.ports import Lane, SyncLog, SyncQueue
from daybook.application.request_sync import MAX_DAYS
from daybook.application.settle_holds import plan_held_again
from daybook.domain.business_date import dates_between
from daybook.domain.connection import Connection, LocationMode
from daybook.domain.errors import HoldReason
from daybook.domain.merchant import MerchantProfile
from daybook.domain.posting_key import ALL_LOCATIONS
from daybook.domain.sync import LocationDay, SyncCause, SyncRequest

# What a new grant to the same company settles by itself.
SETTLED_BY_RECONNECTING = (HoldReason.NEEDS_RECONNECT, HoldReason.SUBSCRIPTION_LAPSED)


def resume(
    connection: Connection, profile: MerchantProfile, *, sync_log: SyncLog, queue: SyncQueue, now: datetime
) -> tuple[SyncRequest, ...]:
    """Queue held days again, and every day that ended since the last one on record, at most the last thirty.

    A merchant whose days were never synced has nothing to catch up with: they choose their first days themselves.
    """
    held = plan_held_again(connection.merchant_id, SETTLED_BY_RECONNECTING, sync_log, queue, now)
    missed = tuple(_missed(connection, profile, sync_log, now))
    for day in missed:
        sync_log.plan(day, now)
    requests = tuple(SyncRequest(day, SyncCause.RECHECK, now) for day in missed)
    queue.send(Lane.BACKFILL, requests)
    return (*held, *requests)


def _missed(
    connection: Connection, profile: MerchantProfile, sync_log: SyncLog, now: datetime
) -> Iterator[LocationDay]:
    ended = {place.id: place.calendar.last_closed(now) for place in profile.locations_ever}
    newest = max(ended.values())
    records = list(sync_log.history(connection.merchant_id, first=newest - timedelta(days=MAX_DAYS - 1)))
    known = {record.day for record in records}
    first = min((day.business_date for day in known), default=newest + timedelta(days=1))
    for on in dates_between(first, newest):
        taken = {place: last for place, last in ended.items() if profile.takes(place, on)}
        for day in _days_of(connection, taken, on):
            if day not in known:
                yield day


def _days_of(connection: Connection, ended: dict[str, date], on: date) -> Iterator[LocationDay]:
    if connection.choice_on(on).location_mode is LocationMode.COMBINED:
        if ended and on <= min(ended.values()):
            yield LocationDay(connection.merchant_id, on, ALL_LOCATIONS)
        return
    for place, last in sorted(ended.items()):
        if on <= last:
            yield LocationDay(connection.merchant_id, on, place)
