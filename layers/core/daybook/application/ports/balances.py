"""Port of balances before a month: what persons typed of them."""

from typing import Protocol

from daybook.domain.merchant.books import BooksId
from daybook.domain.month.openings import TypedAmount, TypedAmounts


class BalanceStore(Protocol):
    """What persons typed of balances, by merchant."""

    def typed(self, merchant_id: BooksId) -> TypedAmounts:
        """Everything that was typed; nothing at first."""
        ...

    def add(self, merchant_id: BooksId, amounts: tuple[TypedAmount, ...]) -> bool:
        """Store more; nothing that another writer stores meanwhile is lost. False if others wrote at every attempt."""
        ...


class HasBalances(Protocol):
    """Knows what persons typed of balances."""

    @property
    def balances(self) -> BalanceStore:
        """Openings of balances, and what payroll paid."""
        ...
