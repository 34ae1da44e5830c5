"""Counts and erases every row of a merchant in the retained tables, for an operator.

Sessions are not included: a row of SessionTable can be found only by its secret. It has ids and the user that talech
named, gives no access after the merchant is erased, and DynamoDB deletes it soon after it expires.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.items import items_of, to_item
from daybook.adapters.aws.tables.connections import merchant_key
from daybook.application.ports import Kept
from daybook.domain.errors import Condition, RetriableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item

_BATCH = 25
_TRIES = 8
_FIRST_PAUSE_SECONDS = 0.1
# These rows list the merchant's books; a repeated erasure must still find them.
_LAST = ("MOVES", "CONNECTION")


class DynamoMerchantRows:
    """`MerchantRows` on ConnectionTable, SyncLogTable and ProofTable."""

    def __init__(
        self,
        dynamodb: "DynamoDBClient",
        connection_table: str,
        sync_log_table: str,
        proof_table: str,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._dynamodb = dynamodb
        self._connections, self._sync_log, self._proofs = connection_table, sync_log_table, proof_table
        self._sleep = sleep

    def count(self, books_id: str, realm_id: str | None) -> Mapping[Kept, int]:
        """Count the rows."""
        return {kept: sum(1 for _ in keys) for kept, _, keys in self._found(books_id, realm_id)}

    def erase(self, books_id: str, realm_id: str | None) -> Mapping[Kept, int]:
        """Erase the rows, the connection and the list of books last."""
        return {kept: self._delete(table, list(keys)) for kept, table, keys in self._found(books_id, realm_id)}

    def _found(self, books_id: str, realm_id: str | None) -> Iterator[tuple[Kept, str, Iterator["Item"]]]:
        yield Kept.DAYS, self._sync_log, self._days(books_id)
        yield Kept.PROOFS, self._proofs, self._keys(self._proofs, "merchant_id", books_id, "day")
        if realm_id is not None:
            yield Kept.DOCUMENTS, self._connections, self._documents(books_id, realm_id)
        yield Kept.CHOICES, self._connections, iter(sorted(self._choices(books_id), key=_last))

    def _days(self, books_id: str) -> Iterator["Item"]:
        """The records, the complete calls beside them, and the sums of dates."""
        for owner in (books_id, f"{books_id}#sent", f"{books_id}#dates"):
            yield from self._keys(self._sync_log, "merchant_id", owner, "day")

    def _choices(self, books_id: str) -> Iterator["Item"]:
        return self._keys(self._connections, "pk", merchant_key(books_id, "")["pk"]["S"], "sk")

    def _documents(self, books_id: str, realm_id: str) -> Iterator["Item"]:
        """The rows of a company that belong to these books; the company may belong to another merchant now."""
        return self._keys(
            self._connections,
            "pk",
            f"REALM#{realm_id}",
            "sk",
            FilterExpression="document.merchant_id = :books",
            values={":books": books_id},
        )

    def _keys(
        self, table: str, partition: str, value: str, sort: str, *, values: Mapping[str, str] | None = None, **more: Any
    ) -> Iterator["Item"]:
        return items_of(
            self._dynamodb,
            TableName=table,
            KeyConditionExpression="#partition = :partition",
            ProjectionExpression="#partition, #sort",
            ExpressionAttributeNames={"#partition": partition, "#sort": sort},
            ExpressionAttributeValues=to_item({":partition": value, **(values or {})}),
            ConsistentRead=True,
            **more,
        )

    def _delete(self, table: str, keys: "list[Item]") -> int:
        for start in range(0, len(keys), _BATCH):
            self._delete_batch(table, keys[start : start + _BATCH])
        return len(keys)

    def _delete_batch(self, table: str, keys: "list[Item]") -> None:
        waiting: Any = {table: [{"DeleteRequest": {"Key": key}} for key in keys]}
        for attempt in range(_TRIES):
            waiting = self._dynamodb.batch_write_item(RequestItems=waiting).get("UnprocessedItems")
            if not waiting:
                return
            self._sleep(_FIRST_PAUSE_SECONDS * 2**attempt)
        raise RetriableError(
            f"DynamoDB left {len(waiting[table])} rows of {table} unerased", condition=Condition.AWS_UNAVAILABLE
        )


def _last(key: "Item") -> int:
    """The rows in the order in which they are erased."""
    sort_key = key["sk"]["S"]
    return _LAST[::-1].index(sort_key) + 1 if sort_key in _LAST else 0
