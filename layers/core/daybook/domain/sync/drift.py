"""Drift: a person changed a document that Daybook wrote."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DriftKind(StrEnum):
    """The kind of change; `EDITED` includes a voided document and a changed payment: the document still exists."""

    EDITED = "edited"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Drift:
    """A change that QuickBooks announced at `at`; Daybook has not read the document since."""

    kind: DriftKind
    document_id: str
    at: datetime
