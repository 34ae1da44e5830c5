"""The company's codes for a merchant's taxes, read over the API: by rate, ties put to a person, nothing guessed."""

import json

import pytest

from contract.quickbooks_adapter.conftest import Connected
from daybook.application.mapping.taxes.tax_codes import propose_tax_codes
from daybook.domain.merchant.profile import Tax
from unit.proposals.shops import SAMPLE_NAMES, SAMPLES

pytestmark = pytest.mark.loopback


@pytest.fixture
def codes_of(quickbooks):
    """The codes of a company of a variant, and its country."""

    def read(variant):
        company = quickbooks.add_company(variant, name="Shop")
        return Connected(quickbooks, company, country=company.country).ledger().tax_codes(), company.country

    return read


def sample_taxes(name):
    listed = json.loads((SAMPLES / name / "merchant.json").read_text(encoding="utf-8"))["taxes"]
    return [Tax(tax["id"], tax["name"], tax["kind"], tax["rate"]) for tax in listed]


NOTHING_FITS = ({}, set())
ENGLISH = {"t_hst": "HST ON", "t_gst": "GST", "t_qst": "QST QC", "t_gst+t_qst": "GST/QST QC"}
FRENCH = {"t_hst": "TVH ON", "t_gst": "TPS", "t_qst": "TVQ QC", "t_gst+t_qst": "TPS/TVQ QC"}
PROPOSED = {
    ("ca_plus", "cafe-ca"): (ENGLISH, set()),
    ("ca_plus_fr", "cafe-ca"): (FRENCH, set()),
    ("ie_plus", "retail-ie"): ({"t_vat_23": "23% S", "t_vat_135": "13.5% R"}, {"t_vat_0"}),
    # A merchant in a company of another country: the rate alone decides, and nought per cent is a tie everywhere.
    ("gb_plus", "cafe-ca"): ({"t_gst": "5.0% R"}, set()),
    ("gb_plus", "retail-ie"): ({}, {"t_vat_0"}),
    ("ca_plus", "retail-ie"): ({}, {"t_vat_0"}),
    ("ca_plus_fr", "retail-ie"): ({}, {"t_vat_0"}),
}


# Fees an item: no code holds an amount, and in the United States it stays a line beside the codes.
FLAT = {"t_il_bottle"}


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
@pytest.mark.parametrize("variant", ["us_simple_start", "us_plus", "ca_plus", "ca_plus_fr", "ie_plus", "gb_plus"])
def test_every_sample_merchant_finds_the_codes_of_its_rates_in_every_company_and_no_others(codes_of, variant, sample):
    codes, country = codes_of(variant)
    names = {code.id: code.name for code in codes}

    found = propose_tax_codes(sample_taxes(sample), codes, country)

    chosen = {key: names[code.code_id] for key, code in found.codes.items()}
    undecided = {"+".join(proposal.tax_ids) for proposal in found.undecided}
    assert (chosen, undecided) == PROPOSED.get((variant, sample), NOTHING_FITS)
    held = {tax_id for key in (*chosen, *undecided) for tax_id in key.split("+")}
    open_taxes = {tax.id for tax in (*found.uncovered, *found.own_lines)}
    assert open_taxes == {tax.id for tax in sample_taxes(sample)} - held
    assert {tax.id for tax in found.own_lines} == (FLAT if country == "US" else set()) & open_taxes


@pytest.mark.parametrize(
    ("variant", "untaxed", "not_a_sale"),
    [
        ("us_plus", ["NON"], "NON"),
        ("ca_plus", ["Zero-rated", "Exempt", "Out of Scope"], "Out of Scope"),
        ("ca_plus_fr", ["Détaxé", "Exonéré", "Hors champ"], "Hors champ"),
        ("ie_plus", ["0.0% Z", "Exempt", "No VAT"], "No VAT"),
        ("gb_plus", ["0.0% Z", "Exempt", "No VAT"], "No VAT"),
    ],
)
def test_every_code_without_tax_is_offered_and_the_one_without_rates_is_for_what_is_no_sale(
    codes_of, variant, untaxed, not_a_sale
):
    codes, country = codes_of(variant)

    found = propose_tax_codes((), codes, country)

    assert [code.name for code in found.untaxed] == untaxed
    assert found.not_a_sale.name == not_a_sale
