"""Accountants' grants and invitations in ConnectionTable.

| pk                   | sk          | what                                                        |
| -------------------- | ----------- | ----------------------------------------------------------- |
| MERCHANT#<id>        | ACCOUNTANTS | all grants and invitations of these books, with a version   |
| ACCOUNTANT#<address> | CLIENT#<id> | these books have a grant of the address; written with it    |
|                      |             | `document`: what the accountant keeps of the client, if any |

Both are written in one transaction. The second row only finds the books: the first decides what an accountant may do.
The note of a client ends with the grant.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import to_item
from daybook.adapters.aws.rows import Condition, Rows
from daybook.adapters.aws.tables.connections import row_key
from daybook.contracts.stored_accountants import ACCOUNTANTS, CLIENT_NOTE
from daybook.domain.accountant.access import Accountants
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.merchant.books import BooksId

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_ACCOUNTANTS, _CLIENT = "ACCOUNTANTS", "CLIENT#"


class DynamoAccountantStore:
    """`AccountantStore` on ConnectionTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._rows = Rows(ACCOUNTANTS, dynamodb, table)
        self._notes = Rows(CLIENT_NOTE, dynamodb, table)

    def accountants(self, merchant_id: BooksId) -> Accountants:
        """The accountants of these books; none at first."""
        return self._rows.get(row_key(merchant_id, _ACCOUNTANTS)) or Accountants()

    def save_accountants(self, merchant_id: BooksId, accountants: Accountants) -> bool:
        """Store them as the version after the stored one; False if another request stored that version before."""
        before = {each.address for each in self.accountants(merchant_id).grants}
        after = {each.address for each in accountants.grants}
        writes = [self._put(merchant_id, accountants)]
        writes += [self._put_client(address, merchant_id) for address in sorted(after - before)]
        writes += [self._delete_client(address, merchant_id) for address in sorted(before - after)]
        try:
            self._dynamodb.transact_write_items(TransactItems=writes)
        except self._dynamodb.exceptions.TransactionCanceledException as error:
            if not _was_changed(error):
                raise
            return False
        return True

    def clients(self, address: str) -> Mapping[BooksId, ClientNote]:
        """The books in which an address has a grant, by their id, with what the accountant keeps of each."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :client)",
            ExpressionAttributeValues=to_item({":pk": f"ACCOUNTANT#{address}", ":client": _CLIENT}),
            ConsistentRead=True,
        )
        return {
            BooksId(item["sk"]["S"].removeprefix(_CLIENT)): self._note(item) for page in pages for item in page["Items"]
        }

    def save_note(self, address: str, merchant_id: BooksId, note: ClientNote) -> bool:
        """Store what the accountant keeps of a client; False, and nothing stored, if the grant has ended."""
        return self._notes.put_if(Condition("attribute_exists(pk)", {}), _client_key(address, merchant_id), note)

    def _note(self, item: Mapping[str, Any]) -> ClientNote:
        return self._notes.value(item) if "document" in item else ClientNote()

    def _put(self, merchant_id: BooksId, accountants: Accountants) -> "TransactWriteItemTypeDef":
        version = {"version": accountants.version}
        return {
            "Put": {
                "TableName": self._table,
                "Item": self._rows.item(row_key(merchant_id, _ACCOUNTANTS), accountants, version),
                "ConditionExpression": "attribute_not_exists(pk) OR version < :version",
                "ExpressionAttributeValues": to_item({":version": accountants.version}),
            }
        }

    def _put_client(self, address: str, merchant_id: BooksId) -> "TransactWriteItemTypeDef":
        return {"Put": {"TableName": self._table, "Item": to_item(_client_key(address, merchant_id))}}

    def _delete_client(self, address: str, merchant_id: BooksId) -> "TransactWriteItemTypeDef":
        return {"Delete": {"TableName": self._table, "Key": to_item(_client_key(address, merchant_id))}}


def _client_key(address: str, merchant_id: BooksId) -> dict[str, str]:
    return {"pk": f"ACCOUNTANT#{address}", "sk": f"{_CLIENT}{merchant_id}"}


def _was_changed(error: ClientError) -> bool:
    # Only the row of the books has a condition in this transaction; two transactions at once cancel one of them.
    reasons: Any = error.response.get("CancellationReasons", [])
    return any(reason.get("Code") in {"ConditionalCheckFailed", "TransactionConflict"} for reason in reasons)
