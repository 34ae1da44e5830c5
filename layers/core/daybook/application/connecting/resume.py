"""After a reconnect, plans the days missed meanwhile and queues the days that waited for the connection."""

from datetime import date, datetime, timedelta
from itertools import takewhile

from daybook.application.days.settle_holds import plan_held_again
from daybook.application.planning.ended_days import ended_days, last_ended
from daybook.application.planning.request_sync import MAX_DAYS
from daybook.application.ports import SyncLog, SyncQueue
from daybook.domain.company.connection import Connection
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest

# The hold reasons that a new grant for the same company settles.
SETTLED_BY_RECONNECTING = (HoldReason.NEEDS_RECONNECT, HoldReason.SUBSCRIPTION_LAPSED)


def plan_missed(connection: Connection, profile: MerchantProfile, *, sync_log: SyncLog, now: datetime) -> None:
    """Create the records of all days that ended since the last recorded one; a repeated call continues.

    It runs before the connection is marked live: if it fails, the merchant tries again, and each try begins at the same
    day. A merchant without a record has nothing to catch up on: the merchant chooses the first days.
    """
    for day in _missed(connection, profile, sync_log, now):
        sync_log.plan(day, now)


def resume(connection: Connection, *, sync_log: SyncLog, queue: SyncQueue, now: datetime) -> tuple[SyncRequest, ...]:
    """Queue every day that waited for the connection, and every unsettled day.

    Unsettled are the days planned without a connection, and the days with a call whose answer no worker saw.
    """
    held = plan_held_again(connection.merchant_id, SETTLED_BY_RECONNECTING, sync_log, queue, now)
    queued = {request.day for request in held}
    records = sync_log.history(connection.merchant_id)
    days = [record.day for record in records if record.open_since is not None and record.day not in queued]
    requests = tuple(SyncRequest(day, SyncCause.RESYNC, now) for day in sorted(days, key=_oldest_first))
    queue.send(requests)
    return (*held, *requests)


def _oldest_first(day: LocationDay) -> tuple[date, str]:
    return day.business_date, day.location


def _missed(connection: Connection, profile: MerchantProfile, sync_log: SyncLog, now: datetime) -> list[LocationDay]:
    ended = last_ended(profile, now)
    newest = max(ended.values())
    known = _recent_days(connection.merchant_id, newest - timedelta(days=MAX_DAYS - 1), sync_log)
    if not known:
        return []
    first = min(day.business_date for day in known)
    return [
        day
        for on in dates_between(first, newest)
        for day in ended_days(connection, profile, on, ended)
        if day not in known
    ]


def _recent_days(merchant_id: BooksId, since: date, sync_log: SyncLog) -> frozenset[LocationDay]:
    """The records since a date; if there are none, those of the last recorded date."""
    newest_first = (record.day for record in sync_log.history(merchant_id))
    days = list(takewhile(lambda day: day.business_date >= since, newest_first))
    if days:
        return frozenset(days)
    last = next(iter(sync_log.history(merchant_id)), None)
    if last is None:
        return frozenset()
    on = last.day.business_date
    return frozenset(record.day for record in sync_log.history(merchant_id, first=on, last=on))
