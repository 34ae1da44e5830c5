"""The sync log in SyncLogTable: one item per location-day.

Key: `merchant_id` and `day` (`<business date>#<location>`). Index `by_state` groups a merchant's days by state; the
sparse index `unsettled` holds the days that are due or failed, over a few shards, ordered by when they came due.
A lease lies in the item itself, so that taking it, counting the attempt and reading the record are one write.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import condition_failed, from_item, instant_text, milliseconds, to_item
from daybook.adapters.aws.sync_log_attributes import SHARDS, index_keys, outcome_attributes, wait_attributes
from daybook.adapters.aws.sync_log_queries import UNSETTLED_INDEX, HistoryQuery, requeue_arguments
from daybook.application.ports import Clock
from daybook.contracts.stored_sync_record import StoredIntent, StoredSyncRecord
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.sync import POSTED_STATES, Intent, LocationDay, Outcome, SyncRecord, SyncState
from daybook.domain.vendor_wait import VendorWait

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item

# Longer than QuickBooks may take to answer (120 s, quickbooks-online reference 2.8) and than the worker may run.
LEASE = timedelta(seconds=180)
_NO_LEASE: dict[str, Any] = {"lease_owner": None, "lease_until": None}
# What a person overruled counts until the day is in the books; the next hold is a new question.
_FORGETS_RELEASES = POSTED_STATES | {SyncState.EMPTY}


class DynamoSyncLog:
    """`SyncLog` on SyncLogTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._clock = clock

    def plan(self, day: LocationDay, due_at: datetime) -> bool:
        """Make the day due if nothing is known of it yet; whether it was new."""
        record = SyncRecord(day, SyncState.DUE, due_at, self._clock.now())
        instants = {"due_at": instant_text(due_at), "updated_at": instant_text(record.updated_at)}
        content = StoredSyncRecord.of(record).plain() | instants
        # A set, which begins with its first member: see `allow`.
        del content["released"]
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=_key(day) | to_item(content | index_keys(day, SyncState.DUE)),
                ConditionExpression="attribute_not_exists(merchant_id)",
            )
        except ClientError as error:
            if condition_failed(error):
                return False
            raise
        return True

    def claim(self, day: LocationDay, owner: str) -> SyncRecord:
        """Take the lease and count the attempt; makes the record if there is none.

        Raises:
            RetriableError: another worker holds the lease; its `after_seconds` says for how long.
        """
        now = self._clock.now()
        try:
            return self._take_lease(day, owner, now)
        except ClientError as error:
            if not condition_failed(error):
                raise
            response: Any = error.response
            held = from_item(response.get("Item", {}))
            if "lease_until" in held:
                raise _leased(day, held["lease_until"], now) from error
        # Nobody planned this day: a replayed or hand-made message may be the first that is heard of it.
        self.plan(day, now)
        try:
            return self._take_lease(day, owner, now)
        except ClientError as error:
            if not condition_failed(error):
                raise
            raise _leased(day, milliseconds(now + LEASE), now) from error

    def record_intent(self, day: LocationDay, owner: str, intent: Intent) -> None:
        """Remember what is about to be posted. Durable when this returns.

        Raises:
            RetriableError: the lease was lost.
        """
        self._write(day, owner, {"intent": StoredIntent.of(intent).plain()})

    def settle(
        self, day: LocationDay, owner: str, outcome: Outcome, *, revision: int, keep_intent: bool = False
    ) -> None:
        """Write the outcome and give the lease back; the intent goes unless what became of its POST is still unknown.

        Raises:
            RetriableError: the lease was lost.
        """
        changes = outcome_attributes(outcome) | {"revision": revision} | self._settled_now()
        if not keep_intent:
            changes["intent"] = None
        if outcome.state in _FORGETS_RELEASES:
            changes["released"] = None
        self._write(day, owner, changes | index_keys(day, outcome.state) | _NO_LEASE)

    def release(self, day: LocationDay, owner: str, wait: VendorWait | None = None) -> None:
        """Give the lease back for a retry; of the record only what it waits for meanwhile changes."""
        self._write(day, owner, wait_attributes(wait) | _NO_LEASE)

    def fail(self, day: LocationDay, owner: str, message: str) -> None:
        """Mark the day failed and give the lease back; the intent stays, its outcome is still unknown."""
        failed: dict[str, Any] = {
            "state": SyncState.FAILED.value,
            "reason": None,
            "message": message,
            "details": (),
            "fault_code": None,
            "vendor_wait": None,
        }
        self._write(day, owner, failed | self._settled_now() | index_keys(day, SyncState.FAILED) | _NO_LEASE)

    def allow(self, day: LocationDay, reason: HoldReason) -> None:
        """Remember that a person overruled a hold of this day, until it is settled as posted or empty. Needs no lease.

        Raises:
            ValueError: there is no record of the day, so there is no hold to overrule.
        """
        try:
            self._dynamodb.update_item(
                TableName=self._table,
                Key=_key(day),
                UpdateExpression="SET updated_at = :updated ADD released :reason",
                ConditionExpression="attribute_exists(merchant_id)",
                ExpressionAttributeValues={
                    ":updated": {"S": instant_text(self._clock.now())},
                    ":reason": {"SS": [reason.value]},
                },
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            raise ValueError(f"{day}: there is no record of this day, so no hold ({reason}) to overrule") from error

    def get(self, day: LocationDay) -> SyncRecord | None:
        """One record, as it is now."""
        answer = self._dynamodb.get_item(TableName=self._table, Key=_key(day), ConsistentRead=True)
        return _record(answer["Item"]) if "Item" in answer else None

    def history(
        self,
        merchant_id: str,
        *,
        first: date | None = None,
        last: date | None = None,
        state: SyncState | None = None,
        location: str | None = None,
    ) -> Iterable[SyncRecord]:
        """A merchant's records, newest business date first. By state the index is read, which lags a moment."""
        query = HistoryQuery(merchant_id, first, last, state, location)
        for page in self._dynamodb.get_paginator("query").paginate(TableName=self._table, **query.arguments()):
            yield from map(_record, page["Items"])

    def requeue(self, day: LocationDay, untouched_since: datetime, at_most: int) -> bool:
        """Whether a due day that nobody has touched since an instant is to be queued again; counts it."""
        arguments = requeue_arguments(self._clock.now(), untouched_since, at_most)
        try:
            self._dynamodb.update_item(TableName=self._table, Key=_key(day), **arguments)
        except ClientError as error:
            if condition_failed(error):
                return False
            raise
        return True

    def unsettled(self, due_before: datetime) -> Iterable[SyncRecord]:
        """Every merchant's days that were due by an instant and are neither posted, empty nor held."""
        for shard in range(SHARDS):
            pages = self._dynamodb.get_paginator("query").paginate(
                TableName=self._table,
                IndexName=UNSETTLED_INDEX,
                KeyConditionExpression="unsettled_shard = :shard AND due_at <= :due_before",
                ExpressionAttributeValues=to_item({":shard": f"{shard:02d}", ":due_before": instant_text(due_before)}),
            )
            for page in pages:
                yield from map(_record, page["Items"])

    def _settled_now(self) -> dict[str, str]:
        return {"settled_at": instant_text(self._clock.now())}

    def _take_lease(self, day: LocationDay, owner: str, now: datetime) -> SyncRecord:
        answer = self._dynamodb.update_item(
            TableName=self._table,
            Key=_key(day),
            UpdateExpression="SET lease_owner = :owner, lease_until = :until, updated_at = :updated ADD attempts :one",
            ConditionExpression=(
                "attribute_exists(merchant_id) AND (attribute_not_exists(lease_until) OR lease_until <= :now)"
            ),
            ExpressionAttributeValues=to_item(
                {
                    ":owner": owner,
                    ":until": milliseconds(now + LEASE),
                    ":updated": instant_text(now),
                    ":one": 1,
                    ":now": milliseconds(now),
                }
            ),
            ReturnValues="ALL_NEW",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
        return _record(answer["Attributes"])

    def _write(self, day: LocationDay, owner: str, changes: Mapping[str, Any]) -> None:
        """Set what has a value, remove what has none, if the lease is still the owner's."""
        stored = {"updated_at": instant_text(self._clock.now())} | dict(changes)
        kept = {name: value for name, value in stored.items() if value is not None}
        removed = [name for name in stored if name not in kept]
        expression = "SET " + ", ".join(f"#{name} = :{name}" for name in kept)
        if removed:
            expression += " REMOVE " + ", ".join(f"#{name}" for name in removed)
        try:
            self._dynamodb.update_item(
                TableName=self._table,
                Key=_key(day),
                UpdateExpression=expression,
                ConditionExpression="lease_owner = :owner",
                ExpressionAttributeNames={f"#{name}": name for name in stored},
                ExpressionAttributeValues=to_item({f":{name}": value for name, value in kept.items()})
                | to_item({":owner": owner}),
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            raise RetriableError(f"{day}: {owner} has lost the lease to another worker, who goes on") from error


def _key(day: LocationDay) -> "Item":
    return to_item({"merchant_id": day.merchant_id, "day": f"{day.business_date}#{day.location}"})


def _leased(day: LocationDay, until: int, now: datetime) -> RetriableError:
    seconds = max(1, -(-(until - milliseconds(now)) // 1000))
    return RetriableError(f"{day}: another worker holds the lease for {seconds} s", after_seconds=seconds)


def _record(item: Mapping[str, Any]) -> SyncRecord:
    return StoredSyncRecord.parse(from_item(item)).to_domain()
