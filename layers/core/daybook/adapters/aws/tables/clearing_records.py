"""What is kept of a merchant's clearing and double income, in ConnectionTable; all merchants' reads, in SessionTable.

| table           | key                           | what                                                         |
| --------------- | ----------------------------- | ------------------------------------------------------------ |
| ConnectionTable | MERCHANT#<id>, CLEARING       | choices, the last reading, metered reads of the month; packed |
| ConnectionTable | MERCHANT#<id>, DOUBLE_INCOME  | the last look for double income, and the answers; packed      |
| ConnectionTable | MERCHANT#<id>, LOOK#<kind>     | when Daybook looks by itself; listed by day while it is due  |
| SessionTable    | clearing-reads#<month>        | metered reads of all merchants in a month; expires           |

A plan with a next look is listed in the index `connections` as `look#<UTC date>`, so the watchdog reads the plans that
are due and no others.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from daybook.adapters.aws.items import from_item, is_written, items_of
from daybook.adapters.aws.rows import Condition, Rows
from daybook.adapters.aws.tables.connections import CONNECTIONS_INDEX, row_key
from daybook.application.ports import Clock
from daybook.contracts.stored_clearing import CLEARING_RECORD, DOUBLE_INCOME_RECORD, LOOK_PLAN
from daybook.domain.clearing.books_reading import ClearingRecord
from daybook.domain.clearing.look_plan import LookKind, LookPlan
from daybook.domain.double_income.record import DoubleIncomeRecord
from daybook.domain.merchant.books import BooksId

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_CLEARING, _DOUBLE_INCOME = "CLEARING", "DOUBLE_INCOME"
_LOOK = "LOOK#"
_KEPT = timedelta(days=62)
_LOOKED_BACK = 31
"""Days for which a plan is found that no watchdog came to."""


class DynamoClearingStore:
    """`ClearingStore` on ConnectionTable and SessionTable; of two writers of a record the last one wins."""

    def __init__(self, dynamodb: "DynamoDBClient", connection_table: str, session_table: str, clock: Clock) -> None:
        self._records = Rows(CLEARING_RECORD, dynamodb, connection_table, packed_as="packed")
        self._looks = Rows(DOUBLE_INCOME_RECORD, dynamodb, connection_table, packed_as="packed")
        self._plans = Rows(LOOK_PLAN, dynamodb, connection_table)
        self._dynamodb, self._session_table, self._clock = dynamodb, session_table, clock
        self._table = connection_table

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

    def plan(self, merchant_id: str, look: LookKind) -> LookPlan:
        """When Daybook looks by itself; never at first."""
        return self._plans.get(row_key(merchant_id, _LOOK + look)) or LookPlan()

    def save_plan(self, merchant_id: str, look: LookKind, plan: LookPlan) -> None:
        """Store a person's choice over the plan before."""
        self._plans.put(row_key(merchant_id, _LOOK + look), plan, _listed(plan))

    def replace_plan(self, merchant_id: str, look: LookKind, seen: LookPlan, plan: LookPlan) -> bool:
        """Store a plan in place of the one that was seen; False if it has changed since."""
        as_seen = Condition("document = :seen", {":seen": LOOK_PLAN.document(seen)})
        return self._plans.put_if(as_seen, row_key(merchant_id, _LOOK + look), plan, _listed(plan))

    def due_looks(self, now: datetime) -> Iterator[tuple[BooksId, LookKind, LookPlan]]:
        """The looks whose time has come; the index may be seconds old."""
        today = now.astimezone(UTC).date()
        for back in range(_LOOKED_BACK, -1, -1):
            found = items_of(
                self._dynamodb,
                TableName=self._table,
                IndexName=CONNECTIONS_INDEX,
                KeyConditionExpression="listed_as = :day",
                ExpressionAttributeValues={":day": {"S": _listed_as(today - timedelta(days=back))}},
            )
            for item in found:
                plan, key = self._plans.value(item), from_item({name: item[name] for name in ("pk", "sk")})
                if plan.due_at is not None and plan.due_at <= now:
                    books = BooksId(key["pk"].removeprefix(row_key("", "")["pk"]))
                    yield books, LookKind(key["sk"].removeprefix(_LOOK)), plan

    def take_reads(self, month: str, reads: int, most: int) -> bool:
        """Count metered reads in one step; False, and nothing counted, where they would be too many."""
        expires = int((self._clock.now() + _KEPT).timestamp())
        return is_written(
            lambda: self._dynamodb.update_item(
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
        )


def _listed(plan: LookPlan) -> dict[str, str]:
    return {"listed_as": _listed_as(plan.due_at.astimezone(UTC).date())} if plan.due_at else {}


def _listed_as(day: date) -> str:
    return f"look#{day}"
