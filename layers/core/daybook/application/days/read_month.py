"""A month of a merchant's books, from records and proofs alone: QuickBooks and talech are not asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from daybook.application.days.corrections import Correction, corrections_of, posted_for_other_months
from daybook.application.days.days_on_record import DaysOnRecord, RecordSystems, days_on_record, month_until_now
from daybook.application.days.read_taxes import TaxesOfDates, taxes_of
from daybook.application.ports.systems import HasConnections
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.month.month_checks import Check, checks_of
from daybook.domain.month.month_figures import MonthFigures, month_figures
from daybook.domain.month.roll_forwards import Movement, movements
from daybook.domain.month.tender_months import TenderMonth, tenders_of
from daybook.domain.posting.day_figures import NO_FIGURES, DayFigures, figures_of
from daybook.domain.proof.day_proof import Proof, effect_of
from daybook.domain.sync.date_sums import ASKING
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import Lies, story_of
from daybook.domain.sync.location_day import SyncRecord


class MonthSystems(HasConnections, RecordSystems, Protocol):
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
    the document and it was kept, or the proof is not stored. `corrections` are documents of later dates for days of
    this month in closed books, `for_other_months` those of this month for days before it, which no figure counts.
    `found` is what is on record of these days. `sales` holds the figures of each date, `sales_before` those of the
    whole month before; `as_of` is when QuickBooks last confirmed one of these days.
    """

    first: date
    last: date
    found: DaysOnRecord
    figures: MonthFigures
    accounts: tuple[AccountMonth, ...]
    checks: tuple[Check, ...]
    movements: tuple[Movement, ...]
    tenders: tuple[TenderMonth, ...]
    taxes: TaxesOfDates
    states: Mapping[DayState, int]
    held: int
    waiting: tuple[SyncRecord, ...]
    accepted: tuple[SyncRecord, ...]
    edited: tuple[SyncRecord, ...]
    unproved: tuple[SyncRecord, ...]
    corrections: tuple[Correction, ...]
    for_other_months: tuple[Correction, ...]
    sales: Mapping[date, DayFigures]
    sales_before: Mapping[date, DayFigures]
    as_of: datetime | None


_WAITS = (ASKING - {DayState.GAPS}) | {DayState.MISSING}


def read_month(
    connection: Connection, profile: MerchantProfile, month: date, systems: MonthSystems, location: str | None = None
) -> Month:
    """The month that a date lies in, up to the newest business date that has ended in every store.

    `location` narrows it to one store; a merchant whose stores are posted as one has their records under `all`, and
    each store's own lines in them.
    """
    first, last = month_until_now(profile, month, systems)
    found = days_on_record(connection, profile, (first, last), systems, location)
    days, records, stories, proofs = found.days, found.records, found.stories, found.proofs
    sold = [day for proof in proofs for day in proof.sales_days]
    figures = month_figures(sold)
    unread = [records[day] for day in days if found.is_unread(day)]
    accepted = [records[day] for day in days if day in stories and stories[day].accepted_minor is not None]
    with_gaps = {day for day, record in records.items() if record.gaps}
    return Month(
        first=first,
        last=last,
        found=found,
        figures=figures,
        accounts=_accounts(proofs),
        checks=checks_of(
            figures, proofs, _suspense(connection, last, systems), with_gaps, {record.day for record in accepted}
        ),
        movements=movements(figures, sold),
        tenders=tenders_of(proofs),
        taxes=taxes_of(found, (first, last)),
        states=Counter(found.state(day) for day in days),
        held=sum(stories[day].lies is Lies.IN_THE_BOOKS for day in days if day in stories),
        waiting=tuple(records[day] for day in days if day in stories and stories[day].state in _WAITS),
        accepted=tuple(accepted),
        edited=tuple(record for record in unread if stories[record.day].is_kept_edit),
        unproved=tuple(record for record in unread if not stories[record.day].is_kept_edit),
        corrections=corrections_of(records[day] for day in days if day in records),
        for_other_months=posted_for_other_months(connection.merchant_id, first, systems, location),
        sales=_sales(proofs),
        sales_before=_before(connection, first, location, systems),
        as_of=max((story.proved_at for story in stories.values() if story.proved_at is not None), default=None),
    )


def _suspense(connection: Connection, last: date, systems: MonthSystems) -> str:
    mapping = systems.connections.mapping_on(connection.merchant_id, last)
    return mapping.suspense_account if mapping else ""


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
