"""Balances that persons typed, in ConnectionTable, compressed: MERCHANT#<id>, BALANCES."""

from typing import TYPE_CHECKING

from daybook.adapters.aws.rows import Rows
from daybook.adapters.aws.tables.connections import row_key
from daybook.contracts.stored_balances import TYPED_AMOUNTS
from daybook.domain.month.openings import TypedAmount, TypedAmounts

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_BALANCES = "BALANCES"


class DynamoBalanceStore:
    """`BalanceStore` on ConnectionTable; what two persons type at once is both kept."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._typed = Rows(TYPED_AMOUNTS, dynamodb, table, packed_as="packed")

    def typed(self, merchant_id: str) -> TypedAmounts:
        """The stored amounts; none at first."""
        return self._typed.get(row_key(merchant_id, _BALANCES)) or TypedAmounts()

    def add(self, merchant_id: str, amounts: tuple[TypedAmount, ...]) -> bool:
        """Store more; False if others wrote at every attempt."""
        return self._typed.change(
            row_key(merchant_id, _BALANCES), lambda known: (known or TypedAmounts()).with_more(*amounts)
        )
