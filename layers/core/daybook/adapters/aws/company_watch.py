"""What is known of a company beside the books, in ConnectionTable.

| pk            | sk                       | what                                                      |
| ------------- | ------------------------ | --------------------------------------------------------- |
| REALM#<realm> | DOCUMENT#<entity>#<id>   | the location-day of a document or payment that is ours    |
| MERCHANT#<id> | CHANGES                  | what changed in the company since its lists were read     |
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.connections import merchant_key
from daybook.adapters.aws.items import condition_failed, from_item, to_item
from daybook.contracts.stored_company_changes import StoredCompanyChanges, StoredWatchedDocument
from daybook.domain.company_changes import CompanyChanges, CompanyEntity, WatchedDocument
from daybook.domain.posted_documents import PostedDocument
from daybook.domain.sync import LocationDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item

_CHANGES = "CHANGES"


class DynamoCompanyWatch:
    """`CompanyWatch` on ConnectionTable. Reads are consistent."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def watch(self, realm_id: str, day: LocationDay, documents: Iterable[PostedDocument], written_at: datetime) -> None:
        """Remember whose these documents and their payments are: one write each, of those with another version."""
        content = {"document": StoredWatchedDocument.of(WatchedDocument(day, written_at)).plain()}
        for document in documents:
            self._keep(_document_key(realm_id, CompanyEntity(document.kind), document.id), content, document.sync_token)
            for part in document.parts:
                self._keep(_document_key(realm_id, CompanyEntity.PAYMENT, part.id), content, part.sync_token)

    def _keep(self, key: "Item", content: dict[str, Any], version: str) -> None:
        """Rows of earlier releases keep no version: theirs is another one."""
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=key | to_item(content | {"version": version}),
                ConditionExpression="attribute_not_exists(version) OR version <> :version",
                ExpressionAttributeValues=to_item({":version": version}),
            )
        except ClientError as error:
            if not condition_failed(error):
                raise

    def document(self, realm_id: str, entity: CompanyEntity, document_id: str) -> WatchedDocument | None:
        """The day of a document or payment; None if it is not ours."""
        content = self._document(_document_key(realm_id, entity, document_id))
        return StoredWatchedDocument.parse(content).to_domain() if content else None

    def changes(self, merchant_id: str) -> CompanyChanges:
        """What changed in a merchant's company; nothing at first."""
        content = self._document(merchant_key(merchant_id, _CHANGES))
        return StoredCompanyChanges.parse(content).to_domain() if content else CompanyChanges()

    def save_changes(self, merchant_id: str, changes: CompanyChanges) -> bool:
        """Store what follows the stored version; whether nobody stored that version meanwhile."""
        content = {"version": changes.version, "document": StoredCompanyChanges.of(changes).plain()}
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=merchant_key(merchant_id, _CHANGES) | to_item(content),
                ConditionExpression="attribute_not_exists(pk) OR version = :before",
                ExpressionAttributeValues=to_item({":before": changes.version - 1}),
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            return False
        return True

    def _document(self, key: "Item") -> dict[str, Any] | None:
        answer = self._dynamodb.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return from_item(answer["Item"])["document"] if "Item" in answer else None


def _document_key(realm_id: str, entity: CompanyEntity, document_id: str) -> "Item":
    return to_item({"pk": f"REALM#{realm_id}", "sk": f"DOCUMENT#{entity}#{document_id}"})
