"""QuickBooks tokens in ConnectionTable, encrypted, with one refresher at a time (docs/architecture.md 5)."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import condition_failed, from_item, instant_text, is_written, milliseconds, to_item
from daybook.adapters.aws.read_together import read_item, written
from daybook.adapters.aws.tables.connections import merchant_key
from daybook.application.ports import Clock
from daybook.domain.company.connection import TokenSet
from daybook.domain.errors import HoldReason, NeedsAttentionError, NewerGrantError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item
    from daybook.adapters.aws.vaults.token_cipher import TokenCipher

_SORT_KEY = "QUICKBOOKS_TOKENS"
_LEASE = ("lease_owner", "lease_until", "lease_probe")


class KmsTokenVault:
    """`TokenVault` on ConnectionTable. The row stays when tokens are deleted, so that versions never repeat."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, cipher: "TokenCipher", clock: Clock) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._cipher = cipher
        self._clock = clock

    def load(self, merchant_id: str) -> TokenSet:
        """The stored tokens, decrypted.

        Raises:
            NeedsAttentionError: there is no grant to load.
        """
        row = from_item(read_item(self._dynamodb, self._table, token_key(merchant_id)) or {})
        if "encrypted" not in row:
            raise _no_grant(merchant_id)
        secret = json.loads(self._cipher.decrypt(row["encrypted"], _context(merchant_id, row["realm_id"])))
        hard_expiry = row.get("hard_expires_at")
        return TokenSet(
            realm_id=row["realm_id"],
            access_token=secret["access_token"],
            access_expires_at=datetime.fromisoformat(row["access_expires_at"]),
            refresh_token=secret["refresh_token"],
            refresh_expires_at=datetime.fromisoformat(row["refresh_expires_at"]),
            hard_expires_at=datetime.fromisoformat(hard_expiry) if hard_expiry else None,
            version=row["version"],
            refused_since=datetime.fromisoformat(row["refused_since"]) if "refused_since" in row else None,
        )

    def save(self, merchant_id: str, tokens: TokenSet) -> TokenSet:
        """Store tokens as the next version and return them with it. Version 0 is a new consent and is always stored.

        The lease was for the tokens before, so it ends with the same write.

        Raises:
            NewerGrantError: a newer version was stored meanwhile; load again.
        """
        content = self._content(merchant_id, tokens) | to_item({":zero": 0, ":one": 1})
        condition: dict[str, Any] = {}
        if tokens.version:
            content |= to_item({":known": tokens.version})
            condition = {"ConditionExpression": "version = :known AND attribute_exists(encrypted)"}
        # QuickBooks has not refused the grant of a new consent yet.
        absent = [*_LEASE, *([] if tokens.version else ["refused_since", "asked_at"])]
        absent += [] if tokens.hard_expires_at else ["hard_expires_at"]
        removed = ", ".join(absent)
        hard_expiry = "hard_expires_at = :hard, " if tokens.hard_expires_at else ""
        written(self._table, token_key(merchant_id))
        try:
            answer = self._dynamodb.update_item(
                TableName=self._table,
                Key=token_key(merchant_id),
                UpdateExpression=f"REMOVE {removed} SET {hard_expiry}encrypted = :encrypted, realm_id = :realm, "
                "access_expires_at = :access, refresh_expires_at = :refresh, "
                "version = if_not_exists(version, :zero) + :one",
                ExpressionAttributeValues=content,
                ReturnValues="UPDATED_NEW",
                **condition,
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            raise NewerGrantError(
                f"merchant {merchant_id}: tokens newer than version {tokens.version} were stored meanwhile"
            ) from error
        return replace(tokens, version=int(answer["Attributes"]["version"]["N"]))

    def delete(self, merchant_id: str) -> None:
        """Delete the grant. A worker that still has its tokens can no longer store them."""
        self._update_if(
            merchant_id,
            "attribute_exists(encrypted)",
            f"REMOVE encrypted, {', '.join(_LEASE)}, refused_since, asked_at SET version = version + :one",
            {":one": 1},
        )

    def lease_refresh(self, merchant_id: str, stored: TokenSet, owner: str, seconds: int) -> bool:
        """Encrypt a test value as tokens are encrypted, and write it with the lease if the tokens are still these."""
        probe = self._cipher.encrypt(owner, _context(merchant_id, stored.realm_id))
        now = self._clock.now()
        return self._update_if(
            merchant_id,
            "attribute_exists(encrypted) AND version = :known "
            "AND (attribute_not_exists(lease_until) OR lease_until <= :now)",
            "SET lease_owner = :owner, lease_until = :until, lease_probe = :probe",
            {
                ":known": stored.version,
                ":now": milliseconds(now),
                ":owner": owner,
                ":until": milliseconds(now + timedelta(seconds=seconds)),
                ":probe": probe,
            },
        )

    def remember_refusal(self, merchant_id: str, at: datetime) -> datetime:
        """Store when fresh tokens were first refused, and return it: `at`, or the earlier stored instant.

        Raises:
            NeedsAttentionError: there is no grant any more.
        """
        written(self._table, token_key(merchant_id))
        try:
            answer = self._dynamodb.update_item(
                TableName=self._table,
                Key=token_key(merchant_id),
                UpdateExpression="SET refused_since = if_not_exists(refused_since, :at)",
                ConditionExpression="attribute_exists(encrypted)",
                ExpressionAttributeValues=to_item({":at": instant_text(at)}),
                ReturnValues="ALL_NEW",
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            raise _no_grant(merchant_id) from error
        return datetime.fromisoformat(answer["Attributes"]["refused_since"]["S"])

    def forget_refusal(self, merchant_id: str) -> None:
        """Delete the instant; a deleted grant has none."""
        self._update_if(merchant_id, "attribute_exists(refused_since)", "REMOVE refused_since", {})

    def release_refresh(self, merchant_id: str, owner: str) -> None:
        """Release the lease of `owner`; the lease of another owner stays."""
        self._update_if(merchant_id, "lease_owner = :owner", f"REMOVE {', '.join(_LEASE)}", {":owner": owner})

    def _content(self, merchant_id: str, tokens: TokenSet) -> "Item":
        secret = json.dumps({"access_token": tokens.access_token, "refresh_token": tokens.refresh_token})
        content = {
            ":encrypted": self._cipher.encrypt(secret, _context(merchant_id, tokens.realm_id)),
            ":realm": tokens.realm_id,
            ":access": instant_text(tokens.access_expires_at),
            ":refresh": instant_text(tokens.refresh_expires_at),
        }
        if tokens.hard_expires_at:
            content[":hard"] = instant_text(tokens.hard_expires_at)
        return to_item(content)

    def _update_if(self, merchant_id: str, condition: str, update: str, values: dict[str, Any]) -> bool:
        given: Any = {"ExpressionAttributeValues": to_item(values)} if values else {}
        written(self._table, token_key(merchant_id))
        return is_written(
            lambda: self._dynamodb.update_item(
                TableName=self._table,
                Key=token_key(merchant_id),
                UpdateExpression=update,
                ConditionExpression=condition,
                **given,
            )
        )


def token_key(merchant_id: str) -> "Item":
    """The key of the row with a merchant's grant."""
    return merchant_key(merchant_id, _SORT_KEY)


def _no_grant(merchant_id: str) -> NeedsAttentionError:
    return NeedsAttentionError(
        HoldReason.NEEDS_RECONNECT, f"merchant {merchant_id} has no QuickBooks grant: connect again"
    )


def _context(merchant_id: str, realm_id: str) -> dict[str, str]:
    return {"merchant": merchant_id, "realm": realm_id}
