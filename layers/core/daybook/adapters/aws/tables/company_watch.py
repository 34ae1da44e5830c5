"""Documents of Daybook and changes in a company, stored in ConnectionTable.

| pk            | sk                       | what                                                      |
| ------------- | ------------------------ | --------------------------------------------------------- |
| REALM#<realm> | DOCUMENT#<entity>#<id>   | the location-day of a document or payment that is ours    |
| MERCHANT#<id> | CHANGES                  | what changed in the company since its lists were read     |
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from daybook.adapters.aws.rows import Condition, Rows
from daybook.adapters.aws.tables.connections import row_key
from daybook.contracts.stored_rows import COMPANY_CHANGES, WATCHED_DOCUMENT
from daybook.domain.company.changes import CompanyChanges, CompanyEntity, WatchedDocument
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.location_day import LocationDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_CHANGES = "CHANGES"


class DynamoCompanyWatch:
    """`CompanyWatch` on ConnectionTable. Reads are consistent."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._documents = Rows(WATCHED_DOCUMENT, dynamodb, table)
        self._changes = Rows(COMPANY_CHANGES, dynamodb, table)

    def watch(self, realm_id: str, day: LocationDay, documents: Iterable[PostedDocument], written_at: datetime) -> None:
        """Store the day of these documents and payments: one write for each one with a new version."""
        watched = WatchedDocument(day, written_at)
        for document in documents:
            self._keep(_document_key(realm_id, CompanyEntity(document.kind), document.id), watched, document.sync_token)
            for part in document.parts:
                self._keep(_document_key(realm_id, CompanyEntity.PAYMENT, part.id), watched, part.sync_token)

    def _keep(self, key: dict[str, str], watched: WatchedDocument, version: str) -> None:
        """Write the row unless it has the same version; rows of earlier releases have no version."""
        is_another = Condition("attribute_not_exists(version) OR version <> :version", {":version": version})
        self._documents.put_if(is_another, key, watched, {"version": version})

    def document(self, realm_id: str, entity: CompanyEntity, document_id: str) -> WatchedDocument | None:
        """The stored row of a document or payment; None if it is not ours."""
        return self._documents.get(_document_key(realm_id, entity, document_id))

    def changes(self, merchant_id: str) -> CompanyChanges:
        """The stored changes of a merchant's company; empty at first."""
        return self._changes.get(row_key(merchant_id, _CHANGES)) or CompanyChanges()

    def save_changes(self, merchant_id: str, changes: CompanyChanges) -> bool:
        """Store the changes as the version after the stored one; False if another worker stored that version before."""
        follows = Condition("attribute_not_exists(pk) OR version = :before", {":before": changes.version - 1})
        return self._changes.put_if(follows, row_key(merchant_id, _CHANGES), changes, {"version": changes.version})


def _document_key(realm_id: str, entity: CompanyEntity, document_id: str) -> dict[str, str]:
    return {"pk": f"REALM#{realm_id}", "sk": f"DOCUMENT#{entity}#{document_id}"}
