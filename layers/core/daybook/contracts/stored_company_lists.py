"""A company's lists as ConnectionTable remembers them, and the sample day of the setup."""

from typing import Literal, Self

from daybook.contracts.contract import Contract, Instant
from daybook.contracts.stored_sales_day import StoredSalesDay
from daybook.domain.accounts import Account, ChartOfAccounts
from daybook.domain.company_lists import CompanyLists, ListEntry
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef
from daybook.domain.sales import SalesDay

# Rows without field names: a chart of thousands of accounts has to fit into one item of 400 KB.
StoredAccountRow = tuple[str, str, str, str, bool] | tuple[str, str, str, str, bool, str, str, str]
StoredEntry = tuple[str, str]
StoredTaxCodeRow = tuple[str, str, tuple[tuple[str, str, str], ...], bool, bool]


class StoredCompanyLists(Contract):
    """Accounts as id, name, type, sub-type and whether active; full name, number and currency where there are any.

    Classes and locations as id and name.

    Tax codes as id, name, rates, whether active and whether forms say their total alone, a rate as id, name and per
    cent; absent until they were read.
    """

    schema_version: Literal[1] = 1
    accounts: tuple[StoredAccountRow, ...]
    classes: tuple[StoredEntry, ...] = ()
    departments: tuple[StoredEntry, ...] = ()
    read_at: Instant
    realm_id: str = ""
    tax_codes: tuple[StoredTaxCodeRow, ...] | None = None

    @classmethod
    def of(cls, lists: CompanyLists) -> Self:
        """The stored form."""
        return cls(
            accounts=tuple(_account_row(account) for account in lists.chart.accounts),
            classes=tuple((entry.id, entry.name) for entry in lists.classes),
            departments=tuple((entry.id, entry.name) for entry in lists.departments),
            read_at=lists.read_at,
            realm_id=lists.realm_id,
            tax_codes=None if lists.tax_codes is None else tuple(_tax_code_row(code) for code in lists.tax_codes),
        )

    def to_domain(self) -> CompanyLists:
        """The domain's form."""
        return CompanyLists(
            ChartOfAccounts(tuple(Account(*row) for row in self.accounts)),
            tuple(ListEntry(*entry) for entry in self.classes),
            tuple(ListEntry(*entry) for entry in self.departments),
            self.read_at,
            self.realm_id,
            None if self.tax_codes is None else tuple(_tax_code(row) for row in self.tax_codes),
        )


class StoredSampleDay(Contract):
    """The figures of one business date, by location."""

    schema_version: Literal[1] = 1
    days: tuple[StoredSalesDay, ...]

    @classmethod
    def of(cls, days: tuple[SalesDay, ...]) -> Self:
        """The stored form."""
        return cls(days=tuple(StoredSalesDay.of(day) for day in days))

    def to_domain(self) -> tuple[SalesDay, ...]:
        """The domain's form."""
        return tuple(day.to_domain() for day in self.days)


def _account_row(account: Account) -> StoredAccountRow:
    start = (account.id, account.name, account.type, account.sub_type, account.active)
    rest = (account.full_name, account.number, account.currency)
    return (*start, *rest) if any(rest) else start


def _tax_code_row(code: TaxCodeCandidate) -> StoredTaxCodeRow:
    rates = tuple((rate.id, rate.name, rate.percent) for rate in code.rates)
    return code.id, code.name, rates, code.active, code.total_only


def _tax_code(row: StoredTaxCodeRow) -> TaxCodeCandidate:
    code_id, name, rates, active, total_only = row
    return TaxCodeCandidate(code_id, name, tuple(TaxRateRef(*rate) for rate in rates), active, total_only)
