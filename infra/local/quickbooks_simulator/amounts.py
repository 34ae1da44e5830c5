"""Money between the wire, where it is a JSON number, and the books, where it is an integer of minor units."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_WITHOUT_MINOR_UNITS = frozenset({"CLP", "JPY", "KRW", "VND"})

ZERO = Decimal(0)


def minor_digits(currency: str) -> int:
    """How many decimals the currency has."""
    return 0 if currency in _WITHOUT_MINOR_UNITS else 2


def to_minor(amount: Decimal, currency: str) -> int:
    """An amount in minor units, rounded half up (the wire allows five decimals, books have two)."""
    scaled = amount.scaleb(minor_digits(currency))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def from_minor(amount_minor: int, currency: str) -> Decimal:
    """Minor units as the decimal that goes on the wire."""
    return Decimal(amount_minor).scaleb(-minor_digits(currency))


def percentage_minor(base_minor: int, percent: Decimal) -> int:
    """So many per cent of an amount, in minor units, rounded half up."""
    return int((Decimal(base_minor) * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def shared_out(total_minor: int, weights: Sequence[int]) -> list[int]:
    """An amount divided in proportion, without losing a minor unit (largest remainder first)."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    exact = [Decimal(total_minor) * weight / whole for weight in weights]
    parts = [int(share.to_integral_value(rounding="ROUND_FLOOR")) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: exact[i] - parts[i], reverse=True)
    for i in by_remainder[: total_minor - sum(parts)]:
        parts[i] += 1
    return parts
