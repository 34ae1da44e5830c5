"""Discounts and service charges: what changes an order's price without being a line of it."""

from dataclasses import dataclass
from typing import Any

from sample_builder.register.taxes import TaxAmount


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount or comp; its amount lives on the lines it was taken from."""

    id: str
    scope: str
    kind: str
    name: str
    is_comp: bool

    def to_json(self, amount_minor: int) -> dict[str, Any]:
        """The discount of docs/talech.md 7.2, with its amount without tax."""
        return {
            "id": self.id,
            "scope": self.scope,
            "kind": self.kind,
            "name": self.name,
            "amount_minor": amount_minor,
            "is_comp": self.is_comp,
        }


@dataclass(frozen=True, slots=True)
class ServiceCharge:
    """A charge on top of the sale, kept by the HOUSE or owed to the STAFF; minor units."""

    id: str
    name: str
    kind: str
    amount_minor: int
    payee: str
    taxes: tuple[TaxAmount, ...] = ()

    @property
    def tax_minor(self) -> int:
        """All taxes on the charge."""
        return sum(part.amount_minor for part in self.taxes)

    def to_json(self) -> dict[str, Any]:
        """The service charge of docs/talech.md 7.2, with its taxes named."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "amount_minor": self.amount_minor,
            "taxable": bool(self.taxes),
            "tax_minor": self.tax_minor,
            "taxes": [part.to_json() for part in self.taxes],
            "payee": self.payee,
        }
