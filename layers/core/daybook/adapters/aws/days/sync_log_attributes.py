"""Converts states and outcomes to attributes of an item of SyncLogTable."""

import hashlib
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

from daybook.adapters.aws.items import milliseconds
from daybook.contracts.stored_rows import SYNC_RECORD
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.location_day import UNSETTLED_STATES, LocationDay, Outcome, SyncRecord, SyncState

SHARDS = 16
# A placeholder record: which day it belongs to does not affect how its fields are stored.
_ANY_INSTANT = datetime.min.replace(tzinfo=UTC)
_ANY_RECORD = SyncRecord(LocationDay(BooksId("any"), date.min, ""), SyncState.DUE, _ANY_INSTANT, _ANY_INSTANT)


def record_attributes(**changes: Any) -> dict[str, Any]:
    """Fields of a record as attributes; None removes an attribute of an earlier write."""
    document = SYNC_RECORD.document(replace(_ANY_RECORD, **changes))
    return {name: document[name] for name in changes}


def shard_of(day: LocationDay) -> str:
    """The shard of the day in the index of unsettled days."""
    shard = int.from_bytes(hashlib.sha256(day.merchant_id.encode()).digest()[:2]) % SHARDS
    return f"{shard:02d}"


def state_keys(day: LocationDay, state: SyncState) -> dict[str, str]:
    """The key of the index by state."""
    return {"merchant_state": f"{day.merchant_id}#{state}"}


def is_settled(outcome: Outcome) -> bool:
    """Whether an outcome removes the day from the index of unsettled days, if no directive is open."""
    books = outcome.books
    waits = outcome.state in UNSETTLED_STATES or outcome.reason is HoldReason.VENDOR_UNAVAILABLE
    return not waits and books.intent is None and books.open_work is None


def outcome_attributes(outcome: Outcome) -> dict[str, Any]:
    """The attributes of an outcome; None removes those of an earlier one."""
    attributes = record_attributes(
        state=outcome.state,
        gaps=outcome.gaps,
        reason=outcome.reason,
        message=outcome.message,
        details=outcome.details,
        fault_code=outcome.fault_code,
        drift=outcome.drift,
        vendor_wait=None,
        figures=outcome.figures,
        proved_at=outcome.proved_at,
        accepted_minor=outcome.accepted_minor,
        waiting=outcome.waiting,
        last_reading=outcome.last_reading,
    )
    return {**attributes, "question": outcome.question or None, "tries": None, **books_attributes(outcome.books)}


def failure_attributes(message: str) -> dict[str, Any]:
    """The attributes of a failed day; the content of the books and open calls do not change."""
    failed = record_attributes(
        state=SyncState.FAILED, reason=None, message=message, details=(), fault_code=None, vendor_wait=None
    )
    return {**failed, "question": None, "tries": None}


def books_attributes(books: BooksState) -> dict[str, Any]:
    """The attributes for the content of the books; None removes earlier ones."""
    return record_attributes(**{field.name: getattr(books, field.name) for field in fields(BooksState)})


def leased(day: LocationDay, until: int, now: datetime) -> RetriableError:
    """The error for a worker that comes while another holds the lease, until an instant in milliseconds."""
    seconds = max(1, -(-(until - milliseconds(now)) // 1000))
    return RetriableError(f"{day}: another worker holds the lease for {seconds} s", after_seconds=seconds)
