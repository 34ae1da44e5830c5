"""How a merchant's history is asked of SyncLogTable."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from daybook.adapters.aws.items import to_item
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
