"""Accountants' firms in ConnectionTable.

| pk                   | sk   | what                                                       |
| -------------------- | ---- | ---------------------------------------------------------- |
| FIRM#<id>            | FIRM | the firm with its people and invitations, with a version   |
| ACCOUNTANT#<address> | FIRM | `firm_id`: the firm that the address is in; written with it |

Both are written in one transaction, so that no address is in two firms. The second row only finds the firm: the first
says who is in it.
"""

from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.accountants.accountants import accountant_key
from daybook.adapters.aws.items import from_item, to_item
from daybook.adapters.aws.read_together import read_item
from daybook.adapters.aws.rows import Rows
from daybook.application.ports.people.firms import AddressInFirmError
from daybook.contracts.stored_accountants import FIRM
from daybook.domain.accountant.firm import Firm

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_FIRM = "FIRM"
_REFUSED = "ConditionalCheckFailed"


class DynamoFirmStore:
    """`FirmStore` on ConnectionTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._rows = Rows(FIRM, dynamodb, table)

    def firm(self, firm_id: str) -> Firm | None:
        """A firm; None if there is none."""
        return self._rows.get(_firm_key(firm_id))

    def firm_of(self, address: str) -> Firm | None:
        """The firm that an address is in."""
        found = read_item(self._dynamodb, self._table, to_item(_finder_key(address)))
        firm = self.firm(from_item(found)["firm_id"]) if found is not None else None
        return firm if firm is not None and firm.member(address) is not None else None

    def save_firm(self, firm: Firm) -> bool:
        """Store it as the version after the stored one; False if another request stored that version before.

        Raises:
            AddressInFirmError: a person is one of another firm; nothing was stored.
        """
        known = self.firm(firm.id)
        before = {each.address for each in known.members} if known is not None else set()
        after = {each.address for each in firm.members}
        writes = [self._rows.put_of_version(_firm_key(firm.id), firm, firm.version)]
        writes += [self._put_finder(address, firm.id) for address in sorted(after - before)]
        writes += [self._delete_finder(address) for address in sorted(before - after)]
        try:
            self._dynamodb.transact_write_items(TransactItems=writes)
        except self._dynamodb.exceptions.TransactionCanceledException as error:
            reasons: Any = error.response.get("CancellationReasons", [])
            codes = [reason.get("Code") for reason in reasons]
            if codes[:1] == [_REFUSED] or "TransactionConflict" in codes:
                return False
            if _REFUSED in codes:
                raise AddressInFirmError("a person is one of another firm") from error
            raise
        return True

    def _put_finder(self, address: str, firm_id: str) -> "TransactWriteItemTypeDef":
        return {
            "Put": {
                "TableName": self._table,
                "Item": to_item({**_finder_key(address), "firm_id": firm_id}),
                "ConditionExpression": "attribute_not_exists(pk) OR firm_id = :firm",
                "ExpressionAttributeValues": to_item({":firm": firm_id}),
            }
        }

    def _delete_finder(self, address: str) -> "TransactWriteItemTypeDef":
        return {"Delete": {"TableName": self._table, "Key": to_item(_finder_key(address))}}


def _firm_key(firm_id: str) -> dict[str, str]:
    return {"pk": f"FIRM#{firm_id}", "sk": _FIRM}


def _finder_key(address: str) -> dict[str, str]:
    return {"pk": accountant_key(address), "sk": _FIRM}
