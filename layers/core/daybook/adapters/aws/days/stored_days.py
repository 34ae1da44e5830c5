"""Reads sync records from SyncLogTable: one day, the days of a merchant, or all unsettled days.

Pages and the watchdog read lists. During a deployment two releases run side by side. A record that this release cannot
read is left out of the list, so that the others can be shown, and `on_unreadable` is called.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.days.date_sums import DateSumRows
from daybook.adapters.aws.days.sync_log_attributes import SHARDS
from daybook.adapters.aws.days.sync_log_queries import UNSETTLED_INDEX, HistoryQuery
from daybook.adapters.aws.items import from_item, to_item
from daybook.contracts.contract import LaterContractError
from daybook.contracts.stored_rows import SYNC_RECORD
from daybook.domain.errors import RetriableError
from daybook.domain.sync.date_sums import DateSums, KeptSums
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item

OnUnreadable = Callable[[str, LaterContractError], None]
"""Called with the name of a day that a later release wrote, and the error of reading it."""


def stop_there(_day: str, later: LaterContractError) -> None:
    """The default for `on_unreadable`: raise, so that no day is left out silently.

    Raises:
        LaterContractError: always.
    """
    raise later


class StoredDays:
    """The reading part of the sync log."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, on_unreadable: OnUnreadable) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._on_unreadable = on_unreadable
        self._sums = DateSumRows(dynamodb, table)

    def get(self, day: LocationDay) -> SyncRecord | None:
        """One record, as it is now.

        Raises:
            LaterContractError: a later release wrote it.
        """
        answer = self._dynamodb.get_item(TableName=self._table, Key=key_of(day), ConsistentRead=True)
        return record_of(answer["Item"]) if "Item" in answer else None

    def several(self, days: Sequence[LocationDay]) -> Iterable[SyncRecord]:
        """The records of these days as they are now, in one request, at most a hundred.

        Raises:
            RetriableError: DynamoDB did not read all of them for now.
            LaterContractError: a later release wrote one of them.
        """
        wanted: Any = {self._table: {"Keys": [key_of(day) for day in days], "ConsistentRead": True}}
        answer = self._dynamodb.batch_get_item(RequestItems=wanted)
        if answer.get("UnprocessedKeys"):
            raise RetriableError(f"{self._table}: DynamoDB did not read all of {len(days)} records at once")
        return [record_of(item) for item in answer["Responses"][self._table]]

    def history(
        self,
        merchant_id: str,
        *,
        first: date | None = None,
        last: date | None = None,
        state: SyncState | None = None,
        location: str | None = None,
    ) -> Iterable[SyncRecord]:
        """A merchant's records, newest business date first. A query by state reads an index that may be seconds old."""
        query = HistoryQuery(merchant_id, first, last, state, location)
        for page in self._dynamodb.get_paginator("query").paginate(TableName=self._table, **query.arguments()):
            yield from self._readable(page["Items"])

    def unsettled(self) -> Iterable[SyncRecord]:
        """The unsettled days of all merchants, of every state and age."""
        for shard in range(SHARDS):
            pages = self._dynamodb.get_paginator("query").paginate(
                TableName=self._table,
                IndexName=UNSETTLED_INDEX,
                KeyConditionExpression="unsettled_shard = :shard",
                ExpressionAttributeValues=to_item({":shard": f"{shard:02d}"}),
            )
            for page in pages:
                yield from self._readable(page["Items"])

    def kept_sums(self, merchant_id: str, first: date, last: date) -> Mapping[date, KeptSums]:
        """What is kept of a range of business dates, both included; consistent."""
        return self._sums.between(merchant_id, first, last)

    def keep_sums(self, merchant_id: str, sums: DateSums, changes: int) -> None:
        """Keep the sums of a date, unless a record may have changed since `changes` was read."""
        self._sums.keep(merchant_id, sums, changes)

    def _readable(self, items: Iterable[Mapping[str, Any]]) -> Iterable[SyncRecord]:
        for item in items:
            try:
                record = record_of(item)
            except LaterContractError as later:
                key = from_item(item)
                self._on_unreadable(f"{key['merchant_id']} {key['day']}", later)
                continue
            yield record


def key_of(day: LocationDay) -> "Item":
    """The key of a day's item."""
    return to_item({"merchant_id": day.merchant_id, "day": f"{day.business_date}#{day.location}"})


def record_of(item: Mapping[str, Any]) -> SyncRecord:
    """The record of an item.

    Raises:
        LaterContractError: a later release wrote it.
        ContractError: it cannot be read.
    """
    return SYNC_RECORD.value(from_item(item))
