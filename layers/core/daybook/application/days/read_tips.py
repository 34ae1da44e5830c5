"""The tips of the weeks that end in a month, company and store by store: from records alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from daybook.application.days.days_on_record import RecordSystems, days_on_record
from daybook.application.days.read_month import Month
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.month.tip_weeks import TipWeek, tip_weeks, weeks_that_end


@dataclass(frozen=True, slots=True)
class TipsOfWeeks:
    """The weeks from `first`, a Sunday, to `last`, a Saturday.

    `by_store` holds each store's own, by location id. `left_out` counts store days that are not in the books, or whose
    content is not on record: their tips are in no figure.
    """

    first: date
    last: date
    every: tuple[TipWeek, ...]
    by_store: Mapping[str, tuple[TipWeek, ...]]
    left_out: int


def read_tips(
    month: Month,
    connection: Connection,
    profile: MerchantProfile,
    systems: RecordSystems,
    location: str | None = None,
) -> TipsOfWeeks:
    """The tips of the weeks that end on the dates of a month that have ended themselves, of all stores or of one.

    A week that two months share is in the later one, whole: so each is in one month, and no month has half of one. Only
    its days of the month before are read anew.
    """
    first, last = weeks_that_end(month.first, month.last)
    found = [month.found.within(first, last)]
    if first < month.first <= last:
        before = (first, month.first - timedelta(days=1))
        found.append(days_on_record(connection, profile, before, systems, location))
    days = [day for each in found for proof in each.proofs for day in proof.sales_days]
    stores = sorted({day.location_id for day in days})
    return TipsOfWeeks(
        first=first,
        last=last,
        every=tip_weeks(days),
        by_store={store: tip_weeks(day for day in days if day.location_id == store) for store in stores},
        left_out=sum(each.left_out for each in found),
    )
