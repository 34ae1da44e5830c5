"""The taxes of a month, a quarter or dates of a person's own, company and store by store: from records alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from daybook.application.days.days_on_record import DaysOnRecord, RecordSystems, days_on_record
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.month.tax_box import TaxBox, tax_box

# A quarter has at most 92 days; every day of every store is read.
MOST_DAYS = 92
_MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class TaxesOfDates:
    """The taxes from `first` to `last`, both inclusive.

    `by_store` holds each store's own, by location id. `left_out` counts store days that are not in the books, or whose
    content is not on record: their taxes are in no figure.
    """

    first: date
    last: date
    every: TaxBox
    by_store: Mapping[str, TaxBox]
    left_out: int


def quarter_of(on: date) -> tuple[date, date]:
    """The first and the last date of the calendar quarter that a date lies in."""
    first = on.replace(month=on.month - (on.month - 1) % _MONTHS_OF_A_QUARTER, day=1)
    after = (first + timedelta(days=MOST_DAYS + 1)).replace(day=1)
    return first, after - timedelta(days=1)


def read_taxes(
    connection: Connection,
    profile: MerchantProfile,
    period: tuple[date, date],
    systems: RecordSystems,
    location: str | None = None,
) -> TaxesOfDates:
    """The taxes of a period's days that have ended in every store, of all stores or of one.

    Raises:
        AskDifferentlyError: the period ends before it begins, or is too long; the text says so.
    """
    first, last = period
    if last < first:
        raise AskDifferentlyError("Choose a last day that is not before the first.")
    if (last - first).days >= MOST_DAYS:
        raise AskDifferentlyError("Choose at most {count} days, as many as a quarter has.", count=MOST_DAYS)
    return taxes_of(days_on_record(connection, profile, period, systems, location), period)


def taxes_of(found: DaysOnRecord, period: tuple[date, date]) -> TaxesOfDates:
    """The taxes of days that were read already."""
    stores = sorted({day.location_id for proof in found.proofs for day in proof.sales_days})
    return TaxesOfDates(
        first=period[0],
        last=period[1],
        every=tax_box(found.proofs),
        by_store={store: tax_box(proof.of_store(store) for proof in found.proofs) for store in stores},
        left_out=found.left_out,
    )
