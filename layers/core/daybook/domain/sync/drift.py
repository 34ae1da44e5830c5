"""A document that is no longer as Daybook wrote it, because a person was there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DriftKind(StrEnum):
    """What was done: `EDITED` covers a voided document and a payment of an invoice too, the document is still there."""

    EDITED = "edited"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Drift:
    """Noticed, and nothing more: what stands in the books now was not read. `at` is the instant of the change."""

    kind: DriftKind
    document_id: str
    at: datetime
