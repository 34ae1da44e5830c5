"""Which partition keys a call of DynamoDB touches: what AWS feeds to the condition key ``dynamodb:LeadingKeys``.

A scan and a PartiQL statement touch none that could be told beforehand; AWS feeds nothing for a scan either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ACTIONS = {
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
    "Get": "dynamodb:GetItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
}
_TABLE = ":table/"


class PartitionKeys(Protocol):
    """The partition keys of the tables, as the emulator keeps them."""

    def of_item(self, table: str, attributes: Mapping[str, Any]) -> str | None:
        """The key's value among ``attributes``, None where the table or the attribute is unknown."""

    def of_query(self, table: str, request: Mapping[str, Any]) -> str | None:
        """The value that a query of the table, or of an index of it, asks for."""


@dataclass(frozen=True, slots=True)
class TouchedKey:
    """One partition key that a call touches; ``action`` is told for a part of a transaction only."""

    table: str
    key: str
    action: str | None = None


def table_name(name_or_arn: str) -> str:
    """``name_or_arn`` without what an ARN, of the table or of an index, has around the name."""
    return name_or_arn.rpartition(_TABLE)[2].partition("/index/")[0]


def touched_keys(request: Mapping[str, Any], keys: PartitionKeys) -> list[TouchedKey]:
    """Every partition key that ``request``, the body of a call, names."""
    found = ((table_name(table), action, key) for table, action, key in _named(request, keys) if key is not None)
    return [TouchedKey(table, key, action) for table, action, key in found]


def keys_on(resource_arn: str, action: str, touched: list[TouchedKey]) -> list[str]:
    """The keys that count when ``action`` is checked on the table or index ``resource_arn``."""
    table = table_name(resource_arn)
    return [one.key for one in touched if one.table == table and one.action in (None, action)]


def _named(request: Mapping[str, Any], keys: PartitionKeys) -> Iterator[tuple[str, str | None, str | None]]:
    """Table, action of a transaction's part, and key."""
    table = request.get("TableName", "")
    for attributes in (request.get("Key"), request.get("Item")):
        if attributes:
            yield table, None, keys.of_item(table_name(table), attributes)
    if "KeyConditionExpression" in request or "KeyConditions" in request:
        yield table, None, keys.of_query(table_name(table), request)
    for name, asked in request.get("RequestItems", {}).items():
        for attributes in _batched(asked):
            yield name, None, keys.of_item(table_name(name), attributes)
    for part in request.get("TransactItems", []):
        for member, detail in part.items():
            attributes = detail.get("Key") or detail.get("Item") or {}
            yield detail["TableName"], _ACTIONS[member], keys.of_item(table_name(detail["TableName"]), attributes)


def _batched(asked: Any) -> Iterator[Mapping[str, Any]]:
    """BatchGetItem names keys, BatchWriteItem a list of items to put and keys to delete."""
    if isinstance(asked, dict):
        yield from asked.get("Keys", [])
        return
    for write in asked:
        yield from (change.get("Item") or change["Key"] for change in write.values())
