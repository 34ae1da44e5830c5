"""A month of a merchant's books, from records and proofs alone: QuickBooks and talech are not asked."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from daybook.application.company.books_status import location_days
from daybook.application.ports.systems import HasClock, HasConnections, HasProofs, HasSyncLog
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.month.month_checks import Check, checks_of
from daybook.domain.month.month_figures import MonthFigures, month_figures
from daybook.domain.month.roll_forwards import Movement, movements
from daybook.domain.month.tender_months import TenderMonth, tenders_of
from daybook.domain.posting.booked_lines import TaxedAmount, taxed_amounts
from daybook.domain.posting.day_figures import NO_FIGURES, DayFigures, figures_of
from daybook.domain.proof.day_proof import Proof, effect_of
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory, Lies, story_of
from daybook.domain.sync.location_day import LocationDay, SyncRecord


class MonthSystems(HasClock, HasConnections, HasProofs, HasSyncLog, Protocol):
    """What a month is read from."""


@dataclass(frozen=True, slots=True)
class AccountMonth:
    """What a month moved on one account, by business date and in all; debits are positive, in minor units."""

    account_id: str
    by_date: Mapping[date, int]

    @property
    def total_minor(self) -> int:
        """The movement of the month."""
        return sum(self.by_date.values())


@dataclass(frozen=True, slots=True)
class Month:
    """The business dates from `first` to `last` that have ended, of every store or of one.

    `states` counts location-days, of which the books hold `held` whole. Those in `waiting` are held, failed or missing,
    and outside every figure unless they are in the books already. `accepted` are days with a difference to talech that
    a person accepted. No figure counts `edited` and `unproved` days, whose content is not on record: a person edited
    the document and it was kept, or the proof is not stored. `corrected` are days of closed books with entries in a
    later period. `sales` holds the figures of each date, `sales_before` those of the whole month before; `as_of` is
    when QuickBooks last confirmed one of these days.
    """

    first: date
    last: date
    figures: MonthFigures
    accounts: tuple[AccountMonth, ...]
    checks: tuple[Check, ...]
    movements: tuple[Movement, ...]
    tenders: tuple[TenderMonth, ...]
    taxes: Mapping[str, TaxedAmount]
    states: Mapping[DayState, int]
    held: int
    waiting: tuple[SyncRecord, ...]
    accepted: tuple[SyncRecord, ...]
    edited: tuple[SyncRecord, ...]
    unproved: tuple[SyncRecord, ...]
    corrected: tuple[SyncRecord, ...]
    sales: Mapping[date, DayFigures]
    sales_before: Mapping[date, DayFigures]
    as_of: datetime | None


_WAITS = frozenset(
    {
        DayState.CHANGE,
        DayState.EDITED,
        DayState.HELD,
        DayState.REMOVED,
        DayState.PARTLY,
        DayState.FAILED,
        DayState.MISSING,
    }
)


def read_month(
    connection: Connection, profile: MerchantProfile, month: date, systems: MonthSystems, location: str | None = None
) -> Month:
    """The month that a date lies in, up to the newest business date that has ended in every store.

    `location` narrows it to one store; a merchant whose stores are posted as one has their records under `all`, and
    each store's own lines in them.
    """
    found = _read(connection, profile, month, systems, location)
    days, records, stories, proofs = found.days, found.records, found.stories, found.proofs
    sold = [day for proof in proofs for day in proof.sales_days]
    figures = month_figures(sold)
    unread = [records[day] for day in days if day in stories and _is_unread(stories[day], day, found.proved)]
    with_gaps = {day for day, record in records.items() if record.gaps}
    return Month(
        first=found.first,
        last=found.last,
        figures=figures,
        accounts=_accounts(proofs),
        checks=checks_of(figures, proofs, found.suspense, with_gaps),
        movements=movements(figures, sold),
        tenders=tenders_of(proofs),
        taxes=taxed_amounts(line for proof in proofs for line in proof.lines),
        states=Counter(_state(day, stories.get(day), connection) for day in days),
        held=sum(stories[day].lies is Lies.IN_THE_BOOKS for day in days if day in stories),
        waiting=tuple(records[day] for day in days if day in stories and stories[day].state in _WAITS),
        accepted=tuple(records[day] for day in days if day in stories and stories[day].accepted_minor is not None),
        edited=tuple(record for record in unread if stories[record.day].is_kept_edit),
        unproved=tuple(record for record in unread if not stories[record.day].is_kept_edit),
        corrected=tuple(records[day] for day in days if day in records and records[day].deltas),
        sales=_sales(proofs),
        sales_before=_before(connection, found.first, location, systems),
        as_of=max((story.proved_at for story in stories.values() if story.proved_at is not None), default=None),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What is on record of a month: `days` are those of the question, `proofs` what of them lies in the books."""

    first: date
    last: date
    records: Mapping[LocationDay, SyncRecord]
    stories: Mapping[LocationDay, DayStory]
    days: tuple[LocationDay, ...]
    proofs: tuple[Proof, ...]
    proved: frozenset[LocationDay]
    suspense: str


