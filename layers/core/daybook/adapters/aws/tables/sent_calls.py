"""Calls as they were sent, whole: one row a location-day in SyncLogTable, in no index, and no longer than it is needed.

Key: `<merchant id>#sent` and the day, so that no query of a merchant's days meets it. The call lies in one attribute,
compressed: a day's document and its proof repeat the same words.
"""

from typing import TYPE_CHECKING

from daybook.adapters.aws.rows import Rows
from daybook.contracts.stored_rows import SENT_CALL
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.location_day import LocationDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class SentCallRows:
    """Keeps, finds and forgets the newest call of a day."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._rows = Rows(SENT_CALL, dynamodb, table, packed_as="packed")

    def keep(self, day: LocationDay, sent: SentCall) -> None:
        """Write it over the one before. Durable when this returns."""
        self._rows.put(_key(day), sent)

    def find(self, day: LocationDay) -> SentCall | None:
        """The call, as it was written last.

        Raises:
            ContractError: it cannot be read.
        """
        return self._rows.get(_key(day))

    def forget(self, day: LocationDay) -> None:
        """Its answer was seen, and what it changed is proved."""
        self._rows.delete(_key(day))


def _key(day: LocationDay) -> dict[str, str]:
    return {"merchant_id": f"{day.merchant_id}#sent", "day": f"{day.business_date}#{day.location}"}
