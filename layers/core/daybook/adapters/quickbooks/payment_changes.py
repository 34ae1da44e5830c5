"""What has to be written so that the payments of an invoice equal those of its form, and in which order."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from daybook.adapters.quickbooks.batches import LONGEST_REQUEST_ID, BatchItem
from daybook.adapters.quickbooks.payments import PAYMENT
from daybook.adapters.quickbooks.wire import JsonObject
from daybook.domain.money import to_minor
from daybook.domain.sync import PostedPart

CREATE, UPDATE, DELETE = "create", "update", "delete"


@dataclass(frozen=True, slots=True)
class PaymentChange:
    """One write: `part` is the payment as it stands, None where there is none yet; `body` what it shall be."""

    key: str
    operation: str
    body: JsonObject
    part: PostedPart | None = None
    repeated: bool = False

    def item(self, number: int) -> BatchItem:
        """The write as an item of a batch."""
        version = {"Id": self.part.id, "SyncToken": self.part.sync_token} if self.part else {}
        return BatchItem(f"p{number}", PAYMENT, {**self.body, **version}, self.operation)

    def repeated_on(self, sync_token: str) -> "PaymentChange":
        """The same write on top of a newer version."""
        part = replace(self.part, sync_token=sync_token) if self.part else None
        return replace(self, part=part, repeated=True)


def steps(
    bodies: Mapping[str, JsonObject], standing: Sequence[PostedPart], *, refresh: bool
) -> list[list[PaymentChange]]:
    """The changes, in at most two steps: what frees money of the invoice first, what takes it second.

    QuickBooks refuses a payment that is larger than what is open of its invoice, and keeps no order within a batch
    (quickbooks-online reference 2.5, 4.9). So one tender must have given way before another can grow; where nothing
    shrinks, one batch does it all. `refresh` writes what stands again: its account may be another one by now.
    """
    parts = {part.key: part for part in standing}
    freeing = [PaymentChange(key, DELETE, {}, part) for key, part in parts.items() if key not in bodies]
    taking: list[PaymentChange] = []
    for key, body in bodies.items():
        part, wanted = parts.get(key), to_minor(body["TotalAmt"])
        if part is None:
            taking.append(PaymentChange(key, CREATE, body))
        elif wanted < part.total_minor:
            freeing.append(PaymentChange(key, UPDATE, body, part))
        elif refresh or wanted > part.total_minor:
            taking.append(PaymentChange(key, UPDATE, body, part))
    return [step for step in (freeing, taking) if step]


def deletions(standing: Sequence[PostedPart]) -> list[PaymentChange]:
    """The changes that take every payment away."""
    return [PaymentChange(part.key, DELETE, {}, part) for part in standing]


def batch_request_id(request_id: str, seen_tid: str, changes: Sequence[PaymentChange]) -> str:
    """The request id of a batch: the same for the same writes until an answer to them was seen.

    QuickBooks replays an answer to its request id, an answer full of refusals as well (quickbooks-online reference
    2.3). While the answer is unknown the id must stay, or a repeat could double what was done; once it was seen, its
    `intuit_tid` makes the next id another one, or the refused writes could never be tried again.
    """
    writes = sorted(f"{each.operation} {each.key} {each.part.sync_token if each.part else 'new'}" for each in changes)
    text = "|".join((request_id, seen_tid, *writes))
    return hashlib.sha256(text.encode()).hexdigest()[:LONGEST_REQUEST_ID]
