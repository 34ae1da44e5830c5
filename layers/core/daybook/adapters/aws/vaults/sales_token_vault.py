"""The merchant's talech token in ConnectionTable, encrypted with the same key as QuickBooks' tokens."""

from typing import TYPE_CHECKING

from daybook.adapters.aws.items import from_item, to_item
from daybook.adapters.aws.read_together import read_item, written
from daybook.adapters.aws.tables.connections import merchant_key
from daybook.domain.errors import HoldReason, NeedsAttentionError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item
    from daybook.adapters.aws.vaults.token_cipher import TokenCipher

_SORT_KEY = "TALECH_TOKEN"


class KmsSalesTokenVault:
    """`SalesTokenVault` on ConnectionTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, cipher: "TokenCipher") -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._cipher = cipher

    def load(self, merchant_id: str) -> str:
        """The merchant's refresh token of talech.

        Raises:
            NeedsAttentionError: the merchant never launched Daybook from talech.
        """
        item = read_item(self._dynamodb, self._table, sales_token_key(merchant_id))
        if item is None:
            raise NeedsAttentionError(
                HoldReason.TALECH_ACCESS_LOST,
                f"merchant {merchant_id} has no talech token: launch Daybook from talech's settings",
            )
        return self._cipher.decrypt(from_item(item)["encrypted"], _context(merchant_id))

    def has(self, merchant_id: str) -> bool:
        """Whether a token is stored; it is not decrypted."""
        return read_item(self._dynamodb, self._table, sales_token_key(merchant_id)) is not None

    def delete(self, merchant_id: str) -> None:
        """Delete the token."""
        written(self._table, sales_token_key(merchant_id))
        self._dynamodb.delete_item(TableName=self._table, Key=sales_token_key(merchant_id))

    def save(self, merchant_id: str, refresh_token: str) -> None:
        """Store it, replacing an older one."""
        written(self._table, sales_token_key(merchant_id))
        encrypted = self._cipher.encrypt(refresh_token, _context(merchant_id))
        item = sales_token_key(merchant_id) | to_item({"encrypted": encrypted})
        self._dynamodb.put_item(TableName=self._table, Item=item)


def sales_token_key(merchant_id: str) -> "Item":
    """The key of the row with a merchant's talech token."""
    return merchant_key(merchant_id, _SORT_KEY)


def _context(merchant_id: str) -> dict[str, str]:
    return {"merchant": merchant_id, "party": "talech"}
