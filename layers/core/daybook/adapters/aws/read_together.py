"""Reads rows by key, consistently; a piece of work that knows which rows it needs reads them with one request.

The stores keep asking for one row each. Within `read_together` the first of these questions reads all named rows, and
every row is given out once: who asks for it again asks the table, because then it matters what changed meanwhile. A
store that writes a row says so (`written`), and from then on the table is asked for it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item

# The limit of one BatchGetItem.
_MOST_ROWS = 100


@contextmanager
def read_together(rows: "Iterable[tuple[str, Item]]") -> Iterator[None]:
    """Until the block ends, the first read of one of these rows, by table and key, reads all of them.

    It holds for this thread alone. A row that no store asks for costs its read units and nothing else.
    """
    before = _NOW.set(_Together(rows))
    try:
        yield
    finally:
        _NOW.reset(before)


def read_item(dynamodb: "DynamoDBClient", table: str, key: "Item") -> "Item | None":
    """The item with this key, as it is now or was when the block around it read its rows; None if there is none."""
    together = _NOW.get()
    if together is None or not together.has(dynamodb, table, key):
        return dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")
    return together.taken(table, key)


def written(table: str, key: "Item") -> None:
    """A store writes this row now: what was read of it before is not given out."""
    together = _NOW.get()
    if together is not None:
        together.forget(table, key)


class _Together:
    """The rows of one piece of work: not read yet, then read and not given out yet."""

    def __init__(self, rows: "Iterable[tuple[str, Item]]") -> None:
        self._wanted = {_name(table, key): (table, key) for table, key in rows}
        if len(self._wanted) > _MOST_ROWS:
            raise ValueError(f"{len(self._wanted)} rows cannot be read with one request")
        self._read: dict[tuple[object, ...], Item | None] = {}

    def has(self, dynamodb: "DynamoDBClient", table: str, key: "Item") -> bool:
        """Whether the row is there to be given out; the first question reads all rows."""
        if _name(table, key) in self._wanted:
            self._read_all(dynamodb)
        return _name(table, key) in self._read

    def taken(self, table: str, key: "Item") -> "Item | None":
        """The row, which is not given out again."""
        return self._read.pop(_name(table, key))

    def forget(self, table: str, key: "Item") -> None:
        """Leave the row to the table."""
        self._wanted.pop(_name(table, key), None)
        self._read.pop(_name(table, key), None)

    def _read_all(self, dynamodb: "DynamoDBClient") -> None:
        """Read the rows; one that DynamoDB did not read for now is asked for alone by who needs it."""
        wanted, self._wanted = self._wanted, {}
        asked: dict[str, Any] = {}
        for table, key in wanted.values():
            asked.setdefault(table, {"Keys": [], "ConsistentRead": True})["Keys"].append(key)
        answer = dynamodb.batch_get_item(RequestItems=asked)
        self._read = dict.fromkeys(wanted)
        for table, left in answer.get("UnprocessedKeys", {}).items():
            for key in left["Keys"]:
                del self._read[_name(table, key)]
        for table, items in answer["Responses"].items():
            attributes = asked[table]["Keys"][0].keys()
            for item in items:
                self._read[_name(table, {each: item[each] for each in attributes})] = item


def _name(table: str, key: "Item") -> tuple[object, ...]:
    return (table, *sorted((name, *value.items()) for name, value in key.items()))


_NOW: ContextVar[_Together | None] = ContextVar("rows that are read together", default=None)
