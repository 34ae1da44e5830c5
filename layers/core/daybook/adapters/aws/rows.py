"""Reads and writes rows of one type in one DynamoDB table.

An item has its key, the `document` of the value, and the attributes that indexes and conditions of the table read.
These attributes are computed from the value at every write. A row that is too large as plain attributes is stored as
compressed JSON.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from daybook.adapters.aws.items import from_item, is_written, to_item
from daybook.adapters.aws.read_together import read_item, written
from daybook.contracts.row import Row

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from daybook.adapters.aws.items import Item

_Value = TypeVar("_Value")
_TRIES = 5
# DynamoDB's limit is 400 KB with keys and attribute names, which need less than the rest.
MAX_PACKED_BYTES = 398 * 1024
_NO_ATTRIBUTES: Mapping[str, Any] = {}


class RowTooLargeError(ValueError):
    """A row that is too large for an item even when compressed; the text has its size."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The condition of a write: an expression over the stored item, and its values."""

    expression: str
    values: Mapping[str, Any]


def is_newer(version: int) -> Condition:
    """The condition that no row, or one of an earlier version, is stored in ConnectionTable."""
    return Condition("attribute_not_exists(pk) OR version < :version", {":version": version})


class Rows(Generic[_Value]):
    """Reads and writes whole rows; reads by key are consistent. With `packed_as` the document is compressed.

    Every write raises `RowTooLargeError` for a row that is too large even when compressed.
    """

    def __init__(self, row: Row[_Value], dynamodb: "DynamoDBClient", table: str, *, packed_as: str = "") -> None:
        self._row = row
        self._dynamodb = dynamodb
        self._table = table
        self._packed_as = packed_as

    def get(self, key: Mapping[str, Any]) -> _Value | None:
        """The row with this key; None if there is none.

        Raises:
            ContractError: it cannot be read.
        """
        item = self._item_of(key)
        return self.value(item) if item is not None else None

    def put(self, key: Mapping[str, Any], value: _Value, attributes: Mapping[str, Any] = _NO_ATTRIBUTES) -> None:
        """Write the row over any stored one."""
        written(self._table, to_item(key))
        self._dynamodb.put_item(TableName=self._table, Item=self.item(key, value, attributes))

    def put_if(
        self,
        condition: Condition,
        key: Mapping[str, Any],
        value: _Value,
        attributes: Mapping[str, Any] = _NO_ATTRIBUTES,
    ) -> bool:
        """Write the row if the condition holds for the stored one; False if it does not."""
        named: Any = {"ExpressionAttributeValues": to_item(condition.values)} if condition.values else {}
        written(self._table, to_item(key))
        return is_written(
            lambda: self._dynamodb.put_item(
                TableName=self._table,
                Item=self.item(key, value, attributes),
                ConditionExpression=condition.expression,
                **named,
            )
        )

    def change(self, key: Mapping[str, Any], into: Callable[[_Value | None], _Value]) -> bool:
        """Change the stored row, and repeat if another writer was faster; False if that happened at every attempt.

        The row has only its document and no other attributes; a change without effect is not written.
        """
        for _ in range(_TRIES):
            item = self._item_of(key)
            before = self.value(item) if item is not None else None
            after = into(before)
            if after == before or self.put_if(self._unchanged(key, item), key, after):
                return True
        return False

    def delete(self, key: Mapping[str, Any]) -> None:
        """Delete the row; a missing row is not an error."""
        written(self._table, to_item(key))
        self._dynamodb.delete_item(TableName=self._table, Key=to_item(key))

    def value(self, item: Mapping[str, Any]) -> _Value:
        """The value of an item from a query.

        Raises:
            ContractError: it cannot be read.
        """
        if self._packed_as:
            return self._row.value(json.loads(zlib.decompress(item[self._packed_as]["B"])))
        return self._row.value(from_item(item)["document"])

    def item(self, key: Mapping[str, Any], value: _Value, attributes: Mapping[str, Any] = _NO_ATTRIBUTES) -> "Item":
        """The item of a row, for a transaction with other writes."""
        return to_item({**key, **attributes, **self._content(self._row.document(value))})

    def put_of_version(self, key: Mapping[str, Any], value: _Value, version: int) -> "TransactWriteItemTypeDef":
        """The write of a row that `is_newer`, for a transaction with others."""
        condition = is_newer(version)
        return {
            "Put": {
                "TableName": self._table,
                "Item": self.item(key, value, {"version": version}),
                "ConditionExpression": condition.expression,
                "ExpressionAttributeValues": to_item(condition.values),
            }
        }

    def _content(self, document: dict[str, Any]) -> dict[str, Any]:
        if not self._packed_as:
            return {"document": document}
        packed = zlib.compress(json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode())
        if len(packed) > MAX_PACKED_BYTES:
            raise RowTooLargeError(f"takes {len(packed)} bytes compressed, {self._table} holds {MAX_PACKED_BYTES}")
        return {self._packed_as: packed}

    def _unchanged(self, key: Mapping[str, Any], item: Mapping[str, Any] | None) -> Condition:
        """The condition that the stored row is exactly as it was read."""
        if item is None:
            return Condition(f"attribute_not_exists({next(iter(key))})", {})
        content = self._packed_as or "document"
        return Condition(f"{content} = :before", {":before": from_item({content: item[content]})[content]})

    def _item_of(self, key: Mapping[str, Any]) -> Mapping[str, Any] | None:
        return read_item(self._dynamodb, self._table, to_item(key))
