"""Calls as they were sent, whole: one row a location-day in SyncLogTable, in no index, and no longer than it is needed.

Key: `<merchant id>#sent` and the day, so that no query of a merchant's days meets it. The call lies in one attribute,
compressed: a day's document and its proof repeat the same words.
"""

import json
import zlib
from typing import TYPE_CHECKING

from daybook.adapters.aws.items import from_item, to_item
from daybook.contracts.stored_rows import SENT_CALL
from daybook.domain.sent_calls import SentCall
from daybook.domain.sync import LocationDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item


class SentCallRows:
    """Keeps, finds and forgets the newest call of a day."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def keep(self, day: LocationDay, sent: SentCall) -> None:
        """Write it over the one before. Durable when this returns."""
        text = json.dumps(SENT_CALL.document(sent), separators=(",", ":"))
        packed = to_item({"packed": zlib.compress(text.encode())})
        self._dynamodb.put_item(TableName=self._table, Item=_key(day) | packed)

    def find(self, day: LocationDay) -> SentCall | None:
        """The call, as it was written last.

        Raises:
            ContractError: it cannot be read.
        """
        answer = self._dynamodb.get_item(TableName=self._table, Key=_key(day), ConsistentRead=True)
        if "Item" not in answer:
            return None
        packed: bytes = from_item(answer["Item"])["packed"]
        return SENT_CALL.value(json.loads(zlib.decompress(packed)))

    def forget(self, day: LocationDay) -> None:
        """Its answer was seen, and what it changed is proved."""
        self._dynamodb.delete_item(TableName=self._table, Key=_key(day))


def _key(day: LocationDay) -> "Item":
    return to_item({"merchant_id": f"{day.merchant_id}#sent", "day": f"{day.business_date}#{day.location}"})
