"""What is on record of a period's days: their records, their stories, and the proofs of those in the books."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol, Self

from daybook.application.company.known_dates import location_days
from daybook.application.ports.systems import HasClock, HasProofs, HasSyncLog
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory, Lies, story_of
from daybook.domain.sync.location_day import LocationDay, SyncRecord

# Days of which the books should hold nothing.
NOTHING_DUE = frozenset({DayState.BEFORE, DayState.EMPTY, DayState.UNDONE})


class RecordSystems(HasClock, HasProofs, HasSyncLog, Protocol):
    """Where days are on record."""


@dataclass(frozen=True, slots=True)
class DaysOnRecord:
    """`days` are those of the question, `proofs` what of them lies in the books, `proved` the days with any proof."""

    records: Mapping[LocationDay, SyncRecord]
    stories: Mapping[LocationDay, DayStory]
    days: tuple[LocationDay, ...]
    proofs: tuple[Proof, ...]
    proved: frozenset[LocationDay]
    connected_on: date

    def state(self, day: LocationDay) -> DayState:
        """The state of a day; one without a record is missing, unless it was before the connection."""
        if day in self.stories:
            return self.stories[day].state
        return DayState.BEFORE if day.business_date < self.connected_on else DayState.MISSING

    @property
    def left_out(self) -> int:
        """How many days should be in the books and are not, or have a content that is not on record."""
        return sum(
            self.is_unread(day) or (not self._is_held(day) and self.state(day) not in NOTHING_DUE) for day in self.days
        )

    def within(self, first: date, last: date) -> Self:
        """What is on record of those of these days that lie between two dates, both inclusive."""
        return replace(
            self,
            days=tuple(day for day in self.days if first <= day.business_date <= last),
            proofs=tuple(proof for proof in self.proofs if first <= proof.day.business_date <= last),
        )

    def is_unread(self, day: LocationDay) -> bool:
        """Whether the day is in the books and its content is not on record."""
        return self._is_held(day) and day not in self.proved

    def _is_held(self, day: LocationDay) -> bool:
        return day in self.stories and self.stories[day].lies is Lies.IN_THE_BOOKS


def newest_ended(profile: MerchantProfile, now: datetime) -> date:
    """The newest business date that has ended in every store."""
    return min(place.calendar.last_closed(now) for place in profile.active_locations)


def month_until_now(profile: MerchantProfile, month: date, systems: HasClock) -> tuple[date, date]:
    """The first day of the month that a date lies in, and its last that has ended in every store."""
    first, newest = month.replace(day=1), newest_ended(profile, systems.clock.now())
    return first, max(min(month.replace(day=monthrange(month.year, month.month)[1]), newest), first)


def days_on_record(
    connection: Connection,
    profile: MerchantProfile,
    period: tuple[date, date],
    systems: RecordSystems,
    location: str | None = None,
) -> DaysOnRecord:
    """The days of a period (both dates inclusive) that have ended in every store; `location` narrows them to one.

    A merchant whose stores are posted as one has their records under `all`, and each store's own lines in them.
    """
    (first, last), merchant_id, now = period, connection.merchant_id, systems.clock.now()
    newest = newest_ended(profile, now)
    records = {record.day: record for record in systems.sync_log.history(merchant_id, first=first, last=last)}
    stories = {day: story_of(record, now) for day, record in records.items()}
    every_proof = tuple(systems.proofs.between(merchant_id, first, last))
    ended = [day for on in dates_between(first, min(last, newest)) for day in location_days(connection, profile, on)]
    return DaysOnRecord(
        records=records,
        stories=stories,
        days=tuple(day for day in dict.fromkeys([*records, *ended]) if _is_of(day, location)),
        proofs=tuple(
            _of_location(proof, location)
            for proof in every_proof
            if _is_in_the_books(stories.get(proof.day))
            and (location in {None, proof.day.location} or location in {day.location_id for day in proof.sales_days})
        ),
        proved=frozenset(proof.day for proof in every_proof),
        connected_on=connection.connected_at.date(),
    )


def _is_of(day: LocationDay, location: str | None) -> bool:
    return location in {None, day.location} or day.location == ALL_LOCATIONS


def _is_in_the_books(story: DayStory | None) -> bool:
    """A proof without a record is of a record that was lost: what it says still counts."""
    return story is None or story.lies is Lies.IN_THE_BOOKS


def _of_location(proof: Proof, location: str | None) -> Proof:
    """The part of a proof that is one store's: of stores that are posted as one, its own lines."""
    if location is None or proof.day.location == location:
        return proof
    return proof.of_store(location)
