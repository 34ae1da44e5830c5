"""Balances that a shop owes or is owed: what a month added to each and took from it (docs/accounting.md 5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.day.orders import TenderKind
from daybook.domain.day.sales import SalesDay
from daybook.domain.month.month_figures import MonthFigures, tendered


class Balance(StrEnum):
    """What is carried from month to month."""

    GIFT_CARDS = "gift_cards"
    STORE_CREDIT = "store_credit"
    DEPOSITS = "deposits"
    TIPS = "tips"
    HOUSE_ACCOUNTS = "house_accounts"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Movement:
    """What came to a balance and what left it in a month, in minor units. The balance before is not on record."""

    balance: Balance
    added_minor: int
    taken_minor: int

    @property
    def net_minor(self) -> int:
        """What the balance moved by."""
        return self.added_minor - self.taken_minor


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
