"""The orders that were open at the end of a period, with what was paid on each: what customer deposits consist of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from daybook.domain.day.sales import SalesDay

# An advance that lies longer is worth a question: a forfeited one is a sale, and contains tax.
_OLD_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """An order with payments that no closing has used yet: what is paid on it, in minor units, and since when."""

    order_id: str
    location_id: str
    paid_minor: int
    since: date

    def is_old_on(self, on: date) -> bool:
        """Whether it has been open for more than thirty days."""
        return on - self.since > _OLD_AFTER


@dataclass(frozen=True, slots=True)
class OpenOrders:
    """The open orders of a period's days, the oldest first.

    `earlier_minor` is what orders used that was paid before these days. `unsplit` counts days that moved deposits and
    whose orders are not on record, because a release that did not keep them read the day.
    """

    orders: tuple[OpenOrder, ...]
    earlier_minor: int
    unsplit: int

    @property
    def paid_minor(self) -> int:
        """What is paid on all of them."""
        return sum(order.paid_minor for order in self.orders)


def open_orders(days: Iterable[SalesDay]) -> OpenOrders:
    """The orders that these days leave open; one that closed and was opened again counts from its newest opening."""
    sums: dict[tuple[str, str], int] = {}
    since: dict[tuple[str, str], date] = {}
    unsplit = 0
    for day in sorted(days, key=lambda each: each.business_date):
        unsplit += sum(day.advances.values()) != day.deposits_taken_minor - day.deposits_released_minor
        for order_id, minor in day.advances.items():
            order = day.location_id, order_id
            if not sums.get(order):
                since[order] = day.business_date
            sums[order] = sums.get(order, 0) + minor
    found = (OpenOrder(order_id, at, sums[at, order_id], since[at, order_id]) for at, order_id in sums)
    orders = sorted((each for each in found if each.paid_minor > 0), key=lambda each: (each.since, each.order_id))
    return OpenOrders(tuple(orders), -sum(minor for minor in sums.values() if minor < 0), unsplit)
