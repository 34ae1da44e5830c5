"""What is known of many business dates of a merchant, read so that it costs a row a date and not one a location.

Sums that are kept of a date are taken as they are. The records of every other date are read, and its sums are kept
once all of its days are at rest (docs/decisions 139).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from daybook.application.ports.records import SyncLog
from daybook.application.ports.systems import HasClock, HasSyncLog
from daybook.domain.company.connection import Connection, LocationMode
from daybook.domain.company.setup import SyncRun
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.sync.date_sums import ASKING, DateSums, KeptSums, add_up, is_at_rest
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState

_AT_ONCE = 100
# In a longer range there are more dates without a record than records.
_LONGEST = timedelta(days=3653)
_LONGEST_ID = 128


class DateSystems(HasClock, HasSyncLog, Protocol):
    """Where days are on record."""


@dataclass(frozen=True, slots=True)
class KnownDates:
    """The sums of each date of which something is on record; `read` are the records of dates without kept sums.

    `expected` are the location-days that each date should have.
    """

    merchant_id: BooksId
    expected: Mapping[date, tuple[LocationDay, ...]]
    sums: Mapping[date, DateSums]
    read: Mapping[LocationDay, SyncRecord]

    def records(self, days: Iterable[LocationDay], sync_log: SyncLog) -> tuple[SyncRecord, ...]:
        """The records of some of these days, newest first; those that were read already are not read again."""
        wanted = sorted(days, reverse=True)
        unread = [day for day in wanted if day not in self.read]
        found = {record.day: record for record in records_of(unread, sync_log)} | dict(self.read)
        return tuple(found[day] for day in wanted if day in found)

    @property
    def asking(self) -> tuple[LocationDay, ...]:
        """The days that ask something of a person."""
        return tuple(
            LocationDay(self.merchant_id, on, place)
            for on, sums in self.sums.items()
            for each in sums.states
            if each.state in ASKING
            for place in each.locations
        )

    def has_settled(self, run: SyncRun) -> bool:
        """Whether every date of a requested range has had an outcome since in all locations."""
        of_run = (self.sums.get(on) for on in dates_between(run.first, run.last))
        return all(
            sums is not None and sums.settled_at is not None and sums.settled_at >= run.requested_at for sums in of_run
        )


def known_dates(
    connection: Connection, profile: MerchantProfile, first: date, last: date, systems: DateSystems
) -> KnownDates:
    """What is known of a range of dates, both included."""
    merchant_id, log, now = connection.merchant_id, systems.sync_log, systems.clock.now()
    kept = log.kept_sums(merchant_id, first, last)
    dates = tuple(dates_between(first, last))
    expected = {on: location_days(connection, profile, on) for on in dates}
    taking_part = {on: {day.location for day in days} for on, days in expected.items()}
    sums = {on: each.sums for on, each in kept.items() if each.sums is not None}
    # A location that began to take part since is not in sums that were kept before.
    sums = {on: each for on, each in sums.items() if taking_part[on] <= each.by_location.keys()}
    read: dict[date, list[SyncRecord]] = {}
    for begins, ends in _ranges(on for on in expected if on not in sums):
        for record in log.history(merchant_id, first=begins, last=ends):
            read.setdefault(record.day.business_date, []).append(record)
    for on, records in read.items():
        sums[on] = add_up(on, records, now)
        if taking_part[on] <= {record.day.location for record in records} and all(map(is_at_rest, records)):
            log.keep_sums(merchant_id, sums[on], kept.get(on, KeptSums(None)).changes)
    in_order = {on: sums[on] for on in sorted(sums)}
    return KnownDates(
        merchant_id, expected, in_order, {each.day: each for records in read.values() for each in records}
    )


def location_days(connection: Connection, profile: MerchantProfile, on: date) -> tuple[LocationDay, ...]:
    """The location-days of a business date in these books, combined or per location as the merchant chose."""
    places = profile.locations_on(on)
    if connection.choice_on(on).location_mode is LocationMode.COMBINED:
        return (LocationDay(connection.merchant_id, on, ALL_LOCATIONS),) if places else ()
    return tuple(LocationDay(connection.merchant_id, on, place.id) for place in places)


def history_of(
    merchant_id: BooksId,
    systems: DateSystems,
    *,
    first: date | None,
    last: date | None,
    state: SyncState | None = None,
    location: str | None = None,
) -> Iterable[SyncRecord]:
    """A merchant's records, newest first, read no further than they are taken.

    Of one location of a range the others' are not read, a hundred dates at once.
    """
    log, newest = systems.sync_log, last or systems.clock.now().date()
    is_narrow = first is not None and state is None and newest - first < _LONGEST
    if first is None or not is_narrow or not location or len(location) > _LONGEST_ID:
        return log.history(merchant_id, first=first, last=last, state=state, location=location or None)
    return _of_location(merchant_id, location, tuple(dates_between(first, newest))[::-1], log)


def records_of(days: Iterable[LocationDay], sync_log: SyncLog) -> Iterator[SyncRecord]:
    """The records of days, in any order; a hundred are read with one request."""
    wanted = tuple(days)
    for begin in range(0, len(wanted), _AT_ONCE):
        yield from sync_log.several(wanted[begin : begin + _AT_ONCE])


def _of_location(
    merchant_id: BooksId, location: str, newest_first: Sequence[date], sync_log: SyncLog
) -> Iterator[SyncRecord]:
    for begin in range(0, len(newest_first), _AT_ONCE):
        days = [LocationDay(merchant_id, on, location) for on in newest_first[begin : begin + _AT_ONCE]]
        yield from sorted(sync_log.several(days), key=lambda record: record.day, reverse=True)


def _ranges(dates: Iterable[date]) -> Iterator[tuple[date, date]]:
    """The first and last date of each run of dates without a hole."""
    numbered = enumerate(sorted(dates))
    for _, run in groupby(numbered, key=lambda each: each[1] - timedelta(days=each[0])):
        together = [on for _, on in run]
        yield together[0], together[-1]
