"""Stores the complete last call of a location-day in SyncLogTable until its result is known and proved.

Key: `<merchant id>#sent` and the day, so that queries of a merchant's days and the indexes do not return it. The call
is one compressed attribute, because a day's document and its proof repeat the same words.
"""

from typing import TYPE_CHECKING

from daybook.adapters.aws.rows import Rows
from daybook.contracts.stored_rows import SENT_CALL
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.location_day import LocationDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class SentCallRows:
    """Stores, reads and deletes the newest call of a day."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._rows = Rows(SENT_CALL, dynamodb, table, packed_as="packed")

    def keep(self, day: LocationDay, sent: SentCall) -> None:
        """Write the call over the previous one; it is stored when this returns."""
        self._rows.put(_key(day), sent)

    def find(self, day: LocationDay) -> SentCall | None:
        """The call that was written last.

        Raises:
            ContractError: it cannot be read.
        """
        return self._rows.get(_key(day))

    def forget(self, day: LocationDay) -> None:
        """Delete the call, after its answer was seen and the change was proved."""
        self._rows.delete(_key(day))


def _key(day: LocationDay) -> dict[str, str]:
    return {"merchant_id": f"{day.merchant_id}#sent", "day": f"{day.business_date}#{day.location}"}
