"""Conversion between integer minor units (cents), which Daybook uses everywhere, and decimals of vendors' JSON."""

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def to_minor(amount: Decimal | str | int) -> int:
    """Minor units of a vendor amount, rounded half up to the cent once (docs/talech.md 7).

    Half up means away from zero for both signs, so that a refund is rounded like the sale that it reverses. Floats are
    refused by the type: parse vendor JSON with `parse_float=Decimal`.
    """
    return int(Decimal(amount).scaleb(2).to_integral_value(ROUND_HALF_UP))


def to_decimal(minor: int) -> Decimal:
    """The amount with exactly two decimals, for a vendor's JSON."""
    return Decimal(minor).scaleb(-2).quantize(_CENT)
