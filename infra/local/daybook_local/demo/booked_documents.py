"""Documents as QuickBooks gives them back over its API, reduced to what they do to each account."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from daybook_local.quickbooks.amounts import to_minor
from daybook_local.quickbooks.company import TRANSACTIONS
from daybook_local.system.quickbooks_control import QuickBooksControl

_DETAIL = "JournalEntryLineDetail"


class UnknownDocumentError(ValueError):
    """A kind of document whose lines the proof cannot read yet: it would count them as nothing."""


@dataclass(frozen=True, slots=True)
class BookedDocument:
    """One document. `accounts` holds debits less credits per account id, in minor units."""

    entity: str
    id: str
    doc_number: str
    business_date: date
    accounts: Mapping[str, int]
    debit_minor: int
    credit_minor: int
    row: Mapping[str, Any]

    @property
    def is_balanced(self) -> bool:
        """Whether debits equal credits."""
        return self.debit_minor == self.credit_minor


def read_documents(quickbooks: QuickBooksControl, currency: str) -> list[BookedDocument]:
    """Every transaction of the company, read page by page over the public API."""
    return [booked(entity, row, currency) for entity in TRANSACTIONS for row in quickbooks.read_back(entity)]


def booked(entity: str, row: Mapping[str, Any], currency: str) -> BookedDocument:
    """A row of the API as the proof needs it.

    Raises:
        UnknownDocumentError: it is not a journal entry.
    """
    if entity != "JournalEntry":
        raise UnknownDocumentError(f"{entity} {row['Id']}: the proof reads journal entries only")
    accounts: dict[str, int] = defaultdict(int)
    sides = {"Debit": 0, "Credit": 0}
    for line in row["Line"]:
        detail = line.get(_DETAIL)
        if detail is None:
            continue
        amount_minor = to_minor(Decimal(line["Amount"]), currency)
        sides[detail["PostingType"]] += amount_minor
        accounts[detail["AccountRef"]["value"]] += amount_minor if detail["PostingType"] == "Debit" else -amount_minor
    return BookedDocument(
        entity=entity,
        id=row["Id"],
        doc_number=row.get("DocNumber", ""),
        business_date=date.fromisoformat(row["TxnDate"]),
        accounts=dict(accounts),
        debit_minor=sides["Debit"],
        credit_minor=sides["Credit"],
        row=row,
    )
