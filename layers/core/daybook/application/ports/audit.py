"""The store of audit records."""

from dataclasses import dataclass
from typing import Protocol

from daybook.domain.audit import AuditRecord
from daybook.domain.merchant.books import BooksId


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some records, newest first; `older` is the place of the next page, empty at the end."""

    records: tuple[AuditRecord, ...]
    older: str = ""


class AuditTrail(Protocol):
    """The audit records of each set of books. They are never changed; they are erased with the merchant."""

    def record(self, books_id: BooksId, record: AuditRecord) -> None:
        """Add a record."""

    def page(self, books_id: BooksId, count: int, older: str = "") -> AuditPage:
        """A page of records, newest first; with `older` the page after the one that returned it."""
