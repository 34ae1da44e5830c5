"""Documents as QuickBooks gives them back over its API, an invoice with the payments that settle it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from daybook_local.demo.books.company_accounts import CompanyAccounts, Row, read_company_accounts
from daybook_local.demo.books.movements import movements
from daybook_local.system.vendors.quickbooks_control import QuickBooksControl
from quickbooks_simulator import TRANSACTIONS

_PAYMENT, _INVOICE = "Payment", "Invoice"


@dataclass(frozen=True, slots=True)
class BookedDocument:
    """One document. `accounts` holds debits less credits per account id, in minor units, those of its payments too."""

    entity: str
    id: str
    doc_number: str
    business_date: date
    accounts: Mapping[str, int]
    debit_minor: int
    credit_minor: int
    row: Mapping[str, Any]
    payments: Sequence[Mapping[str, Any]] = ()

    @property
    def is_balanced(self) -> bool:
        """Whether debits equal credits."""
        return self.debit_minor == self.credit_minor


def read_documents(quickbooks: QuickBooksControl, currency: str) -> list[BookedDocument]:
    """Every document of the company, read page by page over the public API.

    A payment is part of the invoice that it settles; one that settles none is a document of its own.
    """
    accounts = read_company_accounts(quickbooks)
    rows: dict[str, Sequence[Row]] = {entity: quickbooks.read_back(entity) for entity in TRANSACTIONS}
    invoices = {row["Id"] for row in rows[_INVOICE]}
    payments: dict[str, list[Row]] = defaultdict(list)
    stray: list[Row] = []
    for row in rows[_PAYMENT]:
        settled = _settled(row)
        (payments[settled] if settled in invoices else stray).append(row)
    rows[_PAYMENT] = stray
    return [
        booked(entity, row, accounts, currency, payments[row["Id"]] if entity == _INVOICE else ())
        for entity in TRANSACTIONS
        for row in rows[entity]
    ]


def booked(
    entity: str, row: Row, accounts: CompanyAccounts, currency: str, payments: Iterable[Row] = ()
) -> BookedDocument:
    """A row of the API as the proof needs it, with the payments that belong to it.

    Raises:
        UnknownDocumentError: it holds something that the proof has no rule for.
    """
    parts = tuple(payments)
    moved: dict[str, int] = defaultdict(int)
    debit = credit = 0
    papers = ((entity, row), *((_PAYMENT, part) for part in parts))
    for account, minor in chain.from_iterable(movements(name, paper, accounts, currency) for name, paper in papers):
        moved[account] += minor
        debit, credit = debit + max(minor, 0), credit + max(-minor, 0)
    return BookedDocument(
        entity=entity,
        id=row["Id"],
        doc_number=row.get("DocNumber") or row.get("PaymentRefNum", ""),
        business_date=date.fromisoformat(row["TxnDate"]),
        accounts={account: minor for account, minor in moved.items() if minor},
        debit_minor=debit,
        credit_minor=credit,
        row=row,
        payments=parts,
    )


def _settled(payment: Row) -> str:
    """The invoice that a payment settles."""
    links = [link for line in payment.get("Line", []) for link in line.get("LinkedTxn", [])]
    return next((link["TxnId"] for link in links if link["TxnType"] == _INVOICE), "")
