from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.domain.money import allocate, to_decimal, to_minor


@pytest.mark.parametrize(
    ("amount", "minor"),
    [
        ("1.7438", 174),
        ("0.005", 1),
        ("-0.005", -1),
        ("1.0500000000000003", 105),
        ("2.675", 268),
        ("-11062.06", -1106206),
    ],
)
def test_vendor_amounts_are_rounded_half_up_once(amount, minor):
    assert to_minor(Decimal(amount)) == minor


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_minor_units_survive_the_way_to_a_vendor_and_back(minor):
    assert to_minor(to_decimal(minor)) == minor
    assert str(to_decimal(minor))[-3] == "."


@given(
    total=st.integers(min_value=-(10**9), max_value=10**9),
    weights=st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=30),
)
def test_allocation_gives_every_minor_unit_away_and_no_more(total, weights):
    """Shares add up to the total and lie within one minor unit of the exact proportion."""
    shares = allocate(total, weights)

    assert sum(shares) == total
    if whole := sum(weights):
        assert all(
            abs(share - Decimal(total) * weight / whole) < 1 for share, weight in zip(shares, weights, strict=True)
        )


@pytest.mark.parametrize("weights", [[], [3, -1]])
def test_an_impossible_allocation_says_what_was_asked(weights):
    with pytest.raises(ValueError, match="cannot allocate 5 over weights"):
        allocate(5, weights)
