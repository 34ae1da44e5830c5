"""Documents by id and changes by merchant, in dictionaries."""

from collections.abc import Iterable
from datetime import datetime

from daybook.domain.company_changes import CompanyChanges, CompanyEntity, WatchedDocument
from daybook.domain.sync import LocationDay, PostedDocument


class FakeCompanyWatch:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, CompanyEntity, str], WatchedDocument] = {}
        self._changes: dict[str, CompanyChanges] = {}

    def watch(self, realm_id: str, day: LocationDay, documents: Iterable[PostedDocument], written_at: datetime) -> None:
        watched = WatchedDocument(day, written_at)
        for document in documents:
            self._documents[realm_id, CompanyEntity(document.kind), document.id] = watched
            for part in document.parts:
                self._documents[realm_id, CompanyEntity.PAYMENT, part.id] = watched

    def document(self, realm_id: str, entity: CompanyEntity, document_id: str) -> WatchedDocument | None:
        return self._documents.get((realm_id, entity, document_id))

    def changes(self, merchant_id: str) -> CompanyChanges:
        return self._changes.get(merchant_id, CompanyChanges())

    def save_changes(self, merchant_id: str, changes: CompanyChanges) -> bool:
        if merchant_id in self._changes and self._changes[merchant_id].version != changes.version - 1:
            return False
        self._changes[merchant_id] = changes
        return True
