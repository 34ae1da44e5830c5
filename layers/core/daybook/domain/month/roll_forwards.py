"""Balances of a shop: what a month began with, what it added to each and took from it (docs/accounting.md 13)."""

from collections.abc import Iterable
from dataclasses import dataclass

from daybook.domain.day.orders import TenderKind
from daybook.domain.day.sales import SalesDay
from daybook.domain.month.balance import Balance
from daybook.domain.month.month_figures import MonthFigures, tendered
from daybook.domain.month.openings import TypedAmount, net_paid


@dataclass(frozen=True, slots=True)
class Movement:
    """What came to a balance and what left it in a month, in minor units."""

    balance: Balance
    added_minor: int
    taken_minor: int

    @property
    def net_minor(self) -> int:
        """What the balance moved by."""
        return self.added_minor - self.taken_minor


@dataclass(frozen=True, slots=True)
class RollForward:
    """A balance over a month, in minor units: what it opened with, what came, what left.

    `opening_minor` is None where no person typed an opening that reaches this month: then only the movement is known.
    `typed` is the opening that it comes from, of this month or of one before; `payroll` what payroll paid of tips.
    """

    movement: Movement
    opening_minor: int | None = None
    typed: TypedAmount | None = None
    payroll: TypedAmount | None = None

    @property
    def taken_minor(self) -> int:
        """What left the balance, what payroll paid of it included."""
        return self.movement.taken_minor + net_paid((self.payroll,))

    @property
    def net_minor(self) -> int:
        """What the balance moved by."""
        return self.movement.added_minor - self.taken_minor

    @property
    def closing_minor(self) -> int | None:
        """What it ends with; None where only the movement is known."""
        return None if self.opening_minor is None else self.opening_minor + self.net_minor

    @property
    def is_anything(self) -> bool:
        """Whether there is something to show: it moved, or a person typed more than nothing."""
        return bool(self.movement.added_minor or self.taken_minor or self.opening_minor or self.payroll)

    @property
    def is_below_zero(self) -> bool:
        """Whether more left it than was ever there."""
        return (self.closing_minor or 0) < 0


def movements(figures: MonthFigures, days: Iterable[SalesDay]) -> tuple[Movement, ...]:
    """The movement of every balance that moved: house accounts are owed to the shop, cash it has, the rest it owes."""
    found = tuple(days)
    every = (
        Movement(
            Balance.GIFT_CARDS,
            figures.gift_cards_sold_minor + figures.gift_cards_refunded_to_minor,
            tendered(found, TenderKind.GIFT_CARD),
        ),
        Movement(Balance.STORE_CREDIT, figures.store_credit_granted_minor, tendered(found, TenderKind.STORE_CREDIT)),
        Movement(
            Balance.DEPOSITS,
            figures.deposits_sold_minor + figures.deposits_taken_minor,
            figures.deposits_released_minor,
        ),
        Movement(Balance.TIPS, figures.tips_minor, sum(day.tip_payouts_minor for day in found)),
        Movement(Balance.HOUSE_ACCOUNTS, tendered(found, TenderKind.HOUSE_ACCOUNT), figures.house_account_paid_minor),
        _drawers(found),
    )
    return tuple(each for each in every if each.added_minor or each.taken_minor)


def _drawers(days: tuple[SalesDay, ...]) -> Movement:
    """Cash that came into the drawers, and cash that was paid, tipped out or dropped to the safe; over counts as in."""
    over_short = sum(day.over_short_minor for day in days)
    paid = sum(day.paid_out_minor + day.tip_payouts_minor + day.cash_drops_minor for day in days)
    came = tendered(days, TenderKind.CASH) + sum(day.paid_in_minor for day in days)
    return Movement(Balance.CASH, came + max(0, over_short), paid + max(0, -over_short))
