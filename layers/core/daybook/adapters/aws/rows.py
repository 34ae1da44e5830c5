"""Rows of one form in one table of DynamoDB.

An item is its key, the `document` of the value, and the attributes that indexes and conditions of the table read. Those
follow from the value as well, so every write gives them anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import condition_failed, from_item, to_item
from daybook.contracts.row import Row

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a write depends on: an expression over the stored item, and the values that it names."""

    expression: str
    values: Mapping[str, Any]


class Rows(Generic[_Value]):
    """Reads and writes whole rows; what is read by key is what was written last."""

    def __init__(self, row: Row[_Value], dynamodb: "DynamoDBClient", table: str) -> None:
        self._row = row
        self._dynamodb = dynamodb
        self._table = table

    def get(self, key: Mapping[str, Any]) -> _Value | None:
        """The row with this key, if there is one.

        Raises:
            ContractError: it cannot be read.
        """
        answer = self._dynamodb.get_item(TableName=self._table, Key=to_item(key), ConsistentRead=True)
        return self.value(answer["Item"]) if "Item" in answer else None

    def put(self, key: Mapping[str, Any], value: _Value, attributes: Mapping[str, Any]) -> None:
        """Write the row, whatever was there."""
        self._dynamodb.put_item(TableName=self._table, Item=self._item(key, value, attributes))

    def put_if(
        self, condition: Condition, key: Mapping[str, Any], value: _Value, attributes: Mapping[str, Any]
    ) -> bool:
        """Write the row if the condition holds of what is there; whether it did."""
        named: Any = {"ExpressionAttributeValues": to_item(condition.values)} if condition.values else {}
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=self._item(key, value, attributes),
                ConditionExpression=condition.expression,
                **named,
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            return False
        return True

    def value(self, item: Mapping[str, Any]) -> _Value:
        """The value of an item that a query found.

        Raises:
            ContractError: it cannot be read.
        """
        return self._row.value(from_item(item)["document"])

    def _item(self, key: Mapping[str, Any], value: _Value, attributes: Mapping[str, Any]) -> Any:
        return to_item({**key, **attributes, "document": self._row.document(value)})
