"""Money is an integer of minor units (cents). Decimals appear only where a vendor's JSON does."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def to_minor(amount: Decimal | str | int) -> int:
    """Minor units of a vendor amount, rounded half up to the cent once (talech reference 7).

    Half up means away from zero for both signs, so that a refund rounds like the sale it reverses.
    Floats are refused by the type: parse vendor JSON with `parse_float=Decimal`.
    """
    return int(Decimal(amount).quantize(_CENT, rounding=ROUND_HALF_UP).scaleb(2))


def to_decimal(minor: int) -> Decimal:
    """The amount with exactly two decimals, for a vendor's JSON."""
    return Decimal(minor).scaleb(-2).quantize(_CENT)


def allocate(total_minor: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split `total_minor` in proportion to `weights`, to the last minor unit (largest remainder).

    Ties go to the earlier share. With all weights zero everything goes to the first share.

    Raises:
        ValueError: there is no share to receive the money, or a weight is negative.
    """
    if not weights or min(weights) < 0:
        raise ValueError(
            f"cannot allocate {total_minor} over weights {list(weights)}: need at least one, none negative"
        )
    whole = sum(weights)
    if whole == 0:
        return (total_minor, *([0] * (len(weights) - 1)))
    sign = -1 if total_minor < 0 else 1
    floors = [abs(total_minor) * weight // whole for weight in weights]
    remainders = [abs(total_minor) * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in by_remainder[: abs(total_minor) - sum(floors)]:
        floors[i] += 1
    return tuple(sign * share for share in floors)
