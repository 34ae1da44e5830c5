"""Converts plain JSON values to DynamoDB's typed attribute values and back, and instants for keys and conditions.

Reads the items of a query, and makes conditional writes.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    Item = dict[str, AttributeValueTypeDef]


def to_item(document: Mapping[str, Any]) -> "Item":
    """The attributes of a document; numbers must be integers, because money is never a float."""
    return {name: _to_attribute(value) for name, value in document.items()}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """The document of an item."""
    return {name: _from_attribute(value) for name, value in item.items()}


def instant_text(instant: datetime) -> str:
    """An instant as UTC text of fixed width, so that texts sort like instants."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def milliseconds(instant: datetime) -> int:
    """An instant as a number of milliseconds, for conditions."""
    return int(instant.timestamp() * 1000)


def condition_failed(error: ClientError) -> bool:
    """Whether a write failed because its condition was false."""
    return error.response["Error"]["Code"] == "ConditionalCheckFailedException"


def is_written(write: Callable[[], object]) -> bool:
    """Make a conditional write; False, and nothing written, where its condition was false."""
    try:
        write()
    except ClientError as error:
        if not condition_failed(error):
            raise
        return False
    return True


def items_of(dynamodb: "DynamoDBClient", **query: Any) -> "Iterator[Item]":
    """The items that a query finds, page after page; a page is read when it is needed."""
    for page in dynamodb.get_paginator("query").paginate(**query):
        yield from page["Items"]


def _to_attribute(value: Any) -> "AttributeValueTypeDef":
    match value:
        case None | bool():
            return {"NULL": True} if value is None else {"BOOL": value}
        case int():
            return {"N": str(value)}
        case str():
            return {"S": value}
        case bytes():
            return {"B": value}
        case Mapping():
            return {"M": to_item(value)}
        case list() | tuple():
            return {"L": [_to_attribute(part) for part in value]}
    raise TypeError(f"{type(value).__name__} {value!r:.80} cannot be stored: use text, integers, bytes, lists and maps")


def _from_attribute(attribute: Mapping[str, Any]) -> Any:
    ((kind, value),) = attribute.items()
    match kind:
        case "NULL":
            return None
        case "N":
            return int(value)
        case "M":
            return from_item(value)
        case "L":
            return [_from_attribute(part) for part in value]
    return value
