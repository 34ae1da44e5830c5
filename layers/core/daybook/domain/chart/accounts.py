"""The merchant's chart of accounts in QuickBooks: the fields that a posting needs."""

from dataclasses import dataclass
from enum import StrEnum

_MOST_LEVELS = 5
_ONE_PER_COMPANY = frozenset({"UndepositedFunds", "OpeningBalanceEquity", "RetainedEarnings"})


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


# Countries accept different sub-types; every country accepts the generic one of a type.
GENERIC_SUB_TYPES: dict[AccountType, str] = {
    AccountType.BANK: "Checking",
    AccountType.ACCOUNTS_RECEIVABLE: "AccountsReceivable",
    AccountType.OTHER_CURRENT_ASSET: "OtherCurrentAssets",
    AccountType.FIXED_ASSET: "OtherFixedAssets",
    AccountType.OTHER_ASSET: "OtherLongTermAssets",
    AccountType.ACCOUNTS_PAYABLE: "AccountsPayable",
    AccountType.CREDIT_CARD: "CreditCard",
    AccountType.OTHER_CURRENT_LIABILITY: "OtherCurrentLiabilities",
    AccountType.LONG_TERM_LIABILITY: "OtherLongTermLiabilities",
    AccountType.EQUITY: "OwnersEquity",
    AccountType.INCOME: "OtherPrimaryIncome",
    AccountType.COST_OF_GOODS_SOLD: "SuppliesMaterialsCogs",
    AccountType.EXPENSE: "OtherBusinessExpenses",
    AccountType.OTHER_INCOME: "OtherMiscellaneousIncome",
    AccountType.OTHER_EXPENSE: "OtherMiscellaneousExpense",
}


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
    def may_have_sub_accounts(self) -> bool:
        """Whether QuickBooks takes an account below it: active, above the fifth level, no account of its own."""
        levels = self.path.count(":") + 1
        return self.active and levels < _MOST_LEVELS and self.sub_type not in _ONE_PER_COMPANY

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
    """An account to create: QuickBooks wants a name that is unique below its parent, a type and a sub-type.

    Without `parent` it stands at the top of the chart. `number` is empty where the company uses none.
    """

    name: str
    type: AccountType
    sub_type: str
    description: str
    parent: Account | None = None
    number: str = ""

    @property
    def path(self) -> str:
        """The name with all parents, which is unique in a company."""
        return f"{self.parent.path}:{self.name}" if self.parent else self.name

    @property
    def label(self) -> str:
        """The text that will identify it for people: its number, if any, and its path."""
        return f"{self.number} {self.path}" if self.number else self.path


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

    def by_path(self, path: str) -> Account | None:
        """The active account with this name and parents, ignoring letter case."""
        wanted = path.casefold()
        active = (account for account in self.accounts if account.active)
        return next((account for account in active if account.path.casefold() == wanted), None)

    def by_number(self, number: str) -> Account | None:
        """The active account that has this number; None for the empty number, which many accounts share."""
        if not number:
            return None
        return next((account for account in self.accounts if account.active and account.number == number), None)

    def called(self, text: str) -> tuple[Account, ...]:
        """The active accounts that match a typed text: by full name, number or both; if none match, by name alone."""
        wanted = text.casefold()
        active = [account for account in self.accounts if account.active]
        exact = [a for a in active if wanted in {a.path.casefold(), a.number, a.label.casefold()}]
        return tuple(exact or [account for account in active if account.name.casefold() == wanted])
