"""How sure a liability account is for a tax, why, and how it ranks among others."""

import pytest

from daybook.domain.chart.accounts import Account
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.matching import BY_NAME, BY_WORDS, SHARED
from daybook.domain.proposals.tax_accounts import families_of, match_tax
from unit.proposals.shops import LIABILITY, account, shop, tax

HST, GST, QST = tax("HST", "0.13"), tax("GST", "0.05", "t2"), tax("QST", "0.09975", "t3")
LEVY, BOTTLES = tax("City levy", "0.01"), tax("Bottle deposit", None)


def found_for(levied, found, *, beside=(), country="CA"):
    return match_tax(levied, shop(taxes=(levied, *beside), country=country), found)


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("GST", {"gst"}),
        ("TPS et TVQ", {"gst", "qst"}),
        ("HST 13 %", {"hst"}),
        ("RST/PST", {"rst", "pst"}),
        ("TVA 20 %", {"vat"}),
        ("TVP", {"pst"}),
        ("Sales tax", set()),
        ("", set()),
    ],
)
def test_the_families_of_a_tax_are_the_same_in_both_languages(name, families):
    assert families_of(name) == families


@pytest.mark.parametrize(
    ("levied", "name"),
    [
        (HST, "HST"),
        (HST, "TVH"),
        (HST, "POS talech HST account: sales tax payable, collected, owed, due, liability"),
        (QST, "TVQ à payer"),
        (tax("GST/QST", "0.14975"), "QST and GST collected"),
        (LEVY, "City levy tax"),
        (tax("City levy tax", "0.01"), "Tax: city levy"),
    ],
)
def test_an_account_with_the_name_of_the_tax_is_sure(levied, name):
    found = account(name, LIABILITY)

    assert found_for(levied, found) == Match(
        found, Confidence.SURE, Reason(ReasonCode.SAME_NAME, (levied.name, name)), (BY_NAME,)
    )


@pytest.mark.parametrize(
    ("levied", "name", "words"),
    [
        (HST, "GST/HST payable", 2),
        (GST, "GST/HST payable", 2),
        (tax("GST/HST 13", "0.13"), "HST payable", 1),
        (tax("GST/HST 13", "0.13"), "GST/HST payable", 2),
        (tax("QST 9.975%", "0.09975"), "QST", 1),
        (tax("VAT 23%", "0.23"), "VAT liability", 1),
    ],
)
def test_an_account_for_its_family_is_sure_and_the_fewest_families_fit_best(levied, name, words):
    found = account(name, LIABILITY)

    assert found_for(levied, found) == Match(
        found, Confidence.SURE, Reason(ReasonCode.WORD_MATCH, (name,)), (BY_WORDS, words)
    )


@pytest.mark.parametrize(("name", "words"), [("Sales tax", 2), ("Sales tax collected", 3), ("POS Sales Tax owed", 4)])
@pytest.mark.parametrize(
    ("levied", "beside", "country"),
    [
        (HST, (), "CA"),
        (HST, (), "US"),
        (LEVY, (GST,), "US"),
        (tax("Sales tax", "0.08"), (), "US"),
        (tax("Zero", "0"), (), "IE"),
    ],
)
def test_an_account_for_sales_tax_in_general_is_likely_and_the_fewest_words_fit_best(
    levied, beside, country, name, words
):
    found = account(name, LIABILITY)

    assert found_for(levied, found, beside=beside, country=country) == Match(
        found, Confidence.LIKELY, Reason(ReasonCode.WORD_MATCH, (name,)), (SHARED, words)
    )


def test_a_reason_names_an_account_with_its_number():
    found = Account("1", "GST/HST", *LIABILITY, number="2310")
    same = Account("1", "HST", *LIABILITY, number="2310")

    assert found_for(HST, found).reason == Reason(ReasonCode.WORD_MATCH, ("2310 GST/HST",))
    assert found_for(HST, same).reason == Reason(ReasonCode.SAME_NAME, ("HST", "2310 HST"))


@pytest.mark.parametrize(
    ("levied", "name", "beside", "country"),
    [
        (HST, "GST payable", (), "CA"),
        (HST, "HST Ontario", (), "CA"),
        (HST, "GST/HST/QST payable", (), "CA"),
        (GST, "GST/QST payable", (), "CA"),
        (QST, "GST/QST payable", (), "CA"),
        (LEVY, "City levy payable", (), "CA"),
        (LEVY, "City tax", (), "CA"),
        (tax("Sales", "0.08"), "Payable", (), "US"),
        (HST, "Sales tax", (GST,), "CA"),
        (HST, "Sales tax", (GST,), "IE"),
        (BOTTLES, "Sales tax", (), "US"),
        (HST, "Tax payable", (), "CA"),
        (HST, "Sales", (), "CA"),
        (HST, "Income tax payable", (), "CA"),
        (HST, "City sales tax", (), "CA"),
    ],
)
def test_an_account_of_another_tax_or_with_an_unknown_word_is_not_for_the_tax(levied, name, beside, country):
    assert found_for(levied, account(name, LIABILITY), beside=beside, country=country) is None
