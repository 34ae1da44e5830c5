"""Reads the times of grants from the token rows of ConnectionTable, a hundred at a time, without the tokens."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.items import from_item, instant_text, is_written, to_item
from daybook.adapters.aws.vaults.token_vault import token_key
from daybook.domain.company.grants import GrantTimes
from daybook.domain.errors import RetriableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item

# The limit of one BatchGetItem.
BATCH = 100
_ROUNDS = 5
_READ = "pk, access_expires_at, refresh_expires_at, hard_expires_at, asked_at"


class DynamoGrantRegister:
    """`GrantRegister` on ConnectionTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def times(self, merchant_ids: Iterable[str]) -> Mapping[str, GrantTimes]:
        """The times of every grant, ended ones too, by merchant.

        Raises:
            RetriableError: DynamoDB did not return all rows.
        """
        wanted = list(dict.fromkeys(merchant_ids))
        found: dict[str, GrantTimes] = {}
        for start in range(0, len(wanted), BATCH):
            by_key = {token_key(merchant_id)["pk"]["S"]: merchant_id for merchant_id in wanted[start : start + BATCH]}
            rows = self._rows([token_key(merchant_id) for merchant_id in by_key.values()])
            found |= {by_key[row["pk"]]: _times(row) for row in rows if "access_expires_at" in row}
        return found

    def remember_asked(self, merchant_id: str, at: datetime | None) -> None:
        """Store or delete the instant beside the grant; a grant deleted meanwhile stays deleted."""
        given: Any = {"ExpressionAttributeValues": to_item({":at": instant_text(at)})} if at is not None else {}
        is_written(
            lambda: self._dynamodb.update_item(
                TableName=self._table,
                Key=token_key(merchant_id),
                UpdateExpression="REMOVE asked_at" if at is None else "SET asked_at = :at",
                ConditionExpression="attribute_exists(encrypted)",
                **given,
            )
        )

    def _rows(self, keys: "list[Item]") -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        waiting: Any = {self._table: {"Keys": keys, "ProjectionExpression": _READ}}
        for _ in range(_ROUNDS):
            answer = self._dynamodb.batch_get_item(RequestItems=waiting)
            rows += [from_item(item) for item in answer["Responses"].get(self._table, [])]
            waiting = answer.get("UnprocessedKeys")
            if not waiting:
                return rows
        raise RetriableError(f"DynamoDB did not read all of {len(keys)} grants: it is busy")


def _times(row: Mapping[str, Any]) -> GrantTimes:
    hard, asked = row.get("hard_expires_at"), row.get("asked_at")
    return GrantTimes(
        access_expires_at=datetime.fromisoformat(row["access_expires_at"]),
        refresh_expires_at=datetime.fromisoformat(row["refresh_expires_at"]),
        hard_expires_at=datetime.fromisoformat(hard) if hard else None,
        asked_at=datetime.fromisoformat(asked) if asked else None,
    )
