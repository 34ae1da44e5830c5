"""Ports for notices of QuickBooks: which documents are ours, what changed in the company, drift of a day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from daybook.domain.company.changes import ChangeNotice, CompanyChanges, CompanyEntity, WatchedDocument
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.drift import Drift
from daybook.domain.sync.location_day import LocationDay, SyncRecord


class CompanyWatch(Protocol):
    """Finds the location-day of a document, and stores the changes that Daybook has not read again."""

    def watch(self, realm_id: str, day: LocationDay, documents: Iterable[PostedDocument], written_at: datetime) -> None:
        """Store the day of these documents and payments, and when their version was last ours.

        If the stored version is the present one, its earlier instant stays: a change after it is a person's.
        """

    def document(self, realm_id: str, entity: CompanyEntity, document_id: str) -> WatchedDocument | None:
        """The stored row of a document or payment; None if it is not ours."""

    def changes(self, merchant_id: BooksId) -> CompanyChanges:
        """The stored changes of a merchant's company; empty at first."""

    def save_changes(self, merchant_id: BooksId, changes: CompanyChanges) -> bool:
        """Store the changes as the version after the stored one; False if another worker stored that version before."""


class DriftLog(Protocol):
    """The part of the sync log that the webhook use case needs: reading a record and noting drift."""

    def get(self, day: LocationDay) -> SyncRecord | None:
        """One record, as it is now."""

    def note_drift(self, day: LocationDay, drift: Drift, *, settled_at: datetime) -> None:
        """Store drift for a day that was last settled at the given instant.

        Raises:
            RetriableError: a worker works on the day, or settled it since; the noticed change may be the worker's own.
        """


class ChangeQueue(Protocol):
    """Queues notices for later processing."""

    def send(self, notices: Iterable[ChangeNotice]) -> None:
        """Queue all notices, or raise; a repeated notice is harmless."""
