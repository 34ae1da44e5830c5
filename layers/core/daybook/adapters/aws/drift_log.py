"""Drift in the items of SyncLogTable: noted beside a worker's lease, never under it."""

from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import condition_failed, from_item, instant_text, milliseconds, to_item
from daybook.application.ports import Clock
from daybook.contracts.stored_drift import StoredDrift
from daybook.contracts.stored_sync_record import StoredSyncRecord
from daybook.domain.drift import Drift
from daybook.domain.errors import RetriableError
from daybook.domain.sync import LocationDay, SyncRecord

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item


class DynamoDriftLog:
    """`DriftLog` on SyncLogTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._clock = clock

    def get(self, day: LocationDay) -> SyncRecord | None:
        """One record, as it is now."""
        answer = self._dynamodb.get_item(TableName=self._table, Key=_key(day), ConsistentRead=True)
        return StoredSyncRecord.parse(from_item(answer["Item"])).to_domain() if "Item" in answer else None

    def note_drift(self, day: LocationDay, drift: Drift, *, settled_at: datetime) -> None:
        """Remember it, for a day that was last settled at an instant.

        Raises:
            RetriableError: a worker is at the day, or has settled it since; look again once it is done.
        """
        now = self._clock.now()
        try:
            self._dynamodb.update_item(
                TableName=self._table,
                Key=_key(day),
                UpdateExpression="SET drift = :drift, updated_at = :updated",
                ConditionExpression=(
                    "settled_at = :settled AND (attribute_not_exists(lease_until) OR lease_until <= :now)"
                ),
                ExpressionAttributeValues=to_item(
                    {
                        ":drift": StoredDrift.of(drift).plain(),
                        ":updated": instant_text(now),
                        ":settled": instant_text(settled_at),
                        ":now": milliseconds(now),
                    }
                ),
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            raise RetriableError(f"{day}: a worker is at it, or has settled it since") from error


def _key(day: LocationDay) -> "Item":
    return to_item({"merchant_id": day.merchant_id, "day": f"{day.business_date}#{day.location}"})
