"""Balances before a month, and tips that payroll paid, as persons type them: Daybook takes neither from the books.

An opening stands for its month and for those after it: each month opens with the closing of the one before, until a
person types another.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from daybook.domain.asking import AskDifferentlyError
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.money import to_minor
from daybook.domain.month.balance import Balance

EVERY_STORE = ALL_LOCATIONS
# What a merchant with many stores types in years; compressed they fit into one row.
MOST_KEPT = 3_000
# How far back a page reads days for an opening: their proofs are read in about a second.
_MOST_DAYS, _LONGEST_MONTH, _A_YEAR = 1_000, 31, 12
_AMOUNT = re.compile(r"(-?)(\d{1,3}(?:[ ,]\d{3})+|\d{1,10})(?:[.,](\d{1,2}))?")
_PLAIN = str.maketrans(
    {"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{MINUS SIGN}": "-", **dict.fromkeys("$£€")}
)


@dataclass(frozen=True, slots=True)
class TypedAmount:
    """What a person typed about a balance of one store, or of all as one, for the month that begins on `month`.

    `minor` is the balance before that month in minor units; `by_payroll` makes it what payroll paid of tips in that
    month. None takes back what was typed before.
    """

    place: str
    month: date
    balance: Balance
    minor: int | None
    who: str
    at: datetime
    by_payroll: bool = False


@dataclass(frozen=True, slots=True)
class TypedAmounts:
    """Everything that persons typed for a merchant, in that order; the last word about a month stands."""

    amounts: tuple[TypedAmount, ...] = ()

    def opening(self, place: str, balance: Balance, month: date) -> TypedAmount | None:
        """What was typed for the month, or for the last one before it; None where no person typed any."""
        of_place = (each for each in self.amounts if (each.place, each.balance) == (place, balance))
        standing = {each.month: each for each in of_place if not each.by_payroll and each.month <= month}
        return max((each for each in standing.values() if each.minor is not None), key=_month_of, default=None)

    def payroll(self, place: str, month: date) -> TypedAmount | None:
        """What payroll paid of the tips in a month; None where no person typed it."""
        about = [each for each in self.amounts if each.by_payroll and (each.place, each.month) == (place, month)]
        return about[-1] if about and about[-1].minor is not None else None

    def with_more(self, *amounts: TypedAmount) -> Self:
        """These and more; the oldest make room where there are too many for a row."""
        return type(self)((*self.amounts, *amounts)[-MOST_KEPT:])


def minor_of(text: str) -> int:
    """An amount in minor units as a person writes it in English or French: `4,310.00`, `4 310,00`, `-12.5`.

    Raises:
        AskDifferentlyError: the text is no amount with at most two decimals, or one of eleven digits and more.
    """
    found = _AMOUNT.fullmatch(text.translate(_PLAIN).strip())
    if found is None:
        raise AskDifferentlyError("{amount!r} is no amount: write it as 4310.00", amount=text)
    sign, whole, cents = found.groups()
    return to_minor(Decimal(f"{sign}{re.sub('[ ,]', '', whole)}.{cents or 0}"))


def months_carried(stores: int) -> int:
    """How many months back from a month an opening is looked for: a year, less for many stores, at least one."""
    return max(1, min(_A_YEAR, _MOST_DAYS // (_LONGEST_MONTH * stores)))


def months_before(month: date, number: int) -> date:
    """The first day of the month that many months earlier."""
    count = month.year * _A_YEAR + month.month - 1 - number
    return date(count // _A_YEAR, count % _A_YEAR + 1, 1)


def net_paid(amounts: Iterable[TypedAmount | None]) -> int:
    """The sum of amounts, in minor units; nothing for one that no person typed."""
    return sum(each.minor or 0 for each in amounts if each is not None)


def _month_of(amount: TypedAmount) -> date:
    return amount.month
