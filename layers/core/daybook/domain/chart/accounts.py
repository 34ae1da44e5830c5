"""The merchant's chart of accounts in QuickBooks: the fields that a posting needs."""

from dataclasses import dataclass
from enum import StrEnum


class AccountType(StrEnum):
    """QuickBooks' account types, exact strings (docs/quickbooks.md 4.3)."""

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
    """One account of the chart. `type` is an `AccountType` or a word QuickBooks has added since.

    `full_name` has the parents before the name and is empty for an account without any; `number` is empty where the
    company uses none, `currency` where QuickBooks did not say. Two sub-accounts can have the same name, but never the
    same path.
    """

    id: str
    name: str
    type: str
    sub_type: str
    active: bool = True
    full_name: str = ""
    number: str = ""
    currency: str = ""

    @property
    def is_sub_account(self) -> bool:
        """Whether it has a parent account; if so, another account may have the same name."""
        return self.full_name != ""

    @property
    def path(self) -> str:
        """The name with all parents, which is unique in a company."""
        return self.full_name or self.name

    @property
    def label(self) -> str:
        """The text that identifies the account for people: its number, if any, and its path."""
        return f"{self.number} {self.path}" if self.number else self.path

    @property
    def needs_customer(self) -> bool:
        """Lines on a receivable account must name a customer (docs/quickbooks.md 4.8)."""
        return self.type == AccountType.ACCOUNTS_RECEIVABLE


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to create: QuickBooks wants a unique name, a type and a sub-type."""

    name: str
    type: AccountType
    sub_type: str
    description: str

    @property
    def label(self) -> str:
        """The text that will identify it for people: the name, because it has no number and no parent."""
        return self.name


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    """Every account of a company, active or not."""

    accounts: tuple[Account, ...]

    def by_id(self, account_id: str) -> Account | None:
        """The account with this id, if the company has it."""
        return next((account for account in self.accounts if account.id == account_id), None)

    def by_name(self, name: str) -> Account | None:
        """The active account without a parent that has this name, ignoring letter case; such names are unique."""
        wanted = name.casefold()
        top = (account for account in self.accounts if account.active and not account.is_sub_account)
        return next((account for account in top if account.name.casefold() == wanted), None)

    def called(self, text: str) -> tuple[Account, ...]:
        """The active accounts that match a typed text: by full name, number or both; if none match, by name alone."""
        wanted = text.casefold()
        active = [account for account in self.accounts if account.active]
        exact = [a for a in active if wanted in {a.path.casefold(), a.number, a.label.casefold()}]
        return tuple(exact or [account for account in active if account.name.casefold() == wanted])
