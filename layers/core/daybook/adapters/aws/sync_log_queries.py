"""How a merchant's history is asked of SyncLogTable, and what must hold for a day to be queued again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daybook.adapters.aws.items import instant_text, milliseconds, to_item
from daybook.domain.sync import SyncState

BY_STATE_INDEX = "by_state"
UNSETTLED_INDEX = "unsettled"
# Sort keys are `<business date>#<location>`; "$" follows "#", so it closes a date with all its locations.
_FROM, _TO = "#", "$"
_BEGINNING, _END = "0000-00-00", "9999-99-99"


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """A range of business dates, both included; without a state the table itself is read, else the index."""

    merchant_id: str
    first: date | None
    last: date | None
    state: SyncState | None
    location: str | None

    def arguments(self) -> dict[str, Any]:
        """The arguments of DynamoDB's Query, newest first."""
        hash_key = "merchant_id" if self.state is None else "merchant_state"
        values = {
            ":key": self.merchant_id if self.state is None else f"{self.merchant_id}#{self.state}",
            ":from": f"{self.first or _BEGINNING}{_FROM}",
            ":to": f"{self.last or _END}{_TO}",
        }
        query: dict[str, Any] = {
            "KeyConditionExpression": f"{hash_key} = :key AND #day BETWEEN :from AND :to",
            "ExpressionAttributeNames": {"#day": "day"},
            "ScanIndexForward": False,
        }
        if self.state is None:
            query["ConsistentRead"] = True
        else:
            query["IndexName"] = BY_STATE_INDEX
        if self.location is not None:
            query["FilterExpression"] = "#location = :location"
            query["ExpressionAttributeNames"]["#location"] = "location"
            values[":location"] = self.location
        return query | {"ExpressionAttributeValues": to_item(values)}


def requeue_arguments(now: datetime, untouched_since: datetime, at_most: int) -> dict[str, Any]:
    """The arguments of the UpdateItem that counts one more message for a due day; touching it keeps others away."""
    return {
        "UpdateExpression": "SET updated_at = :now ADD requeued :one",
        "ConditionExpression": (
            "#state = :due AND updated_at <= :untouched_since "
            "AND (attribute_not_exists(lease_until) OR lease_until <= :milliseconds) "
            "AND (attribute_not_exists(requeued) OR requeued < :at_most)"
        ),
        "ExpressionAttributeNames": {"#state": "state"},
        "ExpressionAttributeValues": to_item(
            {
                ":now": instant_text(now),
                ":one": 1,
                ":due": SyncState.DUE.value,
                ":untouched_since": instant_text(untouched_since),
                ":milliseconds": milliseconds(now),
                ":at_most": at_most,
            }
        ),
    }
