"""The trail of who changed what."""

from dataclasses import dataclass
from typing import Protocol

from daybook.domain.audit import AuditRecord
from daybook.domain.merchant.books import BooksId


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some records, newest first; `older` leads to those before, and is empty at the end."""

    records: tuple[AuditRecord, ...]
    older: str = ""


class AuditTrail(Protocol):
    """What was done to each set of books; nothing in it is changed, and it goes with its merchant."""

    def record(self, books_id: BooksId, record: AuditRecord) -> None:
        """Add to it."""
        ...

    def page(self, books_id: BooksId, count: int, older: str = "") -> AuditPage:
        """So many records, newest first, or those before the page that named `older`."""
        ...
