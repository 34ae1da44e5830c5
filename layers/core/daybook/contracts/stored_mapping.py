"""One version of a merchant's account mapping as ConnectionTable keeps it."""

from datetime import date
from typing import Literal, Self

from pydantic import Field

from daybook.contracts.contract import Contract
from daybook.domain.mapping import AccountMapping


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
        )