def _read(
    connection: Connection, profile: MerchantProfile, month: date, systems: MonthSystems, location: str | None
) -> _Read:
    merchant_id, now, first = connection.merchant_id, systems.clock.now(), month.replace(day=1)
    newest = min(place.calendar.last_closed(now) for place in profile.active_locations)
    last = max(min(month.replace(day=monthrange(month.year, month.month)[1]), newest), first)
    records = {record.day: record for record in systems.sync_log.history(merchant_id, first=first, last=last)}
    stories = {day: story_of(record, now) for day, record in records.items()}
    every_proof = tuple(systems.proofs.between(merchant_id, first, last))
    ended = [day for on in dates_between(first, min(last, newest)) for day in location_days(connection, profile, on)]
    mapping = systems.connections.mapping_on(merchant_id, last)
    return _Read(
        first=first,
        last=last,
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
        suspense=mapping.suspense_account if mapping else "",
    )


def _is_of(day: LocationDay, location: str | None) -> bool:
    return location in {None, day.location} or day.location == ALL_LOCATIONS


def _is_in_the_books(story: DayStory | None) -> bool:
    """A proof without a record is of a record that was lost: what it says still counts."""
    return story is None or story.lies is Lies.IN_THE_BOOKS


def _is_unread(story: DayStory, day: LocationDay, proved: Collection[LocationDay]) -> bool:
    return story.lies is Lies.IN_THE_BOOKS and day not in proved


def _of_location(proof: Proof, location: str | None) -> Proof:
    """The part of a proof that is one store's: of stores that are posted as one, its own lines."""
    if location is None or proof.day.location == location:
        return proof
    return proof.of_store(location)


def _state(day: LocationDay, story: DayStory | None, connection: Connection) -> DayState:
    if story is not None:
        return story.state
    return DayState.BEFORE if day.business_date < connection.connected_at.date() else DayState.MISSING


def _accounts(proofs: Iterable[Proof]) -> tuple[AccountMonth, ...]:
    moved: dict[str, Counter[date]] = defaultdict(Counter)
    for proof in proofs:
        for account, minor in effect_of(proof.lines).items():
            moved[account][proof.day.business_date] += minor
    return tuple(AccountMonth(account, dict(by_date)) for account, by_date in sorted(moved.items()))


def _sales(proofs: Iterable[Proof]) -> dict[date, DayFigures]:
    sums: dict[date, DayFigures] = {}
    for proof in proofs:
        on = proof.day.business_date
        sums[on] = sums.get(on, NO_FIGURES) + figures_of(proof.lines)
    return sums


def _before(connection: Connection, first: date, location: str | None, systems: MonthSystems) -> dict[date, DayFigures]:
    """The figures of the month before, from its records alone; stores that are posted as one have no own ones."""
    last = first - timedelta(days=1)
    sums: dict[date, DayFigures] = {}
    for record in systems.sync_log.history(connection.merchant_id, first=last.replace(day=1), last=last):
        figures = story_of(record).booked
        if figures is not None and location in {None, record.day.location}:
            on = record.day.business_date
            sums[on] = sums.get(on, NO_FIGURES) + figures
    return sums
