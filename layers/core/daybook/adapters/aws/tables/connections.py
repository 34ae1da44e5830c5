"""Connections, profiles and mappings in ConnectionTable.

| pk               | sk                | what                                             |
| ---------------- | ----------------- | ------------------------------------------------ |
| MERCHANT#<id>    | CONNECTION        | the connection; in the sparse index `connections` |
| MERCHANT#<id>    | PROFILE           | the last profile read from talech, in `profiles` |
| MERCHANT#<id>    | MOVES             | which books locations post to, in `profiles`     |
| MERCHANT#<id>    | MAPPING#<version> | one version of the mapping, never changed        |
| MERCHANT#<id>    | REFERENCES        | what was made or found in the company, but accounts |
| REALM#<realm>    | OWNER             | who holds the company: one merchant at a time    |

The same partitions have tokens and the names of schedules: see `token_vault`, `sales_token_vault` and `schedules`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import items_of, to_item
from daybook.adapters.aws.read_together import written
from daybook.adapters.aws.rows import Condition, Rows
from daybook.adapters.aws.tables.profiles import ProfileRows
from daybook.contracts.stored_rows import CONNECTION, MAPPING, REFERENCES
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksId

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from daybook.adapters.aws.items import Item

CONNECTIONS_INDEX = "connections"
CONNECTION_ROW, REFERENCES_ROW, _OWNER = "CONNECTION", "REFERENCES", "OWNER"
_IS_NEW = Condition("attribute_not_exists(pk)", {})


def row_key(merchant_id: str, sort_key: str) -> dict[str, str]:
    """The key of one of a merchant's rows."""
    return {"pk": f"MERCHANT#{merchant_id}", "sk": sort_key}


def merchant_key(merchant_id: str, sort_key: str) -> "Item":
    """The same key as DynamoDB's attributes."""
    return to_item(row_key(merchant_id, sort_key))


