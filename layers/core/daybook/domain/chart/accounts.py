"""The merchant's chart of accounts, as far as a posting needs it."""

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
    company uses none, `currency` where QuickBooks did not say. Two sub-accounts may have one name, never one path.
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
        """Whether it lies under a parent; its name may then be that of another account."""
        return self.full_name != ""

    @property
    def path(self) -> str:
        """The name with all parents, which is unique in a company."""
        return self.full_name or self.name

    @property
    def label(self) -> str:
        """What people tell accounts apart by: the number, where there is one, and the path."""
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
        """What people will tell it apart by: it will have neither number nor parent."""
        return self.name


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    """Every account of a company, active or not."""

    accounts: tuple[Account, ...]

    def by_id(self, account_id: str) -> Account | None:
        """The account with this id, if the company has it."""
        return next((account for account in self.accounts if account.id == account_id), None)

    def by_name(self, name: str) -> Account | None:
        """The active account with this name and no parent, letter case aside: among those, names are unique."""
        wanted = name.casefold()
        top = (account for account in self.accounts if account.active and not account.is_sub_account)
        return next((account for account in top if account.name.casefold() == wanted), None)

    def called(self, text: str) -> tuple[Account, ...]:
        """The active accounts a person may mean: by full name, number or both, and only else by the name alone."""
        wanted = text.casefold()
        active = [account for account in self.accounts if account.active]
        exact = [a for a in active if wanted in {a.path.casefold(), a.number, a.label.casefold()}]
        return tuple(exact or [account for account in active if account.name.casefold() == wanted])
