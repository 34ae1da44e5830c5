"""A line of an order: what was sold, at which price, with which share of the discounts."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sample_builder.money import half_up, shares
from sample_builder.register.taxes import Tax, TaxAmount, tax_amounts, untaxed

REVENUE_KINDS = frozenset({"ITEM", "CUSTOM"})


@dataclass(frozen=True, slots=True)
class Extra:
    """A modifier that costs something, once per item of its line."""

    name: str
    price_minor: int


@dataclass(slots=True)
class Line:
    """One line; `cuts` holds what each discount takes off the price as shown to the customer."""

    id: str
    kind: str
    category_id: str | None
    name: str
    quantity: Decimal
    unit_price_minor: int
    taxes: tuple[Tax, ...] = ()
    cuts: dict[str, int] = field(default_factory=dict)
    extras: list[Extra] = field(default_factory=list)
    voided: bool = False
    returned: Decimal = Decimal(0)

    @property
    def is_revenue(self) -> bool:
        """Whether the line counts as a sale; gift cards, deposits and account payments do not."""
        return self.kind in REVENUE_KINDS and not self.voided

    @property
    def shown_minor(self) -> int:
        """Price with extras times quantity as the customer reads it, before discounts."""
        return half_up((self.unit_price_minor + sum(extra.price_minor for extra in self.extras)) * self.quantity)

    @property
    def payable_minor(self) -> int:
        """The shown price after discounts; applied taxes come on top."""
        return self.shown_minor - sum(self.cuts.values())

    @property
    def gross_minor(self) -> int:
        """Before discounts and without tax, also where the price contains it (docs/talech.md 7.2)."""
        return untaxed(self.shown_minor, self.taxes)

    @property
    def net_minor(self) -> int:
        """After discounts, without tax: the base of every tax on the line."""
        return untaxed(self.payable_minor, self.taxes)

    @property
    def discount_minor(self) -> int:
        """The discounts of the line without tax."""
        return self.gross_minor - self.net_minor

    @property
    def tax_parts(self) -> list[TaxAmount]:
        """Tax by tax."""
        return tax_amounts(self.payable_minor, self.quantity, self.taxes)

    @property
    def tax_minor(self) -> int:
        """All taxes of the line."""
        return sum(part.amount_minor for part in self.tax_parts)

    def discount_by_id(self) -> dict[str, int]:
        """The line's discount without tax, split over the discounts that make it up."""
        return dict(zip(self.cuts, shares(self.discount_minor, list(self.cuts.values())), strict=True))

    def to_json(self) -> dict[str, Any]:
        """The line of docs/talech.md 7.2."""
        return {
            "id": self.id,
            "kind": self.kind,
            "category_id": self.category_id,
            "name": self.name,
            "quantity": str(self.quantity),
            "unit_price_minor": self.unit_price_minor,
            "gross_minor": self.gross_minor,
            "discount_minor": self.discount_minor,
            "tax_minor": self.tax_minor,
            "tax_inclusive": any(tax.kind == "INCLUSIVE" for tax in self.taxes),
            "taxes": [part.to_json() for part in self.tax_parts],
            "modifiers": [self._modifier(extra) for extra in self.extras],
            "voided": self.voided,
        }

    def _modifier(self, extra: Extra) -> dict[str, Any]:
        return {
            "name": extra.name,
            "category_id": self.category_id,
            "quantity": str(self.quantity),
            "unit_price_minor": extra.price_minor,
            "gross_minor": half_up(extra.price_minor * self.quantity),
        }
