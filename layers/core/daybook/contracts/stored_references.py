"""What was made or found in a merchant's company besides accounts, as ConnectionTable keeps it."""

from typing import Literal, Self

from pydantic import Field

from daybook.contracts.contract import Contract
from daybook.domain.references import CompanyReferences


class StoredReferences(Contract):
    """Ids in the company: items by account, payment methods by name, QuickBooks' locations and classes by location."""

    schema_version: Literal[1] = 1
    customer_id: str = ""
    items: dict[str, str] = Field(default_factory=dict)
    payment_methods: dict[str, str] = Field(default_factory=dict)
    departments: dict[str, str] = Field(default_factory=dict)
    classes: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def of(cls, references: CompanyReferences) -> Self:
        """The stored form."""
        return cls(
            customer_id=references.customer_id,
            items=dict(references.items),
            payment_methods=dict(references.payment_methods),
            departments=dict(references.departments),
            classes=dict(references.classes),
        )

    def to_domain(self) -> CompanyReferences:
        """The domain's form."""
        return CompanyReferences(
            customer_id=self.customer_id,
            items=self.items,
            payment_methods=self.payment_methods,
            departments=self.departments,
            classes=self.classes,
        )
