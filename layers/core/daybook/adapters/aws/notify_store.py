"""Mail preferences and notices in ConnectionTable, beside the connection.

| pk            | sk             | what                                          |
| ------------- | -------------- | --------------------------------------------- |
| MERCHANT#<id> | NOTIFY         | where mails go and which of them are wanted   |
| MERCHANT#<id> | NOTICE#<cause> | what was told about a cause, with its version |
"""

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.connections import merchant_key
from daybook.adapters.aws.items import condition_failed, from_item, to_item
from daybook.contracts.stored_notify import StoredNotice, StoredNotifyPreference
from daybook.domain.notify import Notice, NotifyPreference

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PREFERENCE = "NOTIFY"


class DynamoNotifyStore:
    """`NotifyStore` on ConnectionTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def preference(self, merchant_id: str) -> NotifyPreference | None:
        """Where their mails go; None while nobody has told."""
        document = self._document(merchant_id, _PREFERENCE)
        return StoredNotifyPreference.parse(document).to_domain() if document else None

    def save_preference(self, merchant_id: str, preference: NotifyPreference) -> None:
        """Remember it; the last writer wins."""
        document = StoredNotifyPreference.of(preference).plain()
        item = merchant_key(merchant_id, _PREFERENCE) | to_item({"document": document})
        self._dynamodb.put_item(TableName=self._table, Item=item)

    def notice(self, merchant_id: str, cause: str) -> Notice | None:
        """What they were told about a cause."""
        document = self._document(merchant_id, _notice_name(cause))
        return StoredNotice.parse(document).to_domain() if document else None

    def save_notice(self, merchant_id: str, notice: Notice) -> bool:
        """Store the notice that follows the stored version; whether nobody stored that version meanwhile."""
        content = {"version": notice.version, "document": StoredNotice.of(notice).plain()}
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=merchant_key(merchant_id, _notice_name(notice.cause)) | to_item(content),
                ConditionExpression="attribute_not_exists(pk) OR version < :version",
                ExpressionAttributeValues=to_item({":version": notice.version}),
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            return False
        return True

    def _document(self, merchant_id: str, name: str) -> dict[str, Any] | None:
        key = merchant_key(merchant_id, name)
        answer = self._dynamodb.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return from_item(answer["Item"])["document"] if "Item" in answer else None


def _notice_name(cause: str) -> str:
    return f"NOTICE#{cause}"
