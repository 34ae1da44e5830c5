"""A month of a merchant's books, from records and proofs alone: QuickBooks and talech are not asked."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from daybook.application.company.books_status import location_days
from daybook.application.ports.systems import HasClock, HasProofs, HasSyncLog
from daybook.domain.company.connection import Connection
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import Role, tender_role
from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.month.month_checks import Check, checks_of
from daybook.domain.month.month_figures import MonthFigures, month_figures
from daybook.domain.month.roll_forwards import Movement, movements
from daybook.domain.posting.booked_lines import TaxedAmount, taxed_amounts
from daybook.domain.posting.day_figures import NO_FIGURES, DayFigures, figures_of
from daybook.domain.proof.day_proof import Proof, effect_of
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory, Lies, story_of
from daybook.domain.sync.location_day import LocationDay, SyncRecord


class MonthSystems(HasClock, HasProofs, HasSyncLog, Protocol):
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
class TenderMonth:
    """What one tender and card type took and gave back in a month, in minor units."""

    role: Role
    taken_minor: int
    refunded_minor: int

    @property
    def net_minor(self) -> int:
        """Taken less given back."""
        return self.taken_minor - self.refunded_minor


@dataclass(frozen=True, slots=True)
class Month:
    """The business dates from `first` to `last` that have ended, of every store or of one.

    `states` counts location-days, of which the books hold `held` whole. Those in `waiting` are held, failed or missing,
    and outside every figure unless they are in the books already. `accepted` are days with a difference to talech that
    a person accepted. `unread` are days in the books whose content is not on record, because a person edited the
    document: no figure counts them. `sales` holds the figures of each date, `as_of` is when QuickBooks last confirmed
    one of these days.
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
    unread: tuple[SyncRecord, ...]
    sales: Mapping[date, DayFigures]
    as_of: datetime | None


_WAITS = frozenset({DayState.CHANGE, DayState.HELD, DayState.PARTLY, DayState.FAILED, DayState.MISSING})


def read_month(
    connection: Connection, profile: MerchantProfile, month: date, systems: MonthSystems, location: str | None = None
) -> Month:
    """The month that a date lies in, up to the newest business date that has ended in every store.

    `location` narrows it to one store; a merchant whose stores are posted as one has their records under `all`, and
    each store's own lines in them.
    """
    now, first = systems.clock.now(), month.replace(day=1)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    newest = min(place.calendar.last_closed(now) for place in profile.active_locations)
    last = max(min(last, newest), first)
    records = {
        record.day: record for record in systems.sync_log.history(connection.merchant_id, first=first, last=last)
    }
    stories = {day: story_of(record, now) for day, record in records.items()}
    every_proof = tuple(systems.proofs.between(connection.merchant_id, first, last))
    proofs = [
        _of_location(proof, location)
        for proof in every_proof
        if _is_in_the_books(stories.get(proof.day))
        and (location in {None, proof.day.location} or location in {day.location_id for day in proof.sales_days})
    ]
    sold = [day for proof in proofs for day in proof.sales_days]
    proved = {proof.day for proof in every_proof}
    figures = month_figures(sold)
    ended = [day for on in dates_between(first, min(last, newest)) for day in location_days(connection, profile, on)]
    days = [day for day in dict.fromkeys([*records, *ended]) if _is_of(day, location)]
    states = Counter(_state(day, stories.get(day), connection) for day in days)
    return Month(
        first=first,
        last=last,
        figures=figures,
        accounts=_accounts(proofs),
        checks=checks_of(figures, proofs),
        movements=movements(figures, sold),
        tenders=_tenders(sold),
        taxes=taxed_amounts(line for proof in proofs for line in proof.lines),
        states=states,
        held=sum(stories[day].lies is Lies.IN_THE_BOOKS for day in days if day in stories),
        waiting=tuple(records[day] for day in days if day in stories and stories[day].state in _WAITS),
        accepted=tuple(records[day] for day in days if day in stories and stories[day].accepted_minor is not None),
        unread=tuple(records[day] for day in days if day in stories and _is_unread(stories[day], day, proved)),
        sales=_sales(proofs),
        as_of=max((story.proved_at for story in stories.values() if story.proved_at is not None), default=None),
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


def _tenders(sold: Iterable[SalesDay]) -> tuple[TenderMonth, ...]:
    taken: Counter[Role] = Counter()
    refunded: Counter[Role] = Counter()
    for tender in (tender for day in sold for tender in day.tenders):
        role = tender_role(tender.tender_id, tender.card_type, is_card=tender.kind == TenderKind.CARD)
        taken[role] += tender.taken_minor
        refunded[role] += tender.refunded_minor
    return tuple(TenderMonth(role, taken[role], refunded[role]) for role in sorted(taken))


def _sales(proofs: Iterable[Proof]) -> dict[date, DayFigures]:
    sums: dict[date, DayFigures] = {}
    for proof in proofs:
        on = proof.day.business_date
        sums[on] = sums.get(on, NO_FIGURES) + figures_of(proof.lines)
    return sums
