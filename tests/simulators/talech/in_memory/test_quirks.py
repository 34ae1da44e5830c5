"""talech's figures are off by less than half a cent, always by the same, and only where they may be."""

import json
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.talech.shop import line, order
from talech_simulator.contract import Order, from_json
from talech_simulator.shop.quirks import Quirks

AMOUNTS = st.integers(min_value=-10_000_000, max_value=10_000_000)
QUANTITIES = st.decimals(min_value="0.001", max_value="500", places=3)


def minor_of(amount):
    """What a careful client reads: the JSON text, rounded half up once."""
    return int((Decimal(json.dumps(amount)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


@given(AMOUNTS, st.text(max_size=5), st.integers(min_value=0, max_value=9))
def test_header_amount_rounds_half_up_to_the_true_cent(minor, order_id, seed):
    amount = Quirks(seed, noise_share=0.5, artefact_share=0.5).header_amount(minor, order_id, "tax")

    assert minor_of(amount) == minor


@given(AMOUNTS, QUANTITIES, st.integers(min_value=1, max_value=60), st.text(max_size=5))
def test_unit_price_times_quantity_rounds_to_the_true_cent_even_summed_over_the_order(minor, quantity, parts, order_id):
    price = Quirks(noise_share=1).unit_amount(minor, quantity, parts, order_id, "price")

    error = Decimal(json.dumps(price)) * quantity - Decimal(minor) / 100
    assert abs(error) * parts < Decimal("0.005")


def test_some_headers_carry_a_fraction_of_a_cent_and_some_the_noise_of_binary_floats():
    quirks = Quirks()
    tax = [quirks.header_amount(105, str(number), "tax") for number in range(2000)]

    assert 1.0500000000000003 in tax
    assert 0.02 < sum(round(each, 2) != round(each, 4) for each in tax) / len(tax) < 0.06


def test_zero_is_never_disturbed():
    assert Quirks(noise_share=1).header_amount(0, "A", "discount") == 0.0


@pytest.mark.parametrize("seed", [0, 7])
def test_small_share_of_orders_has_lines_that_fall_short_of_the_header(seed):
    quirks = Quirks(seed)
    orders = [
        from_json(Order, order(str(number), "2026-03-06T18:00:00Z", None, lines=lines(), payments=[]))
        for number in range(3000)
    ]

    short = [each for each in orders if sum(line.gross_minor for line in quirks.served_lines(each)) != 1500]

    assert 0 < len(short) < 30
    assert {each.id for each in short} == {
        each.id for each in orders if quirks.served_lines(each) != Quirks(seed, difference_share=0).served_lines(each)
    }


def lines():
    return [line("l1", 1000), line("l2", 500), line("l3", 900, voided=True)]
