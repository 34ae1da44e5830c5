"""The accounts behind a sales form: its lines name items, and an unpaid invoice names nothing at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from daybook_local.system.quickbooks_control import QuickBooksControl

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CompanyAccounts:
    """What the API tells of items and of the two accounts that QuickBooks chooses by itself."""

    of_items: Mapping[str, str]
    receivable: str
    undeposited: str

    @classmethod
    def of_rows(cls, items: Iterable[Row], accounts: Iterable[Row]) -> "CompanyAccounts":
        """From the rows of both lists."""
        rows = list(accounts)
        income = {item["Id"]: item["IncomeAccountRef"]["value"] for item in items if "IncomeAccountRef" in item}
        return cls(
            income,
            receivable=_first(rows, "AccountType", "Accounts Receivable"),
            undeposited=_first(rows, "AccountSubType", "UndepositedFunds"),
        )


def read_company_accounts(quickbooks: QuickBooksControl) -> CompanyAccounts:
    """Read both lists over the public API."""
    return CompanyAccounts.of_rows(quickbooks.read_back("Item"), quickbooks.read_back("Account"))


def _first(rows: Iterable[Row], field: str, value: str) -> str:
    return next((row["Id"] for row in rows if row.get(field) == value), "")
