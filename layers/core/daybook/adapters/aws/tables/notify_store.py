"""Mail preferences and notices in ConnectionTable, beside the connection.

| pk            | sk             | what                                          |
| ------------- | -------------- | --------------------------------------------- |
| MERCHANT#<id> | NOTIFY         | where mails go and which of them are wanted   |
| MERCHANT#<id> | NOTICE#<cause> | what was told about a cause, with its version |
"""

from typing import TYPE_CHECKING

from daybook.adapters.aws.rows import Rows, is_newer
from daybook.adapters.aws.tables.connections import row_key
from daybook.contracts.stored_rows import NOTICE, NOTIFY_PREFERENCE
from daybook.domain.telling.notify import Notice, NotifyPreference

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PREFERENCE = "NOTIFY"


class DynamoNotifyStore:
    """`NotifyStore` on ConnectionTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._preferences = Rows(NOTIFY_PREFERENCE, dynamodb, table)
        self._notices = Rows(NOTICE, dynamodb, table)

    def preference(self, merchant_id: str) -> NotifyPreference | None:
        """The merchant's preference; None if none is stored."""
        return self._preferences.get(row_key(merchant_id, _PREFERENCE))

    def save_preference(self, merchant_id: str, preference: NotifyPreference) -> None:
        """Store the preference; the last writer wins."""
        self._preferences.put(row_key(merchant_id, _PREFERENCE), preference)

    def notice(self, merchant_id: str, cause: str) -> Notice | None:
        """The notice about a cause."""
        return self._notices.get(row_key(merchant_id, _notice_name(cause)))

    def save_notice(self, merchant_id: str, notice: Notice) -> bool:
        """Store the notice as the version after the stored one; False if another worker stored that version before."""
        key, version = row_key(merchant_id, _notice_name(notice.cause)), notice.version
        return self._notices.put_if(is_newer(version), key, notice, {"version": version})


def _notice_name(cause: str) -> str:
    return f"NOTICE#{cause}"
