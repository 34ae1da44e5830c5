"""Tax codes are found by the rates they are made of, whatever they are called (docs/quickbooks.md 6.4)."""

from dataclasses import replace

import pytest

from daybook.domain.chart.mapping import MappedTaxCode, MappedTaxRate
from daybook.domain.proposals.reasons import reason_text
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef, propose_tax_code
from quickbooks_simulator import VARIANTS
from unit.proposals.shops import tax

GST, QST, HST = tax("GST", "0.05", "gst"), tax("QST", "0.09975", "qst"), tax("HST", "0.13", "hst")
PST_BC, ZERO, BOTTLES = tax("PST", "0.07", "pst"), tax("Zero", "0", "zero"), tax("Bottles", None, "b")


def code(name, *rates, active=True):
    refs = tuple(TaxRateRef(f"{name}/{rate}", rate, percent) for rate, percent in rates)
    return TaxCodeCandidate(f"id-{name}", name, refs, active)


def seed_codes(variant):
    taxes = VARIANTS[variant].taxes
    names = taxes.french if VARIANTS[variant].language == "fr" else {}
    return [
        code(names.get(name, name), *((names.get(rate, rate), taxes.rates[rate][1]) for rate in rates))
        for name, rates in taxes.codes.items()
    ]


@pytest.mark.parametrize(
    ("variant", "taxes", "expected"),
    [
        ("ca_plus", [GST], "GST"),
        ("ca_plus", [HST], "HST ON"),
        ("ca_plus", [GST, QST], "GST/QST QC"),
        ("ca_plus", [QST, GST], "GST/QST QC"),
        ("ca_plus", [QST], "QST QC"),
        ("ca_plus", [GST, PST_BC], "GST/PST BC"),
        ("ca_plus_fr", [GST, QST], "TPS/TVQ QC"),
        ("ca_plus_fr", [HST], "TVH ON"),
        ("ie_plus", [tax("VAT 23%", "0.23")], "23% S"),
        ("ie_plus", [tax("VAT 13.5%", "0.135")], "13.5% R"),
        ("gb_plus", [tax("VAT", "0.2000")], "20.0% S"),
    ],
)
def test_a_tax_set_finds_the_code_with_its_rates_in_the_companys_list(variant, taxes, expected):
    proposal = propose_tax_code(taxes, seed_codes(variant))

    assert proposal.choice.code.name == expected


def test_each_tax_is_paired_with_its_rate_of_the_code():
    """A TaxLine per rate needs the rate's id (docs/quickbooks.md 6.3)."""
    proposal = propose_tax_code([QST, GST], seed_codes("ca_plus"))

    assert dict(proposal.choice.rate_of_tax) == {"gst": "GST/QST QC/GST", "qst": "GST/QST QC/QST"}


@pytest.mark.parametrize("variant", ["ca_plus", "ie_plus", "gb_plus"])
def test_codes_with_the_same_rates_are_a_tie_and_none_is_chosen(variant):
    """Zero-rated and exempt are both nought per cent and mean different things on a return."""
    proposal = propose_tax_code([ZERO], seed_codes(variant))

    assert proposal.tied
    assert proposal.choice is None
    assert len(proposal.matches) == 2
    assert "Exempt" in reason_text(proposal.matches[0].reason, "en")


def test_untaxed_sales_are_shown_every_code_without_tax_and_none_is_chosen():
    proposal = propose_tax_code([], seed_codes("ca_plus"))

    assert [match.code.name for match in proposal.matches] == ["Zero-rated", "Exempt", "Out of Scope"]
    assert proposal.choice is None


def test_a_code_that_adds_up_alike_from_other_rates_is_shown_and_not_chosen():
    combined = tax("Québec", "0.14975")

    proposal = propose_tax_code([combined], seed_codes("ca_plus"))

    assert [(match.code.name, match.reason.code) for match in proposal.matches] == [("GST/QST QC", "same_total")]
    assert proposal.choice is None
    assert reason_text(proposal.matches[0].reason, "en") == "It adds up to the same “14.975 %”, but from other rates."


NEW_YORK = tax("Sales tax", "0.08875", "ny")
CITY = (("State", "4"), ("City", "4.5"), ("MCTD", "0.375"))


def group(name, *rates, **more):
    """A code of a United States company: a form names it alone, and the total of its tax."""
    return replace(code(name, *rates), total_only=True, **more)


def test_a_group_whose_rates_add_up_to_the_tills_rate_is_chosen_where_a_form_says_the_total_alone():
    proposal = propose_tax_code([NEW_YORK], [group("Yonkers", *CITY[:2]), group("New York City", *CITY)])

    assert proposal.choice.code.name == "New York City"
    assert proposal.choice.mapped == MappedTaxCode("id-New York City", (MappedTaxRate("ny", "", "8.875"),))
    assert reason_text(proposal.choice.reason, "en") == (
        "Its rates add up to “8.875 %”: “State 4 %”, “City 4.5 %”, “MCTD 0.375 %”."
    )
    assert reason_text(proposal.choice.reason, "fr").startswith("La somme de ses taux est de «\xa08.875 %\xa0»\xa0: «")


@pytest.mark.parametrize(
    "other",
    [group("New York County", ("State", "4"), ("Local", "4.875")), group("Flat", ("All", "8.875"))],
    ids=["another group", "a single rate"],
)
def test_two_codes_with_the_tills_rate_in_all_are_a_persons_choice(other):
    """Each pays other agencies, which no percentage tells apart."""
    proposal = propose_tax_code([NEW_YORK], [group("New York City", *CITY), other])

    assert proposal.choice is None
    assert proposal.tied
    assert {match.code.name for match in proposal.matches if match.rate_of_tax} == {"New York City", other.name}


@pytest.mark.parametrize(
    ("taxes", "candidate"),
    [
        ([NEW_YORK], group("a hair less", ("State", "4"), ("City", "4.5"), ("MCTD", "0.374"))),
        ([NEW_YORK], code("another country", *CITY)),
        ([tax("State", "0.04", "s"), tax("City", "0.04875", "c")], group("New York City", *CITY)),
    ],
    ids=["another sum", "rates are said one by one", "two taxes of the till"],
)
def test_a_group_is_chosen_for_no_other_sum_and_only_where_the_total_is_all_that_is_said(taxes, candidate):
    assert propose_tax_code(taxes, [candidate]).choice is None


def test_a_rate_of_another_tax_is_not_chosen_for_its_percentage():
    proposal = propose_tax_code([GST], [code("PST 5", ("PST", "5"))])

    assert proposal.choice is None
    assert proposal.matches[0].reason.code == "rate_names_differ"


def test_equal_percentages_in_one_code_are_told_apart_by_the_names_of_the_taxes():
    taxes = [tax("TVQ", "0.05", "qst"), tax("TPS", "0.05", "gst")]

    proposal = propose_tax_code(taxes, [code("both", ("GST", "5"), ("QST", "5"))])

    assert dict(proposal.choice.rate_of_tax) == {"qst": "both/QST", "gst": "both/GST"}


@pytest.mark.parametrize(
    ("taxes", "codes"),
    [
        ([GST], [code("old", ("GST", "5"), active=False)]),
        ([GST, BOTTLES], [code("GST", ("GST", "5"))]),
        ([tax("Levy", "0.03")], [code("GST", ("GST", "5"))]),
    ],
    ids=["inactive code", "flat tax in the set", "unknown rate"],
)
def test_where_no_active_code_has_the_rates_nothing_is_proposed(taxes, codes):
    assert propose_tax_code(taxes, codes).matches == ()
