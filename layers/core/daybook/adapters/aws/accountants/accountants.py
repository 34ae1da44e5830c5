"""Accountants' grants and invitations in ConnectionTable.

| pk                   | sk          | what                                                        |
| -------------------- | ----------- | ----------------------------------------------------------- |
| MERCHANT#<id>        | ACCOUNTANTS | all grants, firms and invitations of these books, versioned |
| ACCOUNTANT#<address> | CLIENT#<id> | these books let the address in; written with that           |
|                      |             | `document`: what the accountant keeps of the client, if any |
| FIRM#<id>            | CLIENT#<id> | these books let the firm in; written with that              |

They are written in one transaction. The others only find the books: the first decides what an accountant may do.
The note of a client ends with the access to it.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import items_of, to_item
from daybook.adapters.aws.rows import Condition, Rows
from daybook.adapters.aws.tables.connections import row_key
from daybook.contracts.stored_accountants import ACCOUNTANTS, CLIENT_NOTE
from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.merchant.books import BooksId

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_ACCOUNTANTS, _CLIENT, _FIRM = "ACCOUNTANTS", "CLIENT#", "FIRM#"


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
        before, after = _finders(self.accountants(merchant_id)), _finders(accountants)
        writes = [self._rows.put_of_version(row_key(merchant_id, _ACCOUNTANTS), accountants, accountants.version)]
        writes += [self._put_client(finder, merchant_id) for finder in sorted(after - before)]
        writes += [self._delete_client(finder, merchant_id) for finder in sorted(before - after)]
        try:
            self._dynamodb.transact_write_items(TransactItems=writes)
        except self._dynamodb.exceptions.TransactionCanceledException as error:
            if not _was_changed(error):
                raise
            return False
        return True

    def clients(self, address: str) -> Mapping[BooksId, ClientNote]:
        """The books that let an address in, by their id, with what the accountant keeps of each."""
        return {_books_of(item): self._note(item) for item in self._found_by(accountant_key(address))}

    def clients_of_firm(self, firm_id: str) -> tuple[BooksId, ...]:
        """The books in which a firm has access, by their id."""
        return tuple(map(_books_of, self._found_by(f"{_FIRM}{firm_id}")))

    def save_note(self, address: str, merchant_id: BooksId, note: ClientNote) -> bool:
        """Store what the accountant keeps of a client; False, and nothing stored, if the grant has ended."""
        return self._notes.put_if(
            Condition("attribute_exists(pk)", {}), _client_key(accountant_key(address), merchant_id), note
        )

    def _found_by(self, finder: str) -> Iterator[Mapping[str, Any]]:
        return items_of(
            self._dynamodb,
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :client)",
            ExpressionAttributeValues=to_item({":pk": finder, ":client": _CLIENT}),
            ConsistentRead=True,
        )

    def _note(self, item: Mapping[str, Any]) -> ClientNote:
        return self._notes.value(item) if "document" in item else ClientNote()

    def _put_client(self, finder: str, merchant_id: BooksId) -> "TransactWriteItemTypeDef":
        return {"Put": {"TableName": self._table, "Item": to_item(_client_key(finder, merchant_id))}}

    def _delete_client(self, finder: str, merchant_id: BooksId) -> "TransactWriteItemTypeDef":
        return {"Delete": {"TableName": self._table, "Key": to_item(_client_key(finder, merchant_id))}}


def accountant_key(address: str) -> str:
    """The partition of what finds something by the address of an accountant."""
    return f"ACCOUNTANT#{address}"


def _finders(accountants: Accountants) -> set[str]:
    """The partitions from which these books are found."""
    people = {accountant_key(address) for address in accountants.addresses}
    return people | {f"{_FIRM}{each.firm_id}" for each in accountants.firms}


def _client_key(finder: str, merchant_id: BooksId) -> dict[str, str]:
    return {"pk": finder, "sk": f"{_CLIENT}{merchant_id}"}


def _books_of(item: Mapping[str, Any]) -> BooksId:
    return BooksId(item["sk"]["S"].removeprefix(_CLIENT))


def _was_changed(error: ClientError) -> bool:
    # Only the row of the books has a condition in this transaction; two transactions at once cancel one of them.
    reasons: Any = error.response.get("CancellationReasons", [])
    return any(reason.get("Code") in {"ConditionalCheckFailed", "TransactionConflict"} for reason in reasons)
