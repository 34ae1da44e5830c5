"""Which account receives which role, from which business date on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from daybook.domain.chart.accounts import AccountType
from daybook.domain.chart.references import OWN_CUSTOMER
from daybook.domain.day.roles import Role


@dataclass(frozen=True, slots=True)
class MappingGap:
    """A role that has no account yet; its amounts are in the suspense account."""

    role: Role
    location_id: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class MappedTaxRate:
    """A rate of a QuickBooks tax code and the talech tax that it replaces; `percent` is decimal text."""

    tax_id: str
    rate_id: str
    percent: str


@dataclass(frozen=True, slots=True)
class MappedTaxCode:
    """The QuickBooks tax code of sales form lines with a set of talech taxes."""

    code_id: str
    rates: tuple[MappedTaxRate, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountMapping:
    """One version of a merchant's mapping.

    `accounts` maps a role's text form, or a shorter form that covers several (`tender:CCRD`, `revenue`), to an account
    id. A category that one store has for itself is mapped with the store: `revenue:c1@310001:1`. A role that it does
    not name goes to `suspense_account`, so that a day always posts (docs/accounting.md 8). `customers` maps a
    receivable account to the customer its lines name; `labels` holds the names of roles and locations, `account_names`
    and `account_types` are those of the mapped accounts in QuickBooks. `tax_codes` maps a tax-set key to a code, the
    untaxed set included; without any, tax is booked as a liability line.
    """

    version: int
    effective_from: date
    accounts: Mapping[str, str]
    suspense_account: str
    customers: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    account_names: Mapping[str, str] = field(default_factory=dict)
    account_types: Mapping[str, str] = field(default_factory=dict)
    tax_codes: Mapping[str, MappedTaxCode] = field(default_factory=dict)

    def account_for(self, role: Role) -> str | None:
        """The account id of a role, by its most specific mapped form; None if the role is a gap."""
        return next((self.accounts[form] for form in role.fallbacks if form in self.accounts), None)

    def label_for(self, role: Role) -> str:
        """The name of the role's category, tax or tender; empty if there is none."""
        return next((self.labels[form] for form in role.fallbacks if form in self.labels), "")

    def customer_for(self, account_id: str) -> str | None:
        """The customer that a line on the account must name: only for receivables, Daybook's customer by default."""
        is_receivable = self.account_types.get(account_id) == AccountType.ACCOUNTS_RECEIVABLE
        return self.customers.get(account_id, OWN_CUSTOMER if is_receivable else None)
