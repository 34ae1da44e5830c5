"""Balances that persons typed, in memory."""

from daybook.domain.month.openings import TypedAmount, TypedAmounts


class FakeBalanceStore:
    """What was typed, by merchant; `is_busy` lets other writers be faster at every attempt."""

    def __init__(self) -> None:
        self._typed: dict[str, TypedAmounts] = {}
        self.is_busy = False

    def typed(self, merchant_id: str) -> TypedAmounts:
        return self._typed.get(merchant_id, TypedAmounts())

    def add(self, merchant_id: str, amounts: tuple[TypedAmount, ...]) -> bool:
        if self.is_busy:
            return False
        self._typed[merchant_id] = self.typed(merchant_id).with_more(*amounts)
        return True
