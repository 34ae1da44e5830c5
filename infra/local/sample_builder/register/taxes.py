"""Taxes of a line: added to the price, contained in it, or a flat amount per item."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sample_builder.money import half_up


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax of the merchant; `kind` is APPLIED, INCLUSIVE or FLAT (docs/talech.md 4)."""

    id: str
    name: str
    kind: str
    rate: Decimal = Decimal(0)
    flat_minor: int = 0

    def to_json(self) -> dict[str, Any]:
        """The tax as `merchant.json` lists it."""
        is_flat = self.kind == "FLAT"
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "rate": None if is_flat else str(self.rate),
            "flat_minor": self.flat_minor if is_flat else None,
        }


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """What one tax takes of one line or service charge, in minor units."""

    tax_id: str
    base_minor: int
    amount_minor: int

    def to_json(self) -> dict[str, Any]:
        """The amount as an order's line carries it."""
        return {"tax_id": self.tax_id, "base_minor": self.base_minor, "amount_minor": self.amount_minor}


def untaxed(price_minor: int, taxes: Sequence[Tax]) -> int:
    """The part of a shown price that is not tax; only an INCLUSIVE tax makes a difference."""
    rate = sum((tax.rate for tax in taxes if tax.kind == "INCLUSIVE"), Decimal(0))
    return price_minor - half_up(price_minor * rate / (1 + rate))


def tax_amounts(price_minor: int, quantity: Decimal, taxes: Sequence[Tax]) -> list[TaxAmount]:
    """Tax by tax on a shown price after discounts: per line, each rounded half up to the minor unit."""
    base = untaxed(price_minor, taxes)
    return [TaxAmount(tax.id, base, _amount(tax, price_minor, base, quantity)) for tax in taxes]


def _amount(tax: Tax, price_minor: int, base_minor: int, quantity: Decimal) -> int:
    if tax.kind == "INCLUSIVE":
        return price_minor - base_minor
    if tax.kind == "FLAT":
        # What is given away is not sold, so a comped bottle owes no bottle tax.
        return half_up(tax.flat_minor * quantity) if base_minor else 0
    return half_up(base_minor * tax.rate)
