"""What is proposed for a set of taxes as a whole: each code, how sure it is, its reason and the rate of each tax."""

import pytest

from daybook.domain.chart.mapping import MappedTaxCode, MappedTaxRate
from daybook.domain.proposals.evidence import Confidence, Reason, ReasonCode
from daybook.domain.proposals.taxes import (
    WHOLE_CODE,
    TaxCodeCandidate,
    TaxCodeMatch,
    TaxCodeProposal,
    TaxRateRef,
    propose_tax_code,
)
from unit.proposals.shops import tax

SURE, POSSIBLE = Confidence.SURE, Confidence.POSSIBLE
GST, QST, HST = tax("GST", "0.05", "gst"), tax("QST", "0.09975", "qst"), tax("HST", "0.130", "hst")
NOUGHT, BOTTLES = tax("Zero", "0", "zero"), tax("Bottles", None, "bottles")


def code(name, *rates, active=True, total_only=False):
    refs = tuple(TaxRateRef(f"{name}/{rate}", rate, percent) for rate, percent in rates)
    return TaxCodeCandidate(f"id-{name}", name, refs, active, total_only)


def same_rates(found, said, *pairs):
    return TaxCodeMatch(found, SURE, Reason(ReasonCode.SAME_RATES, said), pairs)


GST_CODE = code("GST", ("GST", "5"))
BOTH = code("GST/QST", ("GST", "5.000"), ("QST", "9.975"))
EXEMPT, ZERO_RATED = code("Exempt"), code("Zero-rated", ("Zero", "0"), ("Nil", "0.0"))


def test_a_code_with_the_same_rates_is_sure_and_each_tax_has_its_rate():
    found = same_rates(BOTH, ("GST 5 %", "QST 9.975 %"), ("qst", "GST/QST/QST"), ("gst", "GST/QST/GST"))

    assert propose_tax_code([QST, GST], [GST_CODE, BOTH, EXEMPT]) == TaxCodeProposal(("qst", "gst"), (found,))


@pytest.mark.parametrize(("percent", "said"), [("20.0", "20"), ("1E+1", "10"), ("0.50", "0.5"), ("100", "100")])
def test_a_rate_is_said_in_plain_digits(percent, said):
    levied = tax("VAT", str(float(percent) / 100), "vat")
    standard = code("S", ("VAT", percent))

    assert propose_tax_code([levied], [standard]).choice == same_rates(standard, (f"VAT {said} %",), ("vat", "S/VAT"))


def test_untaxed_sales_may_have_every_active_code_without_tax_in_the_order_of_the_company():
    old = code("Old", active=False)

    assert propose_tax_code([], [ZERO_RATED, GST_CODE, old, EXEMPT]) == TaxCodeProposal(
        (),
        (
            TaxCodeMatch(ZERO_RATED, POSSIBLE, Reason(ReasonCode.ADDS_NO_TAX)),
            TaxCodeMatch(EXEMPT, POSSIBLE, Reason(ReasonCode.ADDS_NO_TAX)),
        ),
    )


@pytest.mark.parametrize(
    ("taxes", "codes"),
    [
        ((GST, BOTTLES), (GST_CODE,)),
        ((BOTTLES,), (EXEMPT, ZERO_RATED)),
        ((NOUGHT,), (EXEMPT,)),
        ((GST,), (code("Old", ("GST", "5"), active=False),)),
        ((GST,), (BOTH, code("Six", ("GST", "6")))),
    ],
    ids=["a flat tax beside", "a flat tax", "nought and no rates", "inactive", "other rates"],
)
def test_no_code_is_proposed_for_other_rates_and_the_taxes_are_named_all_the_same(taxes, codes):
    assert propose_tax_code(taxes, codes) == TaxCodeProposal(tuple(each.id for each in taxes), ())


def test_codes_that_fit_alike_are_each_possible_and_named_and_a_less_sure_one_stands_behind():
    first, second = code("A", ("VAT", "23")), code("B", ("TVA", "23"))
    split, named = code("C", ("One", "11.5"), ("Two", "11.5")), code("D", ("GST", "23"))
    tie = Reason(ReasonCode.SEVERAL_SUITABLE, ("A", "B"))
    total = Reason(ReasonCode.SAME_TOTAL, ("23 %",))
    other = Reason(ReasonCode.RATE_NAMES_DIFFER, ("VAT", "GST"))

    proposal = propose_tax_code([tax("VAT", "0.23", "vat")], [named, split, second, first])

    assert proposal == TaxCodeProposal(
        ("vat",),
        (
            TaxCodeMatch(first, POSSIBLE, tie, (("vat", "A/VAT"),)),
            TaxCodeMatch(second, POSSIBLE, tie, (("vat", "B/TVA"),)),
            TaxCodeMatch(split, POSSIBLE, total),
            TaxCodeMatch(named, POSSIBLE, other, (("vat", "D/GST"),)),
        ),
    )
    assert (proposal.choice, proposal.tied) == (None, True)


