"""What is kept of a merchant's clearing and double income, in ConnectionTable; all merchants' reads, in SessionTable.

| table           | key                           | what                                                         |
| --------------- | ----------------------------- | ------------------------------------------------------------ |
| ConnectionTable | MERCHANT#<id>, CLEARING       | choices, the last reading, metered reads of the month; packed |
| ConnectionTable | MERCHANT#<id>, DOUBLE_INCOME  | the last look for double income, and the answers; packed      |
| SessionTable    | clearing-reads#<month>        | metered reads of all merchants in a month; expires           |
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import condition_failed
from daybook.adapters.aws.rows import Rows
from daybook.adapters.aws.tables.connections import row_key
from daybook.application.ports import Clock
from daybook.contracts.stored_clearing import CLEARING_RECORD, DOUBLE_INCOME_RECORD
from daybook.domain.clearing.books_reading import ClearingRecord
from daybook.domain.double_income.record import DoubleIncomeRecord

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_CLEARING, _DOUBLE_INCOME = "CLEARING", "DOUBLE_INCOME"
_KEPT = timedelta(days=62)


class DynamoClearingStore:
    """`ClearingStore` on ConnectionTable and SessionTable; of two writers of a record the last one wins."""

    def __init__(self, dynamodb: "DynamoDBClient", connection_table: str, session_table: str, clock: Clock) -> None:
        self._records = Rows(CLEARING_RECORD, dynamodb, connection_table, packed_as="packed")
        self._looks = Rows(DOUBLE_INCOME_RECORD, dynamodb, connection_table, packed_as="packed")
        self._dynamodb, self._session_table, self._clock = dynamodb, session_table, clock

    def record(self, merchant_id: str) -> ClearingRecord:
        """The stored record; an empty one at first."""
        return self._records.get(row_key(merchant_id, _CLEARING)) or ClearingRecord()

    def save_record(self, merchant_id: str, record: ClearingRecord) -> None:
        """Store it over the one before."""
        self._records.put(row_key(merchant_id, _CLEARING), record)

    def double_income(self, merchant_id: str) -> DoubleIncomeRecord:
        """The last look for double income, and the answers; an empty one at first."""
        return self._looks.get(row_key(merchant_id, _DOUBLE_INCOME)) or DoubleIncomeRecord()

    def save_double_income(self, merchant_id: str, record: DoubleIncomeRecord) -> None:
        """Store it over the one before."""
        self._looks.put(row_key(merchant_id, _DOUBLE_INCOME), record)

    def take_reads(self, month: str, reads: int, most: int) -> bool:
        """Count metered reads in one step; False, and nothing counted, where they would be too many."""
        expires = int((self._clock.now() + _KEPT).timestamp())
        try:
            self._dynamodb.update_item(
                TableName=self._session_table,
                Key={"pk": {"S": f"clearing-reads#{month}"}},
                UpdateExpression="ADD metered_reads :more SET expires_at = :expires",
                ConditionExpression="attribute_not_exists(metered_reads) OR metered_reads <= :least",
                ExpressionAttributeValues={
                    ":more": {"N": str(reads)},
                    ":least": {"N": str(most - reads)},
                    ":expires": {"N": str(expires)},
                },
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            return False
        return True
