"""One version of a merchant's account mapping as ConnectionTable keeps it."""

from datetime import date
from typing import Literal, Self

from pydantic import Field

from daybook.contracts.contract import Contract
from daybook.domain.mapping import AccountMapping, MappedTaxCode, MappedTaxRate


class StoredTaxRate(Contract):
    """A rate of a QuickBooks tax code and the talech tax it stands for; `percent` is decimal text."""

    tax_id: str
    rate_id: str
    percent: str


class StoredTaxCode(Contract):
    """The QuickBooks tax code of one set of talech taxes; `tax_set` is the set's key, empty for no tax."""

    tax_set: str
    code_id: str
    rates: tuple[StoredTaxRate, ...] = ()

    @classmethod
    def of(cls, tax_set: str, code: MappedTaxCode) -> Self:
        """The stored form."""
        rates = tuple(StoredTaxRate(tax_id=r.tax_id, rate_id=r.rate_id, percent=r.percent) for r in code.rates)
        return cls(tax_set=tax_set, code_id=code.code_id, rates=rates)

    def to_domain(self) -> MappedTaxCode:
        """The domain's form."""
        return MappedTaxCode(self.code_id, tuple(MappedTaxRate(r.tax_id, r.rate_id, r.percent) for r in self.rates))


class StoredMapping(Contract):
    """Which account receives which role, from `effective_from` on.

    `version` counts the merchant's mappings; `schema_version` names the form they are stored in.
    """

    schema_version: Literal[1] = 1
    version: int
    effective_from: date
    accounts: dict[str, str]
    suspense_account: str
    customers: dict[str, str]
    labels: dict[str, str]
    account_names: dict[str, str] = Field(default_factory=dict)
    account_types: dict[str, str] = Field(default_factory=dict)
    # A list, because the key of the untaxed set is empty and DynamoDB has no map entry without a name.
    tax_codes: tuple[StoredTaxCode, ...] = ()

    @classmethod
    def of(cls, mapping: AccountMapping) -> Self:
        """The stored form."""
        return cls(
            version=mapping.version,
            effective_from=mapping.effective_from,
            accounts=dict(mapping.accounts),
            suspense_account=mapping.suspense_account,
            customers=dict(mapping.customers),
            labels=dict(mapping.labels),
            account_names=dict(mapping.account_names),
            account_types=dict(mapping.account_types),
            tax_codes=tuple(StoredTaxCode.of(tax_set, code) for tax_set, code in sorted(mapping.tax_codes.items())),
        )

    def to_domain(self) -> AccountMapping:
        """The domain's form."""
        return AccountMapping(
            version=self.version,
            effective_from=self.effective_from,
            accounts=self.accounts,
            suspense_account=self.suspense_account,
            customers=self.customers,
            labels=self.labels,
            account_names=self.account_names,
            account_types=self.account_types,
            tax_codes={code.tax_set: code.to_domain() for code in self.tax_codes},
        )
