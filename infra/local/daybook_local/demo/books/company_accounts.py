"""The accounts behind a sales form: its lines name items, its taxes rates, an unpaid invoice nothing at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from daybook_local.system.vendors.quickbooks_control import FiledRate, QuickBooksControl

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CompanyAccounts:
    """What the API tells of items and of the two accounts that QuickBooks chooses by itself.

    To which account QuickBooks books the tax of a rate, `of_tax_rates`, its API does not tell; its tax return does.
    """

    of_items: Mapping[str, str]
    receivable: str
    undeposited: str
    of_tax_rates: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_rows(
        cls, items: Iterable[Row], accounts: Iterable[Row], rates: Iterable[FiledRate] = ()
    ) -> "CompanyAccounts":
        """From the rows of both lists and the rates of the tax return."""
        rows = list(accounts)
        income = {item["Id"]: item["IncomeAccountRef"]["value"] for item in items if "IncomeAccountRef" in item}
        return cls(
            income,
            receivable=_first(rows, "AccountType", "Accounts Receivable"),
            undeposited=_first(rows, "AccountSubType", "UndepositedFunds"),
            of_tax_rates={rate.rate_id: rate.account_id for rate in rates},
        )


def read_company_accounts(quickbooks: QuickBooksControl) -> CompanyAccounts:
    """Read both lists over the public API, and the tax return beside it."""
    items, accounts = quickbooks.read_back("Item"), quickbooks.read_back("Account")
    return CompanyAccounts.of_rows(items, accounts, quickbooks.tax_return())


def _first(rows: Iterable[Row], field: str, value: str) -> str:
    return next((row["Id"] for row in rows if row.get(field) == value), "")
