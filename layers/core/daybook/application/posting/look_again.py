"""Compares days in the books with what talech says of them now; only a day that it tells otherwise is read whole.

A look claims nothing and writes nothing: of a day that is as it was there is nothing to say (docs/decisions 119).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daybook.application.ports import ConnectionStore, SalesSource
from daybook.application.posting.ports import PostingSystems
from daybook.application.posting.reading.read_day import mark_of, usable_connection
from daybook.application.posting.reading.read_sales_days import locations_to_read, read_sales_days
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.store_categories import in_words_of_stores
from daybook.domain.company.connection import Connection
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.sync.last_reading import LastReading
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRecord, SyncRequest
from daybook.domain.sync.vendor_wait import GIVEN_UP_AFTER


@dataclass(frozen=True, slots=True)
class Look:
    """What a message asks for: days that are as they were, and the tries that a worker makes for the others."""

    unchanged: tuple[LocationDay, ...]
    tries: tuple[SyncRequest, ...]


def look_again(request: SyncRequest, systems: PostingSystems, *, reads_whole: bool = False) -> Look:
    """Look at the days of a `look`; every other request is a try by itself.

    A day is left as it is if all of it is in the books, nothing of it is open, and talech's calls about the whole day,
    the mapping and the profile are what they were when it was last read whole, less than a week ago. One day that was
    last read whole before that is read whole here if `reads_whole`, else by a try, as several of them are: tries are
    counted, and begin while the worker has time.

    Raises:
        RetriableError: talech or a table did not answer.
    """
    if request.cause is not SyncCause.LOOK:
        return Look((), (request,))
    try:
        unchanged = _unchanged(request, systems, reads_whole=reads_whole)
    except RetriableError:
        if systems.clock.now() - request.requested_at < GIVEN_UP_AFTER:
            raise
        unchanged = frozenset()  # the tries that follow meet the same, and hold the days
    tries = tuple(each for each in each_read_whole(request) if each.day not in unchanged)
    return Look(tuple(day for day in request.days if day in unchanged), tries)


def each_read_whole(request: SyncRequest) -> tuple[SyncRequest, ...]:
    """A try for every day of a look."""
    return tuple(SyncRequest(day, SyncCause.RECHECK, request.requested_at) for day in request.days)


def _unchanged(request: SyncRequest, systems: PostingSystems, *, reads_whole: bool) -> frozenset[LocationDay]:
    records = list(systems.sync_log.several(request.days))
    # A message that returned because its worker's time was up does not begin anew with days that keep no mark.
    done = frozenset(
        each.day for each in records if each.settled_at is not None and each.settled_at > request.requested_at
    )
    known = [_Known(each, each.last_reading) for each in records if each.day not in done and each.last_reading]
    whole = [each for each in known if _is_whole(each.record)]
    old = [each for each in whole if not each.reading.stands(systems.clock.now())]
    marked = [each for each in whole if each not in old]
    read = old if reads_whole and len(old) == 1 else []
    return done | _told_as_before(marked, read, systems)


@dataclass(frozen=True, slots=True)
class _Known:
    """A record, and the whole reading that its figures are of."""

    record: SyncRecord
    reading: LastReading


def _is_whole(record: SyncRecord) -> bool:
    is_open = record.intent or record.open_work or record.open_directive or record.drift or record.vendor_wait
    return record.is_posted and not is_open


def _told_as_before(
    marked: Sequence[_Known], read: Sequence[_Known], systems: PostingSystems
) -> frozenset[LocationDay]:
    """The days of one location, or of all combined, whose mark is what it was: `read` are read whole for it."""
    if not marked and not read:
        return frozenset()
    try:
        return frozenset(_with_the_same_mark(marked, read, systems))
    except NeedsAttentionError:
        return frozenset()  # the tries that follow hold the days, and say why


def _with_the_same_mark(
    marked: Sequence[_Known], read: Sequence[_Known], systems: PostingSystems
) -> Sequence[LocationDay]:
    merchant_id = (*marked, *read)[0].record.day.merchant_id
    connection = usable_connection(merchant_id, systems.connections)
    profile = systems.connections.profile(merchant_id)
    if profile is None:
        return ()
    mappings = _mappings(merchant_id, [each.record.day.business_date for each in (*marked, *read)], systems.connections)
    sales = systems.sales_of(merchant_id)
    marks = _marks({each.record.day: locations_to_read(each.record.day, profile, connection) for each in marked}, sales)
    told = {each.record.day: (marks[each.record.day], each.record.content_hash) for each in marked}
    told |= {each.record.day: _read_whole(each.record, profile, connection, sales) for each in read}
    found: list[LocationDay] = []
    for each in (*marked, *read):
        day, mapping = each.record.day, mappings[each.record.day.business_date]
        if mapping is not None:
            mark = mark_of(told[day][0], profile, in_words_of_stores(mapping, profile), told[day][1])
            found += [day] if mark == each.reading.mark else []
    return found


def _read_whole(
    record: SyncRecord, profile: MerchantProfile, connection: Connection, sales: SalesSource
) -> tuple[Sequence[str], str]:
    """talech's marks of a day that is read whole, with the hash of its figures; nothing where a person must look."""
    try:
        reading = read_sales_days(record.day, profile, connection, sales, known_hash=record.content_hash)
    except NeedsAttentionError:
        return (), ""  # the try that follows holds the day, and says why
    return reading.marks, reading.content_hash


def _marks(places: Mapping[LocationDay, Sequence[Location]], sales: SalesSource) -> Mapping[LocationDay, Sequence[str]]:
    """talech's marks of each day, one for each of its locations; each location is asked for all its dates at once."""
    dates: dict[Location, list[date]] = {}
    for day, of_day in places.items():
        for place in of_day:
            dates.setdefault(place, []).append(day.business_date)
    marks = {place: sales.day_marks(place, on) for place, on in dates.items()}
    return {day: [marks[place][day.business_date] for place in of_day] for day, of_day in places.items()}


def _mappings(
    merchant_id: BooksId, dates: Sequence[date], connections: ConnectionStore
) -> Mapping[date, AccountMapping | None]:
    """The mapping in force on each date; the newest one is in force since its first day, so one read finds most."""
    found: dict[date, AccountMapping | None] = {}
    newest: AccountMapping | None = None
    for on in sorted(dates, reverse=True):
        if newest is None or newest.effective_from > on:
            newest = connections.mapping_on(merchant_id, on)
        found[on] = newest
    return found
