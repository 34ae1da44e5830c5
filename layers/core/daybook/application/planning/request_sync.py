"""The "Sync" of a merchant or operator: queues a range of business dates in the history lane."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from daybook.application.ports import ConnectionStore, SyncLog, SyncQueue
from daybook.application.posting.reading.read_day import usable_connection
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.company.connection import Connection, LocationMode
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest

MAX_DAYS = 30
_OLDEST = timedelta(days=3 * 366)
"""The books of earlier years are finished: a day so far back is a typing error."""


class RangeRefusedError(AskDifferentlyError):
    """A range that cannot be synced; the text says which limit it breaks and what to ask for instead."""


def oldest_day(now: datetime) -> date:
    """The first day that can be synced."""
    return (now - _OLDEST).date()


def request_sync(
    merchant_id: BooksId,
    first: date,
    last: date,
    *,
    cause: SyncCause,
    now: datetime,
    connections: ConnectionStore,
    sync_log: SyncLog,
    queue: SyncQueue,
    location: str | None = None,
) -> tuple[SyncRequest, ...]:
    """Queue every location-day from `first` to `last` that has ended; a day already in the books stays as it is.

    If a date has not ended in a location, the schedule of that location plans it later.

    Raises:
        RangeRefusedError: the range is empty, longer than 30 days, years back, or wholly in the future.
        NeedsAttentionError: the merchant is not connected, or no longer, or talech does not list the location.
    """
    check_range(first, last, now)
    connection, profile = usable_connection(merchant_id, connections), connections.profile(merchant_id)
    if profile is None:
        raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, f"merchant {merchant_id} has not finished connecting")
    places = profile.locations_ever if location is None else (profile.location(location),)
    ended = {place.id: place.calendar.last_closed(now) for place in places}
    days = [day for on in dates_between(first, last) for day in _days_of(on, profile, connection, ended, location)]
    if not days:
        raise _nothing_to_sync(first, last, max(ended.values()))
    for day in days:
        sync_log.plan(day, now)
    requests = tuple(SyncRequest(day, cause, now) for day in days)
    queue.send(requests)
    return requests


def _days_of(
    on: date, profile: MerchantProfile, connection: Connection, ended: Mapping[str, date], location: str | None
) -> list[LocationDay]:
    merchant_id, taken = profile.merchant_id, [place for place in sorted(ended) if profile.takes(place, on)]
    if connection.choice_on(on).location_mode is LocationMode.SEPARATE:
        return [LocationDay(merchant_id, on, place) for place in taken if on <= ended[place]]
    if location is not None:
        raise RangeRefusedError(
            "merchant {merchant} posts all locations of {day} as one: leave out the location",
            merchant=merchant_id,
            day=on,
        )
    complete = bool(taken) and on <= min(ended[place] for place in taken)
    return [LocationDay(merchant_id, on, ALL_LOCATIONS)] if complete else []


def _nothing_to_sync(first: date, last: date, newest: date) -> RangeRefusedError:
    if first <= newest:
        return RangeRefusedError(
            "no location posts {first} to {last} to this company: they belong to another one", first=first, last=last
        )
    return RangeRefusedError(
        "no business day from {first} to {last} has ended yet; the newest is {newest}",
        first=first,
        last=last,
        newest=newest,
    )


def check_range(first: date, last: date, now: datetime) -> None:
    """Refuse a range that is no range, is years back, or has too many days for one request.

    Raises:
        RangeRefusedError: the text says which limit it breaks and what to ask for instead.
    """
    oldest = oldest_day(now)
    if first < oldest:
        raise RangeRefusedError(
            "{first} is too far back: the oldest day that can be synced is {oldest}", first=first, oldest=oldest
        )
    if last < first:
        raise RangeRefusedError(
            "the range ends on {last}, before it starts on {first}: swap the dates", first=first, last=last
        )
    if (days := (last - first).days + 1) > MAX_DAYS:
        raise RangeRefusedError(
            "{first} to {last} is {days} days; at most {most} can be synced at once: split it",
            first=first,
            last=last,
            days=days,
            most=MAX_DAYS,
        )
