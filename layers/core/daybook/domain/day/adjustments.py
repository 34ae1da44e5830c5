"""The difference between order headers and their lines: one adjustment line per store, and the merchant's limit.

The limit is a share of the day's sales, and at least five units of the company's currency, so that rounded cents or one
coffee on a small day do not hold the day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from daybook.domain.asking import AskDifferentlyError
from daybook.domain.day.orders import Order, OrderStatus
from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.business_date import BusinessWindow

LEAST_LIMIT_MINOR = 500
_WHOLE = 10_000
_MOST_ORDERS = 20
# Digits alone: `Decimal` also reads 1e2, 1_0 and the digits of other scripts.
_PERCENT = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_STORE = re.compile(r"(.*): the lines of its orders leave (-?\d+) open of (-?\d+) in sales \(minor units\)")
_ORDER = re.compile(r"(.*): order (\S+): its header says (-?\d+), its lines and taxes give (-?\d+) \(minor units\)")


class LimitRefusedError(AskDifferentlyError):
    """The text is not a valid share of a day's sales."""


@dataclass(frozen=True, slots=True)
class AdjustmentLimit:
    """The share of a day's sales up to which an adjustment line does not hold the day, in hundredths of a per cent."""

    basis_points: int = 100

    @classmethod
    def of(cls, percent: str) -> Self:
        """The limit as people write it: `1`, `2.5` or `2,5`.

        Raises:
            LimitRefusedError: the text is not a number from 0 to 100 with at most two decimals.
        """
        written = percent.strip().removesuffix("%").rstrip()
        points = Decimal(written.replace(",", ".")).scaleb(2) if _PERCENT.fullmatch(written) else None
        if points is None or points > _WHOLE or points != points.to_integral_value():
            raise LimitRefusedError(
                "{percent!r} is no limit: write a percentage from 0 to 100, such as 1 or 2.5", percent=percent
            )
        return cls(int(points))

    @property
    def percent(self) -> str:
        """The limit as people write it, without zeros at its end: `1` or `2.5`."""
        return f"{(Decimal(self.basis_points) / 100).normalize():f}"

    def minor_of(self, sales_minor: int) -> int:
        """The largest adjustment, in minor units, that does not hold a day with these sales."""
        return max(LEAST_LIMIT_MINOR, abs(sales_minor) * self.basis_points // _WHOLE)


DEFAULT_LIMIT = AdjustmentLimit()


@dataclass(frozen=True, slots=True)
class StoreDifference:
    """The adjustment line of a store, beside its sales of the day, in minor units."""

    store: str
    open_minor: int
    sales_minor: int

    def __str__(self) -> str:
        """A line for records and logs; `read_differences` reads it."""
        figures = f"leave {self.open_minor} open of {self.sales_minor} in sales"
        return f"{self.store}: the lines of its orders {figures} (minor units)"


@dataclass(frozen=True, slots=True)
class OrderDifference:
    """An order whose header differs from the sum of its parts, in minor units."""

    store: str
    order_id: str
    total_minor: int
    parts_minor: int

    def __str__(self) -> str:
        """A line for records and logs; `read_differences` reads it."""
        figures = f"its header says {self.total_minor}, its lines and taxes give {self.parts_minor}"
        return f"{self.store}: order {self.order_id}: {figures} (minor units)"


Difference = StoreDifference | OrderDifference


def parts_minor(order: Order) -> int:
    """The order's total as the sum of its lines, taxes and charges; where it differs, the header counts."""
    totals = order.totals
    parts = totals.tip_minor + totals.gift_sold_minor + totals.house_account_paid_minor
    parts += totals.deposits_sold_minor + totals.rounding_minor - totals.discount_minor - totals.loyalty_minor
    parts += sum(line.gross_minor for line in order.lines)
    parts += sum(tax.amount_minor for tax in order.taxes)
    return parts + sum(charge.amount_minor for charge in order.service_charges)


def differences_above(
    limit: AdjustmentLimit, store: str, day: SalesDay, orders: Iterable[Order], window: BusinessWindow
) -> tuple[Difference, ...]:
    """A store's adjustment line if it is above the limit, then the orders that cause it, the largest first."""
    if abs(day.adjustment_minor) <= limit.minor_of(day.gross_minor):
        return ()
    apart = [
        OrderDifference(store, order.id, order.totals.total_minor, parts_minor(order))
        for order in orders
        if _is_recognised(order, window) and order.totals.total_minor != parts_minor(order)
    ]
    largest = sorted(apart, key=lambda each: (-abs(each.total_minor - each.parts_minor), each.order_id))
    return (StoreDifference(store, day.adjustment_minor, day.gross_minor), *largest[:_MOST_ORDERS])


def read_differences(details: Iterable[str]) -> tuple[Difference, ...]:
    """Parse the differences from the details of a held day; other details are skipped."""
    return tuple(found for detail in details if (found := _read(detail)) is not None)


def _read(detail: str) -> Difference | None:
    if store := _STORE.fullmatch(detail):
        return StoreDifference(store[1], int(store[2]), int(store[3]))
    if order := _ORDER.fullmatch(detail):
        return OrderDifference(order[1], order[2], int(order[3]), int(order[4]))
    return None


def _is_recognised(order: Order, window: BusinessWindow) -> bool:
    counts = not order.training and order.status != OrderStatus.VOIDED
    return counts and order.closed_at is not None and order.closed_at in window
