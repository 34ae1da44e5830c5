"""The sync log in SyncLogTable: one item per location-day.

Key: `merchant_id` and `day` (`<business date>#<location>`). Index `by_state` groups a merchant's days by state; the
sparse index `unsettled` has the unsettled days, in a few shards. The lease is in the item itself, so that one write
takes it, counts the attempt and returns the record.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.days.sent_calls import SentCallRows
from daybook.adapters.aws.days.stored_days import OnUnreadable, StoredDays, key_of, record_of, stop_there
from daybook.adapters.aws.days.sync_log_attributes import (
    books_attributes,
    failure_attributes,
    is_settled,
    leased,
    outcome_attributes,
    record_attributes,
    shard_of,
    state_keys,
)
from daybook.adapters.aws.days.sync_log_queries import (
    allow_arguments,
    claim_arguments,
    direct_arguments,
    drift_arguments,
    requeue_arguments,
    write_arguments,
)
from daybook.adapters.aws.items import condition_failed, from_item, instant_text, is_written, milliseconds, to_item
from daybook.application.ports import Clock
from daybook.contracts.contract import ContractError
from daybook.contracts.stored_rows import SYNC_RECORD
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.books_calls import Intent
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.date_sums import may_be_added_up
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.drift import Drift
from daybook.domain.sync.location_day import POSTED_STATES, LocationDay, Outcome, SyncRecord, SyncState
from daybook.domain.sync.releases import release_of
from daybook.domain.sync.vendor_wait import VendorWait

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# Longer than QuickBooks may take to answer (120 s, docs/quickbooks.md 2.8) and than the worker may run.
LEASE = timedelta(seconds=160)
_NO_LEASE: dict[str, Any] = {"lease_owner": None, "lease_until": None}
# A release counts until the day is in the books; the next hold is a new question.
_FORGETS_RELEASES = POSTED_STATES | {SyncState.EMPTY}


class DynamoSyncLog(StoredDays):
    """`SyncLog` on SyncLogTable: the writes of workers and the requests of people; `StoredDays` reads.

    `on_unreadable` is called for rows of a later release that a list leaves out: see `StoredDays`.
    """

    def __init__(
        self, dynamodb: "DynamoDBClient", table: str, clock: Clock, *, on_unreadable: OnUnreadable = stop_there
    ) -> None:
        super().__init__(dynamodb, table, on_unreadable)
        self._clock = clock
        self._sent = SentCallRows(dynamodb, table)

    def plan(self, day: LocationDay, due_at: datetime) -> bool:
        """Make the day due if it has no record; True if it was new."""
        record = SyncRecord(day, SyncState.DUE, due_at, self._clock.now())
        content = {name: value for name, value in SYNC_RECORD.document(record).items() if value is not None}
        # `released` is a set; DynamoDB has no empty set, so `allow` creates it with the first member.
        del content["released"]
        content |= {"due_at": instant_text(due_at), "updated_at": instant_text(record.updated_at)}
        content |= state_keys(day, SyncState.DUE) | {"unsettled_shard": shard_of(day)}
        item = key_of(day) | to_item(content)
        return is_written(
            lambda: self._dynamodb.put_item(
                TableName=self._table, Item=item, ConditionExpression="attribute_not_exists(merchant_id)"
            )
        )

    def claim(self, day: LocationDay, owner: str) -> SyncRecord:
        """Take the lease and count the attempt; a missing record is created.

        Raises:
            RetriableError: another worker holds the lease; its `after_seconds` says for how long.
            LaterContractError: a later release wrote the record; it is not changed, and the lease is released.
        """
        self.plan(day, self._clock.now())
        claimed = self.claim_known(day, owner)
        if claimed is None:
            raise RetriableError(f"{day}: its record was erased while it was claimed")
        return claimed

    def claim_known(self, day: LocationDay, owner: str) -> SyncRecord | None:
        """The same in one request; None if there is no record, and then none is made."""
        now = self._clock.now()
        try:
            return self._take_lease(day, owner, now)
        except ClientError as error:
            if not condition_failed(error):
                raise
            response: Any = error.response
            if "Item" not in response:
                return None
            raise leased(day, from_item(response["Item"])["lease_until"], now) from error

    def record_intent(self, day: LocationDay, owner: str, intent: Intent, sent: SentCall) -> datetime:
        """Record a call before it is sent and restart the lease; returns when the lease ends. Both are then stored.

        The complete call is written first; it has no effect until the intent names its request id.

        Raises:
            RetriableError: the lease was lost.
        """
        self._sent.keep(day, sent)
        until = self._clock.now() + LEASE
        told = {"unsettled_shard": shard_of(day), "lease_until": milliseconds(until)}
        self._write(day, owner, record_attributes(intent=intent) | told)
        return until

    def sent_call(self, day: LocationDay) -> SentCall | None:
        """The call that was recorded last, whole."""
        return self._sent.find(day)

    def note(self, day: LocationDay, owner: str, books: BooksState) -> None:
        """Write the content of the books after an answer.

        Raises:
            RetriableError: the lease was lost.
        """
        is_open = books.intent is not None or books.open_work is not None
        self._write(day, owner, books_attributes(books) | ({"unsettled_shard": shard_of(day)} if is_open else {}))

    def settle(self, day: LocationDay, owner: str, outcome: Outcome, *, directives_done: int = 0) -> None:
        """Write the outcome with the content of the books, and release the lease.

        If a person has made a request since the worker claimed the day, the day stays unsettled.

        Raises:
            RetriableError: the lease was lost.
        """
        changes = outcome_attributes(outcome) | self._settled_now() | state_keys(day, outcome.state) | _NO_LEASE
        changes |= {"directives_done": directives_done} if directives_done else {}
        if outcome.state in _FORGETS_RELEASES:
            changes["released"] = None
        if not is_settled(outcome):
            self._write(day, owner, changes | {"unsettled_shard": shard_of(day)})
            return
        nothing_asked = ("attribute_not_exists(directive_number) OR directive_number <= :asked", directives_done)
        if not self._written(day, owner, changes | {"unsettled_shard": None}, only_if=nothing_asked):
            self._write(day, owner, changes)
        # Delete the row last: if the worker dies before this, the next call overwrites the row.
        self._sent.forget(day)

    def release(self, day: LocationDay, owner: str, wait: VendorWait | None = None, *, tries: int = 0) -> None:
        """Release the lease for a retry; in the record only `vendor_wait` and the count of tries change."""
        self._write(day, owner, record_attributes(vendor_wait=wait) | {"tries": tries or None} | _NO_LEASE)

    def fail(self, day: LocationDay, owner: str, message: str) -> None:
        """Mark the day failed and release the lease; an intent stays, because its outcome is still unknown."""
        failed = failure_attributes(message) | {"unsettled_shard": shard_of(day)}
        self._write(day, owner, failed | self._settled_now() | state_keys(day, SyncState.FAILED) | _NO_LEASE)

    def allow(self, day: LocationDay, reason: HoldReason, question: str) -> None:
        """Store that a person released one difference of this day. It needs no lease.

        Raises:
            ValueError: there is no record of the day, so there is no hold to overrule.
        """
        self._asked(day, allow_arguments(release_of(reason, question), self._clock.now()))

    def direct(self, day: LocationDay, place: Place, asked_at: datetime | None = None) -> Directive:
        """Store a person's request for the day as the newest directive. It needs no lease.

        Raises:
            ValueError: there is no record of the day.
        """
        now = self._clock.now()
        told = self._asked(day, direct_arguments(place, asked_at or now, shard_of(day), now))
        return Directive(int(told["directive_number"]["N"]), place, asked_at or now)

    def note_drift(self, day: LocationDay, drift: Drift, *, settled_at: datetime) -> None:
        """Store drift for a day last settled at the given instant, only while no worker has its lease.

        Raises:
            RetriableError: a worker works on the day, or settled it since; try again later.
        """
        noted = drift_arguments(record_attributes(drift=drift), settled_at, self._clock.now())
        if not self._sums.forget_with(day, {"TableName": self._table, "Key": key_of(day)} | noted):
            raise RetriableError(f"{day}: a worker is at it, or has settled it since")

    def requeue(self, day: LocationDay, untouched_since: datetime) -> bool:
        """Count one more message for an unsettled day not touched since an instant; False if it was touched."""
        return self._updated(day, requeue_arguments(self._clock.now(), untouched_since))

    def _settled_now(self) -> dict[str, str]:
        return {"settled_at": instant_text(self._clock.now())}

    def _asked(self, day: LocationDay, arguments: dict[str, Any]) -> Mapping[str, Any]:
        try:
            answer = self._dynamodb.update_item(TableName=self._table, Key=key_of(day), **arguments)
        except ClientError as error:
            if not condition_failed(error):
                raise
            raise ValueError(f"{day}: there is no record of this day, so nothing can be asked of it") from error
        return answer.get("Attributes", {})

    def _take_lease(self, day: LocationDay, owner: str, now: datetime) -> SyncRecord:
        arguments = claim_arguments(owner, now, LEASE)
        answer = self._dynamodb.update_item(TableName=self._table, Key=key_of(day), **arguments)
        try:
            record = record_of(answer["Attributes"])
        except ContractError:
            # Otherwise the lease would stop a worker of the release that can read the record.
            self._write(day, owner, {"tries": None} | _NO_LEASE)
            raise
        if may_be_added_up(record):
            self._sums.forget(day)
        return record

    def _write(self, day: LocationDay, owner: str, changes: Mapping[str, Any]) -> None:
        """Set attributes with a value and remove those without, if the owner still has the lease."""
        if not self._written(day, owner, changes):
            raise RetriableError(f"{day}: {owner} has lost the lease, and another worker continues")

    def _written(
        self, day: LocationDay, owner: str, changes: Mapping[str, Any], *, only_if: tuple[str, int] | None = None
    ) -> bool:
        told = {"updated_at": instant_text(self._clock.now())} | dict(changes)
        return self._updated(day, write_arguments(owner, told, only_if))

    def _updated(self, day: LocationDay, arguments: dict[str, Any]) -> bool:
        """Update the item if its condition holds; False if it does not."""
        return is_written(lambda: self._dynamodb.update_item(TableName=self._table, Key=key_of(day), **arguments))
