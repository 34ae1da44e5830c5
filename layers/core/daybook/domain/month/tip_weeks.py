"""Tips by week beside the sales that they were given on, as employers in Quebec state them (docs/decisions 133)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from daybook.domain.day.roles import STAFF
from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.month.month_figures import month_figures

_WEEK = timedelta(days=7)
# The rate of the Quebec sales tax, which no other tax of Canada has. talech names no province.
_QUEBEC_RATE = Decimal("0.09975")


@dataclass(frozen=True, slots=True)
class TipWeek:
    """The tips of a week's business dates, in minor units, net of what refunds gave back.

    `first` is its Sunday. `service_charges_minor` are those that staff get; `sales_minor` are net sales before taxes.
    """

    first: date
    sales_minor: int
    service_charges_minor: int
    tips_minor: int

    @property
    def last(self) -> date:
        """Its Saturday."""
        return self.first + _WEEK - timedelta(days=1)


def sunday_of(on: date) -> date:
    """The Sunday with which the week of a date begins."""
    return on - timedelta(days=on.isoweekday() % _WEEK.days)


def weeks_that_end(first: date, last: date) -> tuple[date, date]:
    """The dates of the weeks that end between two dates: from a Sunday on or before `first` to the last Saturday."""
    return sunday_of(first), sunday_of(last + timedelta(days=1)) - timedelta(days=1)


def tip_weeks(days: Iterable[SalesDay]) -> tuple[TipWeek, ...]:
    """The weeks of these days, oldest first, without weeks in which nothing was sold."""
    by_week: dict[date, list[SalesDay]] = defaultdict(list)
    for day in days:
        by_week[sunday_of(day.business_date)].append(day)
    found = [
        TipWeek(
            first=first,
            sales_minor=month_figures(of_week).net_sales_minor,
            service_charges_minor=sum(day.service_charges.get(STAFF, 0) for day in of_week),
            tips_minor=sum(day.tips_minor for day in of_week),
        )
        for first, of_week in sorted(by_week.items())
    ]
    return tuple(each for each in found if each.sales_minor or each.service_charges_minor or each.tips_minor)


def states_tips(profile: MerchantProfile) -> bool:
    """Whether the merchant is in Quebec, where employers state tips: one of their taxes is the province's own."""
    return profile.country == "CA" and any(Decimal(tax.rate) == _QUEBEC_RATE for tax in profile.taxes if tax.rate)
