"""Documents by id and changes by merchant, in dictionaries."""

from collections.abc import Iterable
from datetime import datetime

from daybook.domain.company.changes import CompanyChanges, CompanyEntity, WatchedDocument
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.location_day import LocationDay


class FakeCompanyWatch:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, CompanyEntity, str], WatchedDocument] = {}
        self._versions: dict[tuple[str, CompanyEntity, str], str] = {}
        self._changes: dict[str, CompanyChanges] = {}

    def watch(self, realm_id: str, day: LocationDay, documents: Iterable[PostedDocument], written_at: datetime) -> None:
        for document in documents:
            kept = [(CompanyEntity(document.kind), document.id, document.sync_token)]
            kept += [(CompanyEntity.PAYMENT, part.id, part.sync_token) for part in document.parts]
            for entity, document_id, version in kept:
                if self._versions.get((realm_id, entity, document_id)) != version:
                    self._versions[realm_id, entity, document_id] = version
                    self._documents[realm_id, entity, document_id] = WatchedDocument(day, written_at)

    def document(self, realm_id: str, entity: CompanyEntity, document_id: str) -> WatchedDocument | None:
        return self._documents.get((realm_id, entity, document_id))

    def changes(self, merchant_id: str) -> CompanyChanges:
        return self._changes.get(merchant_id, CompanyChanges())

    def save_changes(self, merchant_id: str, changes: CompanyChanges) -> bool:
        if merchant_id in self._changes and self._changes[merchant_id].version != changes.version - 1:
            return False
        self._changes[merchant_id] = changes
        return True
