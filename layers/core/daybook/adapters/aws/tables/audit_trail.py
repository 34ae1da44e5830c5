"""Audit records in ConnectionTable, in the partition of their merchant or of their firm.

| pk            | sk                        | what                 |
| ------------- | ------------------------- | -------------------- |
| MERCHANT#<id> | AUDIT#<instant>#<chance>  | one deed             |
| FIRM#<id>     | AUDIT#<instant>#<chance>  | one deed in the firm |

`kept_until` (seconds since 1970) is when DynamoDB may delete the row; it does so within some days.
"""

import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.items import instant_text, to_item
from daybook.adapters.aws.rows import Rows
from daybook.application.ports import AuditPage
from daybook.contracts.stored_rows import AUDIT_RECORD
from daybook.domain.audit import AuditRecord

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OF_A_FIRM = "FIRM#"
_OF_A_MERCHANT = "MERCHANT#"
_PREFIX = "AUDIT#"
# "$" follows "#", so it closes the whole trail.
_AFTER_ALL = "AUDIT$"
_PLACE = re.compile(r"[0-9T:.+-]{20,40}#[0-9a-f]{8}")


class DynamoAuditTrail:
    """`AuditTrail` on ConnectionTable, of merchants or of firms.

    Records are kept for the time `kept_for`; None: until the merchant is forgotten.
    """

    def __init__(
        self,
        dynamodb: "DynamoDBClient",
        table: str,
        owners: str = _OF_A_MERCHANT,
        *,
        kept_for: timedelta | None = None,
    ) -> None:
        self._owners = owners
        self._dynamodb = dynamodb
        self._table = table
        self._kept_for = kept_for
        self._rows = Rows(AUDIT_RECORD, dynamodb, table)

    def record(self, owner: str, record: AuditRecord) -> None:
        """Add a record; two deeds at one instant give two rows."""
        key = {"pk": f"{self._owners}{owner}", "sk": f"{_PREFIX}{instant_text(record.at)}#{secrets.token_hex(4)}"}
        until = {} if self._kept_for is None else {"kept_until": int((record.at + self._kept_for).timestamp())}
        self._rows.put(key, record, until)

    def page(self, owner: str, count: int, older: str = "") -> AuditPage:
        """A page of records, newest first; an unknown place begins at the newest."""
        end = f"{_PREFIX}{older}" if _PLACE.fullmatch(older) else _AFTER_ALL
        answer: Any = self._dynamodb.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :end",
            ExpressionAttributeValues=to_item({":pk": f"{self._owners}{owner}", ":first": _PREFIX, ":end": end}),
            ScanIndexForward=False,
            ConsistentRead=True,
            Limit=count + 1,
        )
        items = answer["Items"]
        records = tuple(map(self._rows.value, items[:count]))
        return AuditPage(records, items[count]["sk"]["S"].removeprefix(_PREFIX) if len(items) > count else "")
