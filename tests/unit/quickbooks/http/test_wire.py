"""Money crosses the wire exactly, text within what the company can store (docs/quickbooks.md 7)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.adapters.quickbooks.http.wire import Percent, dumps, latin1, loads
from daybook.domain.money import to_decimal, to_minor


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal(18), "18.00"),
        (Decimal("842.1"), "842.10"),
        (Decimal("-0.05"), "-0.05"),
        (Decimal("1E+3"), "1000.00"),
        (Decimal("9999999999999.99"), "9999999999999.99"),
    ],
)
def test_money_is_a_json_number_with_two_decimals(amount, written):
    assert dumps({"Amount": amount}) == f'{{"Amount": {written}}}'


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_every_amount_of_minor_units_comes_back_from_the_wire(minor):
    assert to_minor(loads(dumps({"Amount": to_decimal(minor)}))["Amount"]) == minor


def test_a_rate_keeps_the_decimals_it_has():
    assert dumps({"TaxPercent": Percent("9.975"), "Amount": Decimal("9.97")}) == '{"TaxPercent": 9.975, "Amount": 9.97}'


def test_a_fraction_of_a_cent_is_refused():
    with pytest.raises(ValueError, match=r"10\.005 has a fraction of a cent"):
        dumps({"Amount": Decimal("10.005")})


@pytest.mark.parametrize("value", [1.5, b"x", object()])
def test_a_float_never_gets_into_a_payload(value):
    with pytest.raises(TypeError, match="cannot be written"):
        dumps({"Amount": value})


def test_all_that_payloads_are_made_of_is_written_as_json():
    body = {"a": [1, True, None, 'é "quoted" \n'], "b": {"c": ()}}

    assert loads(dumps(body)) == {"a": [1, True, None, 'é "quoted" \n'], "b": {"c": []}}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Café Crème 50 ¢", "Café Crème 50 ¢"),
        ("Joe\u2019s “Diner” \u2013 5…", 'Joe\'s "Diner" - 5...'),
        ("Łódź ŝ", "Lódz s"),
        ("Cre\u0300me bru\u0302le\u0301e", "Crème brûlée"),
        ("Tips 🍕", "Tips"),
        ("Bar 🍸 & grill ☘\ufe0f 2", "Bar & grill 2"),
        ("two  blanks", "two  blanks"),
        ("Суп", "???"),
        ("🍕🍸", "?"),
        ("", ""),
        ("5 €", "5 EUR"),
    ],
)
def test_text_for_us_companies_stays_within_latin_1(text, plain):
    assert latin1(text) == plain


def test_a_text_that_becomes_a_quote_cannot_break_the_payload():
    """The charset is applied to each text before it is written as JSON, never to the JSON."""
    assert loads(dumps({"Description": "“Diner”"}, latin1)) == {"Description": '"Diner"'}


@given(st.text())
def test_no_character_outside_latin_1_survives(text):
    latin1(text).encode("iso-8859-1")
