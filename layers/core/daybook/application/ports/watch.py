"""What is known of a company beside the books: which documents there are ours, and what changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from daybook.domain.company.changes import ChangeNotice, CompanyChanges, CompanyEntity, WatchedDocument
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.drift import Drift
from daybook.domain.sync.location_day import LocationDay, SyncRecord


class CompanyWatch(Protocol):
    """Finds a location-day by its document, and remembers what nobody has read anew yet."""

    def watch(self, realm_id: str, day: LocationDay, documents: Iterable[PostedDocument], written_at: datetime) -> None:
        """Remember whose these documents and their payments are, and that they were ours at an instant.

        What is known in the version it has now was ours at an earlier one: a change of it since then is a person's.
        """
        ...

    def document(self, realm_id: str, entity: CompanyEntity, document_id: str) -> WatchedDocument | None:
        """The day of a document or payment; None if it is not ours."""
        ...

    def changes(self, merchant_id: BooksId) -> CompanyChanges:
        """What changed in a merchant's company; nothing at first."""
        ...

    def save_changes(self, merchant_id: BooksId, changes: CompanyChanges) -> bool:
        """Store what follows the stored version; whether nobody stored that version meanwhile."""
        ...


class DriftLog(Protocol):
    """The sync log, for whoever only notes what a person did to a document."""

    def get(self, day: LocationDay) -> SyncRecord | None:
        """One record, as it is now."""
        ...

    def note_drift(self, day: LocationDay, drift: Drift, *, settled_at: datetime) -> None:
        """Remember it, for a day that was last settled at an instant.

        Raises:
            RetriableError: a worker is at the day, or has settled it since: what it wrote may be what was noticed.
        """
        ...


class ChangeQueue(Protocol):
    """Takes notices off the hands of whoever received them."""

    def send(self, notices: Iterable[ChangeNotice]) -> None:
        """Queue them, all or an error; sending one twice is harmless."""
        ...
