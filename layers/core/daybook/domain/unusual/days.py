"""The figures of a store's day that the rules look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from daybook.domain.day.orders import TenderKind
from daybook.domain.day.sales import SalesDay


class Answer(StrEnum):
    """What a person said of a notice."""

    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class StoreDay:
    """A store's business date; amounts in minor units. `tenders` has what each tender took, less what it gave back."""

    on: date
    net_minor: int = 0
    gross_minor: int = 0
    refunds_minor: int = 0
    taxes_minor: int = 0
    tips_minor: int = 0
    orders: int = 0
    cards_minor: int = 0
    cash_minor: int = 0
    over_short_minor: int = 0
    tenders: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether anything was sold."""
        return self.orders > 0 or self.gross_minor > 0

    @property
    def shape(self) -> tuple[object, ...]:
        """What two different days never share by chance all at once."""
        return (self.net_minor, self.taxes_minor, self.tips_minor, self.orders, tuple(sorted(self.tenders.items())))


def store_day(day: SalesDay) -> StoreDay:
    """The figures of a posted day."""
    refunds = sum(day.refunds.values())
    gross = sum(day.revenue.values()) + day.adjustment_minor
    return StoreDay(
        on=day.business_date,
        net_minor=gross - day.discounts_minor - day.comps_minor - day.loyalty_minor - refunds,
        gross_minor=gross,
        refunds_minor=refunds,
        taxes_minor=sum(day.taxes.values()),
        tips_minor=day.tips_minor,
        orders=day.orders_closed,
        cards_minor=_net(day, TenderKind.CARD),
        cash_minor=_net(day, TenderKind.CASH),
        over_short_minor=day.over_short_minor,
        tenders={f"{each.tender_id} {each.card_type or ''}".strip(): each.net_minor for each in day.tenders},
    )


def _net(day: SalesDay, kind: TenderKind) -> int:
    return sum(each.net_minor for each in day.tenders if each.kind == kind)


def by_date(days: Iterable[StoreDay]) -> tuple[StoreDay, ...]:
    """Oldest first."""
    return tuple(sorted(days, key=lambda day: day.on))
