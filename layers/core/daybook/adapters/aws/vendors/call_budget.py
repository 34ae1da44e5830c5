"""The call budget of a company, shared by all workers: one call per slot of 120 ms, one batch per slot of 1.54 s.

QuickBooks allows 10 requests a second and 500 a minute, of which 40 may be batches (docs/quickbooks.md 2.8).
With 500 slots a minute both limits hold in every window: no second overlaps more than ten slots. One row per company
and minute has the used slots, and a conditional write takes a slot.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import condition_failed, milliseconds
from daybook.application.ports import Clock
from daybook.domain.errors import RetriableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MINUTE_MS = 60_000
_KEPT_SECONDS = 300
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class _Limit:
    """The number of slots in a minute, and the name of the rows."""

    row: str
    slots: int

    @property
    def slot_ms(self) -> int:
        return _MINUTE_MS // self.slots


# One batch less than the limit: a slot may be used at its end, where a window begins.
_CALLS, _BATCHES = _Limit("budget", 500), _Limit("batches", 39)


class DynamoCallBudget:
    """`CallBudget` on SessionTable, rows `budget#<realm>#<minute>` and `batches#…` with a time to live."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._clock = clock

    def spend(self, realm_id: str, *, batch: bool = False) -> float:
        """Take the company's first free slot of that kind; returns the seconds until it begins (0 if it has begun).

        Raises:
            RetriableError: other workers were faster at every attempt; the company is far above its limit.
        """
        limit = _BATCHES if batch else _CALLS
        now = milliseconds(self._clock.now())
        slot = now // limit.slot_ms
        for _ in range(_ATTEMPTS):
            taken = self._take(limit, realm_id, slot)
            if taken is None:
                return max(0, slot * limit.slot_ms - now) / 1000
            slot = _next_free(slot, taken)
        raise RetriableError(f"company {realm_id} has no free call slot: too many workers at once", after_seconds=60)

    def _take(self, limit: _Limit, realm_id: str, slot: int) -> frozenset[int] | None:
        """Take a slot; None if it is ours, else the used slots of its minute."""
        minute, number = divmod(slot, limit.slots)
        try:
            self._dynamodb.update_item(
                TableName=self._table,
                Key={"pk": {"S": f"{limit.row}#{realm_id}#{minute}"}},
                UpdateExpression="ADD slots :slot SET expires_at = :expires",
                ConditionExpression="NOT contains(slots, :number)",
                ExpressionAttributeValues={
                    ":slot": {"NS": [str(number)]},
                    ":number": {"N": str(number)},
                    ":expires": {"N": str(slot * limit.slot_ms // 1000 + _KEPT_SECONDS)},
                },
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            row: Any = error.response.get("Item", {})
            numbers = row.get("slots", {}).get("NS", [str(number)])
            return frozenset(minute * limit.slots + int(taken) for taken in numbers)
        return None


def _next_free(slot: int, taken: frozenset[int]) -> int:
    """The next slot not known to be used; after the end of the minute, the first of the next minute."""
    while slot in taken:
        slot += 1
    return slot