def test_of_codes_that_fit_alike_those_with_the_families_of_the_taxes_come_first():
    plain, half, whole = (
        code("A", ("One", "5"), ("Two", "9.975")),
        code("B", ("TPS", "5"), ("Two", "9.975")),
        code("Québec TVQ", ("TPS", "5"), ("Two", "9.975")),
    )

    proposal = propose_tax_code([GST, QST], [plain, half, whole])

    assert [match.code for match in proposal.matches] == [whole, half, plain]


@pytest.mark.parametrize(
    ("levied", "rate", "is_sure"),
    [
        ("GST", "GST", True),
        ("GST", "TPS", True),
        ("GST", "Rate", True),
        ("Levy", "GST", True),
        ("GST/QST", "QST", True),
        ("PST", "GST", False),
    ],
)
def test_two_names_of_different_taxes_make_a_code_possible_alone(levied, rate, is_sure):
    found = code("Five", (rate, "5"))
    pairs = (("t", f"Five/{rate}"),)
    expected = (
        same_rates(found, (f"{rate} 5 %",), *pairs)
        if is_sure
        else TaxCodeMatch(found, POSSIBLE, Reason(ReasonCode.RATE_NAMES_DIFFER, (levied, rate)), pairs)
    )

    proposal = propose_tax_code([tax(levied, "0.05", "t")], [found])

    assert proposal == TaxCodeProposal(("t",), (expected,))
    assert (proposal.choice, proposal.tied) == (expected if is_sure else None, False)


def test_equal_rates_go_to_the_taxes_that_they_name_and_else_in_their_order():
    one, two = tax("TVQ", "0.05", "one"), tax("TPS", "0.05", "two")
    named, unnamed = code("N", ("GST", "5"), ("QST", "5")), code("U", ("First", "5"), ("Second", "5"))

    assert propose_tax_code([one, two], [named]).matches[0].rate_of_tax == (("one", "N/QST"), ("two", "N/GST"))
    assert propose_tax_code([one, two], [unnamed]).matches[0].rate_of_tax == (("one", "U/First"), ("two", "U/Second"))


NEW_YORK = tax("Sales tax", "0.08875", "ny")
CITY = (("State", "4"), ("City", "4.5"), ("MCTD", "0.375"))


@pytest.mark.parametrize(
    ("taxes", "found", "pairs"),
    [
        ([NEW_YORK], code("NYC", *CITY, total_only=True), (("ny", WHOLE_CODE),)),
        ([NEW_YORK], code("NYC", *CITY), None),
        ([tax("A", "0.04", "a"), tax("B", "0.04875", "b")], code("NYC", *CITY, total_only=True), None),
    ],
)
def test_rates_that_add_up_are_sure_where_a_form_has_the_total_of_one_tax_and_else_possible(taxes, found, pairs):
    added = ("8.875 %", "State 4 %", "City 4.5 %", "MCTD 0.375 %")
    expected = (
        TaxCodeMatch(found, SURE, Reason(ReasonCode.RATES_ADD_UP, added), pairs)
        if pairs
        else TaxCodeMatch(found, POSSIBLE, Reason(ReasonCode.SAME_TOTAL, ("8.875 %",)))
    )

    assert propose_tax_code(taxes, [found]).matches == (expected,)


@pytest.mark.parametrize(
    ("match", "mapped"),
    [
        (
            same_rates(BOTH, (), ("qst", "GST/QST/QST"), ("gst", "GST/QST/GST")),
            (MappedTaxRate("qst", "GST/QST/QST", "9.975"), MappedTaxRate("gst", "GST/QST/GST", "5.000")),
        ),
        (
            same_rates(code("GST/QST", ("GST", "5"), ("QST", "9.975"), total_only=True), (), ("qst", "GST/QST/QST")),
            (MappedTaxRate("qst", "", "9.975"),),
        ),
        (
            same_rates(code("GST/QST", *CITY, total_only=True), (), ("ny", WHOLE_CODE)),
            (MappedTaxRate("ny", "", "8.875"),),
        ),
        (same_rates(code("GST/QST"), ()), ()),
    ],
)
def test_a_mapping_keeps_the_rate_of_each_tax_or_the_total_where_forms_have_no_more(match, mapped):
    assert match.mapped == MappedTaxCode("id-GST/QST", mapped)