class DynamoConnectionStore(ProfileRows):
    """`ConnectionStore` on ConnectionTable. Reads by key are consistent; the index for operators may be seconds old."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        super().__init__(dynamodb, table)
        self._dynamodb = dynamodb
        self._table = table
        self._connections = Rows(CONNECTION, dynamodb, table)
        self._mappings = Rows(MAPPING, dynamodb, table)
        self._references = Rows(REFERENCES, dynamodb, table)

    def connection(self, merchant_id: BooksId) -> Connection | None:
        """The merchant's connection; None if there never was one."""
        return self._connections.get(row_key(merchant_id, CONNECTION_ROW))

    def connections(self) -> Iterable[Connection]:
        """Every connection, ordered by merchant."""
        found = items_of(
            self._dynamodb,
            TableName=self._table,
            IndexName=CONNECTIONS_INDEX,
            KeyConditionExpression="listed_as = :connection",
            ExpressionAttributeValues={":connection": {"S": "connection"}},
        )
        return map(self._connections.value, found)

    def merchant_of_realm(self, realm_id: str) -> BooksId | None:
        """The books that are connected to a company."""
        answer = self._dynamodb.get_item(TableName=self._table, Key=_realm_key(realm_id), ConsistentRead=True)
        return BooksId(answer["Item"]["merchant_id"]["S"]) if "Item" in answer else None

    def save_connection(self, connection: Connection) -> None:
        """Store the connection and claim the company for this merchant; a disconnected one releases the company.

        References belong to a company, so they are deleted when the merchant changes to another one.

        Raises:
            NeedsAttentionError: the company belongs to another merchant's connection.
        """
        for row in (CONNECTION_ROW, REFERENCES_ROW):
            written(self._table, merchant_key(connection.merchant_id, row))
        writes = [self._put_connection(connection)]
        if connection.status is not ConnectionStatus.DISCONNECTED:
            writes.append(self._claim_company(connection))
        writes += self._let_go(connection)
        try:
            self._dynamodb.transact_write_items(TransactItems=writes)
        except self._dynamodb.exceptions.TransactionCanceledException as error:
            if not _company_was_taken(error):
                raise
            company = connection.company
            raise NeedsAttentionError(
                HoldReason.COMPANY_IN_USE,
                f"company {company.realm_id} ({company.name}) is connected by another merchant: "
                "disconnect it there first, or choose another company",
            ) from error

    def mapping_on(self, merchant_id: BooksId, business_date: date) -> AccountMapping | None:
        """The newest version effective on a business date; it is usually the newest of all, so one read finds it."""
        found = items_of(
            self._dynamodb,
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :mapping)",
            FilterExpression="effective_from <= :business_date",
            ExpressionAttributeValues={
                ":pk": merchant_key(merchant_id, "")["pk"],
                ":mapping": {"S": "MAPPING#"},
                ":business_date": {"S": business_date.isoformat()},
            },
            ScanIndexForward=False,
            ConsistentRead=True,
            PaginationConfig={"PageSize": 1},
        )
        item = next(found, None)
        return self._mappings.value(item) if item else None

    def save_mapping(self, merchant_id: BooksId, mapping: AccountMapping) -> None:
        """Add a version.

        Raises:
            RetriableError: another request added this version meanwhile; read the newest and try again.
        """
        key = row_key(merchant_id, f"MAPPING#{mapping.version:08d}")
        if not self._mappings.put_if(_IS_NEW, key, mapping, {"effective_from": mapping.effective_from.isoformat()}):
            raise RetriableError(f"merchant {merchant_id} has a mapping version {mapping.version} already")

    def references(self, merchant_id: BooksId) -> CompanyReferences:
        """The stored references of the company; empty at first."""
        return self._references.get(row_key(merchant_id, REFERENCES_ROW)) or CompanyReferences()

    def save_references(self, merchant_id: BooksId, references: CompanyReferences) -> None:
        """Add items, payment methods and customer to the stored ones; a writer with an older state deletes nothing.

        Raises:
            RetriableError: other workers wrote the row at every attempt; nothing was written.
        """
        self._change_references(merchant_id, lambda known: known.including(references))

    def save_tracking(
        self, merchant_id: BooksId, *, classes: Mapping[str, str], departments: Mapping[str, str]
    ) -> None:
        """Store which class and location of QuickBooks belong to each store; a store that is not named has none.

        Raises:
            RetriableError: other workers wrote the row at every attempt; nothing was written.
        """
        self._change_references(merchant_id, lambda known: known.tracking(classes=classes, departments=departments))

    def _change_references(
        self, merchant_id: BooksId, changed: Callable[[CompanyReferences], CompanyReferences]
    ) -> None:
        if not self._references.change(
            row_key(merchant_id, REFERENCES_ROW), lambda known: changed(known or CompanyReferences())
        ):
            raise RetriableError(f"merchant {merchant_id}: others kept changing the references while they were saved")

    def _put_connection(self, connection: Connection) -> "TransactWriteItemTypeDef":
        key = row_key(connection.merchant_id, CONNECTION_ROW)
        item = self._connections.item(key, connection, {"listed_as": "connection"})
        return {"Put": {"TableName": self._table, "Item": item}}

    def _claim_company(self, connection: Connection) -> "TransactWriteItemTypeDef":
        return {
            "Put": {
                "TableName": self._table,
                "Item": _realm_key(connection.company.realm_id) | to_item({"merchant_id": connection.merchant_id}),
                "ConditionExpression": "attribute_not_exists(pk) OR merchant_id = :merchant",
                "ExpressionAttributeValues": {":merchant": {"S": connection.merchant_id}},
            }
        }

    def _let_go(self, connection: Connection) -> "list[TransactWriteItemTypeDef]":
        """The deletes for companies that the merchant no longer uses, and for references to another company's items."""
        before = self.connection(connection.merchant_id)
        realms = {before.company.realm_id} if before else set()
        if connection.status is not ConnectionStatus.DISCONNECTED:
            realms -= {connection.company.realm_id}
        held = [realm_id for realm_id in realms if self.merchant_of_realm(realm_id) == connection.merchant_id]
        keys = [_realm_key(realm_id) for realm_id in held]
        if before and before.company.realm_id != connection.company.realm_id:
            keys.append(merchant_key(connection.merchant_id, REFERENCES_ROW))
        return [{"Delete": {"TableName": self._table, "Key": key}} for key in keys]


def _realm_key(realm_id: str) -> "Item":
    return {"pk": {"S": f"REALM#{realm_id}"}, "sk": {"S": _OWNER}}


def _company_was_taken(error: ClientError) -> bool:
    # Only the claim of the company has a condition in this transaction.
    reasons: Any = error.response.get("CancellationReasons", [])
    return any(reason.get("Code") == "ConditionalCheckFailed" for reason in reasons)
