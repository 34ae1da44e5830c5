"""Sessions, OAuth states and used launches in SessionTable.

Only a hash of each token is stored, so a reader of the table cannot use it. DynamoDB deletes expired rows with a delay,
so every read checks the expiry itself.
"""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.items import from_item, is_written, to_item
from daybook.application.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item


class DynamoOneTimeTokens:
    """`OneTimeTokens` on SessionTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._clock = clock

    def put(self, kind: str, token: str, content: dict[str, str], seconds: int) -> bool:
        """Store unless it exists; True if it was new."""
        return self._put_if("attribute_not_exists(pk) OR expires_at <= :now", kind, token, content, seconds)

    def get(self, kind: str, token: str) -> dict[str, str] | None:
        """The content, if it exists and has not expired."""
        answer = self._dynamodb.get_item(TableName=self._table, Key=_key(kind, token), ConsistentRead=True)
        return self._living(answer.get("Item"))

    def update(self, kind: str, token: str, content: dict[str, str], seconds: int) -> None:
        """Replace the content and restart the time until it expires. A taken or expired token stays gone."""
        self._put_if("expires_at > :now", kind, token, content, seconds)

    def take(self, kind: str, token: str) -> dict[str, str] | None:
        """Remove and return the content in one step: of two callers only one gets it."""
        answer = self._dynamodb.delete_item(TableName=self._table, Key=_key(kind, token), ReturnValues="ALL_OLD")
        return self._living(answer.get("Attributes"))

    def _put_if(self, condition: str, kind: str, token: str, content: dict[str, str], seconds: int) -> bool:
        now = self._clock.now()
        expires_at = int((now + timedelta(seconds=seconds)).timestamp())
        return is_written(
            lambda: self._dynamodb.put_item(
                TableName=self._table,
                Item=_key(kind, token) | to_item({"content": content, "expires_at": expires_at}),
                ConditionExpression=condition,
                ExpressionAttributeValues=to_item({":now": int(now.timestamp())}),
            )
        )

    def _living(self, item: Any) -> dict[str, str] | None:
        row = from_item(item or {})
        if row.get("expires_at", 0) <= self._clock.now().timestamp():
            return None
        content: dict[str, str] = row["content"]
        return content


def _key(kind: str, token: str) -> "Item":
    return to_item({"pk": f"{kind}#{hashlib.sha256(token.encode()).hexdigest()}"})
