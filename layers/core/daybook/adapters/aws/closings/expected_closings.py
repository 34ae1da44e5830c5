"""The next closing of every merchant, in ClosingTable: a row for each of a merchant's schedules.

| merchant_id | closing                 | looked_at | look_shard | document                                       |
| ----------- | ----------------------- | --------- | ---------- | ---------------------------------------------- |
| <merchant>  | 04:05#America/Toronto   | instant   | 0-7        | the expected closing, what was done about it   |

The index `to_look_at` sorts the rows of a shard by the instant from which the watchdog must check them. If no closing
is missed, a check costs one query per shard and reads no row, for any number of merchants. The rows have a table of
their own, because functions that write closings must not have the permission to write connections.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.items import instant_text, items_of, to_item
from daybook.adapters.aws.rows import Condition, Rows
from daybook.application.ports import Closing
from daybook.contracts.stored_rows import EXPECTED_CLOSING
from daybook.domain.errors import RetriableError
from daybook.domain.sync.closing import ExpectedClosing

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

INDEX = "to_look_at"
SHARDS = 8
_TRIES = 5
_IS_NEW = Condition("attribute_not_exists(merchant_id)", {})


class DynamoExpectedClosings:
    """`ExpectedClosings` on ClosingTable. Reads by merchant are consistent; the index may be seconds old."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._rows = Rows(EXPECTED_CLOSING, dynamodb, table)

    def reconcile(self, merchant_id: str, first: frozenset[ExpectedClosing]) -> Mapping[Closing, ExpectedClosing]:
        """Expect exactly these closings of a merchant, and return them; an expected one keeps its instant."""
        wanted = {row.closing: row for row in first}
        known = self._of_merchant(merchant_id)
        # Another firing for the merchant may have added one meanwhile, from the same facts.
        added = {each: wanted[each] for each in sorted(wanted.keys() - known) if self._put_if(_IS_NEW, wanted[each])}
        for closing in sorted(known.keys() - wanted):
            self._dynamodb.delete_item(TableName=self._table, Key=to_item(_key(merchant_id, closing)))
        return added | {closing: row for closing, row in known.items() if closing in wanted}

    def planned(
        self, merchant_id: str, closing: Closing, scheduled_at: datetime, *, seen: ExpectedClosing | None = None
    ) -> None:
        """After a planned closing expect the next one; never an earlier one, and none that was not expected.

        Raises:
            RetriableError: other workers wrote the row at every attempt.
        """
        for _ in range(_TRIES):
            seen = seen or self._of_merchant(merchant_id).get(closing)
            if seen is None:
                return
            moved = seen.planned(scheduled_at)
            if moved == seen or self._replace(seen, moved):
                return
            seen = None
        raise RetriableError(f"merchant {merchant_id}: the closing at {closing.at} {closing.zone} kept moving")

    def looked_at_by(self, now: datetime) -> Iterator[ExpectedClosing]:
        """The closings that are missed or may be fired again; the index may be seconds old."""
        due = {":now": instant_text(now)}
        for item in self._in_index("look_shard = :shard AND looked_at <= :now", due):
            yield self._rows.value(item)

    def asked(self, seen: ExpectedClosing, now: datetime) -> bool:
        """Store that its missed closings are fired now; False if the row has changed since it was read."""
        return self._replace(seen, seen.asked(now))

    def merchants(self) -> frozenset[str]:
        """Every merchant with an expected closing; the index may be seconds old."""
        return frozenset(
            item["merchant_id"]["S"]
            for item in self._in_index("look_shard = :shard", {}, ProjectionExpression="merchant_id")
        )

    def _of_merchant(self, merchant_id: str) -> dict[Closing, ExpectedClosing]:
        found = items_of(
            self._dynamodb,
            TableName=self._table,
            KeyConditionExpression="merchant_id = :merchant",
            ExpressionAttributeValues={":merchant": {"S": merchant_id}},
            ConsistentRead=True,
        )
        return {row.closing: row for row in map(self._rows.value, found)}

    def _in_index(self, condition: str, values: dict[str, Any], **more: Any) -> Iterator[Any]:
        for shard in range(SHARDS):
            yield from items_of(
                self._dynamodb,
                TableName=self._table,
                IndexName=INDEX,
                KeyConditionExpression=condition,
                ExpressionAttributeValues=to_item({**values, ":shard": f"{shard}"}),
                **more,
            )

    def _replace(self, seen: ExpectedClosing, row: ExpectedClosing) -> bool:
        return self._put_if(Condition("document.version = :version", {":version": seen.version}), row)

    def _put_if(self, condition: Condition, row: ExpectedClosing) -> bool:
        attributes = {"look_shard": _shard(row.merchant_id), "looked_at": instant_text(row.looked_at)}
        return self._rows.put_if(condition, _key(row.merchant_id, row.closing), row, attributes)


def _key(merchant_id: str, closing: Closing) -> dict[str, str]:
    return {"merchant_id": merchant_id, "closing": f"{closing.at:%H:%M}#{closing.zone}"}


def _shard(merchant_id: str) -> str:
    return str(hashlib.sha256(merchant_id.encode()).digest()[0] % SHARDS)
