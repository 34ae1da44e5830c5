from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.domain.money import to_decimal, to_minor


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


@pytest.mark.parametrize(("amount", "minor"), [("12.345", 1235), (3, 300)])
def test_an_amount_that_json_has_as_text_or_as_a_whole_number_is_rounded_too(amount, minor):
    assert to_minor(amount) == minor


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_minor_units_survive_the_way_to_a_vendor_and_back(minor):
    assert to_minor(to_decimal(minor)) == minor
    assert str(to_decimal(minor))[-3] == "."
