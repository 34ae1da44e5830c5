"""The merchant's chart of accounts, as far as a posting needs it."""

from dataclasses import dataclass
from enum import StrEnum


class AccountType(StrEnum):
    """QuickBooks' account types, exact strings (quickbooks-online reference 4.3)."""

    BANK = "Bank"
    ACCOUNTS_RECEIVABLE = "Accounts Receivable"
    OTHER_CURRENT_ASSET = "Other Current Asset"
    FIXED_ASSET = "Fixed Asset"
    OTHER_ASSET = "Other Asset"
    ACCOUNTS_PAYABLE = "Accounts Payable"
    CREDIT_CARD = "Credit Card"
    OTHER_CURRENT_LIABILITY = "Other Current Liability"
    LONG_TERM_LIABILITY = "Long Term Liability"
    EQUITY = "Equity"
    INCOME = "Income"
    COST_OF_GOODS_SOLD = "Cost of Goods Sold"
    EXPENSE = "Expense"
    OTHER_INCOME = "Other Income"
    OTHER_EXPENSE = "Other Expense"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart. `type` is an `AccountType` or a word QuickBooks has added since."""

    id: str
    name: str
    type: str
    sub_type: str
    active: bool = True

    @property
    def needs_customer(self) -> bool:
        """Lines on a receivable account must name a customer (quickbooks-online reference 4.8)."""
        return self.type == AccountType.ACCOUNTS_RECEIVABLE


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to create: QuickBooks wants a unique name, a type and a sub-type."""

    name: str
    type: AccountType
    sub_type: str
    description: str


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    """Every account of a company, active or not."""

    accounts: tuple[Account, ...]

    def by_id(self, account_id: str) -> Account | None:
        """The account with this id, if the company has it."""
        return next((account for account in self.accounts if account.id == account_id), None)

    def by_name(self, name: str) -> Account | None:
        """The active account with this name, letter case aside: names are unique in a company."""
        wanted = name.casefold()
        return next((a for a in self.accounts if a.active and a.name.casefold() == wanted), None)
