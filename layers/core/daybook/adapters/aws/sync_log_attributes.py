"""States and outcomes as attributes of an item of SyncLogTable."""

import hashlib
from typing import Any

from daybook.contracts.stored_drift import StoredDrift
from daybook.contracts.stored_posted_document import StoredPostedDocument
from daybook.contracts.stored_sync_record import StoredIntent
from daybook.contracts.stored_vendor_wait import StoredVendorWait
from daybook.domain.errors import HoldReason
from daybook.domain.sync import UNSETTLED_STATES, LocationDay, Outcome, Standing, SyncState
from daybook.domain.vendor_wait import VendorWait

SHARDS = 16


def shard_of(day: LocationDay) -> str:
    """Where the day stands in the index of unsettled days."""
    shard = int.from_bytes(hashlib.sha256(day.merchant_id.encode()).digest()[:2]) % SHARDS
    return f"{shard:02d}"


def state_keys(day: LocationDay, state: SyncState) -> dict[str, str]:
    """The key of the index by state."""
    return {"merchant_state": f"{day.merchant_id}#{state}"}


def is_settled(outcome: Outcome) -> bool:
    """Whether an outcome takes the day out of the index of unsettled days, if no directive is open."""
    standing = outcome.standing
    waits = outcome.state in UNSETTLED_STATES or outcome.reason is HoldReason.VENDOR_UNAVAILABLE
    return not waits and standing.intent is None and standing.open_work is None


def outcome_attributes(outcome: Outcome) -> dict[str, Any]:
    """Everything of an outcome; None removes what an earlier one left."""
    return {
        "state": outcome.state.value,
        "gaps": outcome.gaps,
        "reason": outcome.reason.value if outcome.reason else None,
        "message": outcome.message,
        "details": outcome.details,
        "fault_code": outcome.fault_code,
        "question": outcome.question or None,
        "drift": StoredDrift.of(outcome.drift).plain() if outcome.drift else None,
        "tries": None,
        **standing_attributes(outcome.standing),
        **wait_attributes(None),
    }


def failure_attributes(message: str) -> dict[str, Any]:
    """A bug has used the last try; what stands and what is open stay as they are."""
    return {
        "state": SyncState.FAILED.value,
        "reason": None,
        "message": message,
        "details": (),
        "fault_code": None,
        "question": None,
        "tries": None,
        **wait_attributes(None),
    }


def standing_attributes(standing: Standing) -> dict[str, Any]:
    """Everything that is known of the books; None removes what was known before."""
    return {
        "revision": standing.revision,
        "calls": standing.calls,
        "document": StoredPostedDocument.of(standing.document).plain() if standing.document else None,
        "deltas": [StoredPostedDocument.of(delta).plain() for delta in standing.deltas],
        "content_hash": standing.content_hash,
        "lines_hash": standing.lines_hash,
        "intent": StoredIntent.of(standing.intent).plain() if standing.intent else None,
        "open_work": standing.open_work.value if standing.open_work else None,
    }


def wait_attributes(wait: VendorWait | None) -> dict[str, Any]:
    """What a try that came to no outcome waits for; every outcome ends it."""
    return {"vendor_wait": StoredVendorWait.of(wait).plain() if wait else None}
