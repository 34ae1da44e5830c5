"""Arithmetic of minor units: everything that rounds does so here, half up and without floats."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

_MINOR_PER_MAJOR = 100


def half_up(amount: Decimal) -> int:
    """Round to a whole minor unit; halves go away from zero, so a return mirrors its sale."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def minor_units(price: str) -> int:
    """A price as a data set prints it ("2.55") in minor units."""
    return half_up(Decimal(price) * _MINOR_PER_MAJOR)


def to_step(amount_minor: int, step_minor: int) -> int:
    """Round to what coins can pay, such as 5 cents; a step of 0 or 1 leaves the amount alone."""
    if step_minor <= 1:
        return amount_minor
    return half_up(Decimal(amount_minor) / step_minor) * step_minor


def shares(amount_minor: int, weights: Sequence[int]) -> list[int]:
    """Split an amount in proportion to `weights` by largest remainder; the parts add up exactly."""
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    exact = [Decimal(amount_minor) * weight / total for weight in weights]
    parts = [int(part.to_integral_value(rounding=ROUND_FLOOR)) for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: amount_minor - sum(parts)]:
        parts[index] += 1
    return parts
