"""States and outcomes as attributes of an item of SyncLogTable."""

import hashlib
from typing import Any

from daybook.contracts.stored_drift import StoredDrift
from daybook.contracts.stored_posted_document import StoredPostedDocument
from daybook.contracts.stored_vendor_wait import StoredVendorWait
from daybook.domain.sync import UNSETTLED_STATES, LocationDay, Outcome, SyncState
from daybook.domain.vendor_wait import VendorWait

SHARDS = 16


def index_keys(day: LocationDay, state: SyncState) -> dict[str, str | None]:
    """The keys of both indexes; a settled day has no shard, which takes it out of `unsettled`."""
    shard = int.from_bytes(hashlib.sha256(day.merchant_id.encode()).digest()[:2]) % SHARDS
    return {
        "merchant_state": f"{day.merchant_id}#{state}",
        "unsettled_shard": f"{shard:02d}" if state in UNSETTLED_STATES else None,
    }


def outcome_attributes(outcome: Outcome) -> dict[str, Any]:
    """Everything of an outcome; None removes what an earlier one left."""
    return {
        "state": outcome.state.value,
        "content_hash": outcome.content_hash,
        "lines_hash": outcome.lines_hash,
        "document": StoredPostedDocument.of(outcome.document).plain() if outcome.document else None,
        "deltas": [StoredPostedDocument.of(delta).plain() for delta in outcome.deltas],
        "gaps": outcome.gaps,
        "reason": outcome.reason.value if outcome.reason else None,
        "message": outcome.message,
        "details": outcome.details,
        "fault_code": outcome.fault_code,
        "drift": StoredDrift.of(outcome.drift).plain() if outcome.drift else None,
    } | wait_attributes(None)


def wait_attributes(wait: VendorWait | None) -> dict[str, Any]:
    """What a try that came to no outcome waits for; every outcome ends it."""
    return {"vendor_wait": StoredVendorWait.of(wait).plain() if wait else None}
