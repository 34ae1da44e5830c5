"""Keeps the sums of business dates in SyncLogTable, one item for each date of a merchant.

Key: `<merchant id>#dates` and the business date, so that queries of a merchant's days do not return it. `changes`
counts how often sums were forgotten because a day of the date changes. A page keeps sums only if the count is still the
one that it read before it read the records: sums of an older state of a record are never stored.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.items import to_item
from daybook.adapters.aws.rows import Condition, Rows
from daybook.contracts.contract import LaterContractError
from daybook.contracts.stored_rows import DATE_SUMS
from daybook.domain.sync.date_sums import DateSums, KeptSums
from daybook.domain.sync.location_day import LocationDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PACKED = "packed"
_FAILED, _CONFLICT = "ConditionalCheckFailed", "TransactionConflict"


class DateSumRows:
    """Reads, keeps and forgets the sums of dates."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._rows = Rows(DATE_SUMS, dynamodb, table, packed_as=_PACKED)

    def between(self, merchant_id: str, first: date, last: date) -> Mapping[date, KeptSums]:
        """What is kept of a range of dates, both included; of a date of which nothing is kept there is no entry."""
        values = {":key": f"{merchant_id}#dates", ":first": f"{first}", ":last": f"{last}"}
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="merchant_id = :key AND #day BETWEEN :first AND :last",
            ExpressionAttributeNames={"#day": "day"},
            ExpressionAttributeValues=to_item(values),
            ConsistentRead=True,
        )
        items = [item for page in pages for item in page["Items"]]
        return {date.fromisoformat(item["day"]["S"]): self._kept(item) for item in items}

    def keep(self, merchant_id: str, sums: DateSums, changes: int) -> None:
        """Keep the sums, unless they were forgotten more often than `changes`: then a record has changed since."""
        condition = Condition("changes = :changes", {":changes": changes})
        if not changes:
            condition = Condition("attribute_not_exists(changes)", {})
        attributes = {"changes": changes} if changes else {}
        self._rows.put_if(condition, _key(merchant_id, sums.business_date), sums, attributes)

    def forget(self, day: LocationDay) -> None:
        """Forget the sums of the day's date; they are gone when this returns."""
        self._dynamodb.update_item(**self._forgetting(day))

    def forget_with(self, day: LocationDay, update: dict[str, Any]) -> bool:
        """Forget them in one transaction with an update of the day; False if its condition does not hold."""
        steps: Any = [{"Update": update}, {"Update": self._forgetting(day)}]
        try:
            self._dynamodb.transact_write_items(TransactItems=steps)
        except self._dynamodb.exceptions.TransactionCanceledException as error:
            reasons: Any = error.response.get("CancellationReasons", [])
            if not {_FAILED, _CONFLICT} & {reason.get("Code") for reason in reasons}:
                raise
            return False
        return True

    def _forgetting(self, day: LocationDay) -> dict[str, Any]:
        return {
            "TableName": self._table,
            "Key": to_item(_key(day.merchant_id, day.business_date)),
            "UpdateExpression": f"ADD changes :one REMOVE {_PACKED}",
            "ExpressionAttributeValues": to_item({":one": 1}),
        }

    def _kept(self, item: Mapping[str, Any]) -> KeptSums:
        """A later release's sums are as good as none: the records say the same."""
        changes = int(item["changes"]["N"]) if "changes" in item else 0
        if _PACKED not in item:
            return KeptSums(None, changes)
        try:
            return KeptSums(self._rows.value(item), changes)
        except LaterContractError:
            return KeptSums(None, changes)


def _key(merchant_id: str, on: date) -> dict[str, str]:
    return {"merchant_id": f"{merchant_id}#dates", "day": f"{on}"}
