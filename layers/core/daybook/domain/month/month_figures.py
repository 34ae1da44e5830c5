"""The figures of a month: sums of its days, in an accountant's names (docs/accounting.md 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from daybook.domain.day.orders import TenderKind
from daybook.domain.day.sales import SalesDay


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What the days of a month sold and took in, in minor units.

    Sums of the fields of `SalesDay` that have the same names; `refunds_minor` are those of all categories, of which
    `refunds_as_store_credit_minor` were given as store credit. `trading_days` are dates with sales.
    """

    gross_minor: int = 0
    discounts_minor: int = 0
    comps_minor: int = 0
    loyalty_minor: int = 0
    refunds_minor: int = 0
    refunds_as_store_credit_minor: int = 0
    service_charges_minor: int = 0
    taxes_minor: int = 0
    tips_minor: int = 0
    gift_cards_sold_minor: int = 0
    gift_cards_refunded_to_minor: int = 0
    store_credit_granted_minor: int = 0
    house_account_paid_minor: int = 0
    deposits_sold_minor: int = 0
    deposits_taken_minor: int = 0
    deposits_released_minor: int = 0
    rounding_minor: int = 0
    collected_minor: int = 0
    trading_days: int = 0

    @property
    def net_sales_minor(self) -> int:
        """Sales less discounts, comps, rewards and refunds, before taxes."""
        return self.gross_minor - self.discounts_minor - self.comps_minor - self.loyalty_minor - self.refunds_minor

    @property
    def recognised_minor(self) -> int:
        """Everything that was sold, owed or promised on these days; advances on open orders are apart."""
        return (
            self.net_sales_minor
            + self.service_charges_minor
            + self.taxes_minor
            + self.tips_minor
            + self.gift_cards_sold_minor
            + self.gift_cards_refunded_to_minor
            + self.store_credit_granted_minor
            + self.house_account_paid_minor
            + self.deposits_sold_minor
            + self.rounding_minor
        )

    @property
    def advances_minor(self) -> int:
        """What was paid on open orders, less what orders that closed have used."""
        return self.deposits_taken_minor - self.deposits_released_minor


_SUMS = (
    "discounts_minor",
    "comps_minor",
    "loyalty_minor",
    "refunds_as_store_credit_minor",
    "tips_minor",
    "gift_cards_sold_minor",
    "gift_cards_refunded_to_minor",
    "store_credit_granted_minor",
    "house_account_paid_minor",
    "deposits_sold_minor",
    "deposits_taken_minor",
    "deposits_released_minor",
    "rounding_minor",
)


def month_figures(days: Iterable[SalesDay]) -> MonthFigures:
    """The sums of a month's days, of one store or of several."""
    found = tuple(days)
    return MonthFigures(
        gross_minor=sum(sum(day.revenue.values()) + day.adjustment_minor for day in found),
        refunds_minor=sum(sum(day.refunds.values()) for day in found),
        service_charges_minor=sum(sum(day.service_charges.values()) for day in found),
        taxes_minor=sum(sum(day.taxes.values()) for day in found),
        collected_minor=sum(tender.net_minor for day in found for tender in day.tenders),
        trading_days=len({day.business_date for day in found if not day.is_empty}),
        **{name: sum(getattr(day, name) for day in found) for name in _SUMS},
    )


def tendered(days: Iterable[SalesDay], kind: TenderKind) -> int:
    """What tenders of a kind took, less what they gave back, in minor units."""
    return sum(tender.net_minor for day in days for tender in day.tenders if tender.kind == kind)


def busiest_weekday(sales: Mapping[date, int]) -> tuple[date, int] | None:
    """A date of the weekday that sold most on an average day with sales, and that average in minor units.

    `sales` are net sales by business date. None where fewer than two weekdays had sales: there is nothing to compare.
    """
    by_weekday: dict[int, list[date]] = {}
    for on in sorted(sales):
        if sales[on]:
            by_weekday.setdefault(on.weekday(), []).append(on)
    if len(by_weekday) <= 1:
        return None
    averages = [(round(sum(sales[on] for on in dates) / len(dates)), dates[0]) for dates in by_weekday.values()]
    average, on = max(averages, key=lambda each: each[0])
    return on, average
