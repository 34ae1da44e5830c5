"""Which rate of QuickBooks stands for which tax of the tills: a second opinion on Daybook's codes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from daybook_local.demo.taxes.till_taxes import TaxGroup, TillTaxes, WrongTaxCodeError, till_taxes
from talech_simulator.contract import Tax
from unit.local_demo.taxes_of_a_cafe import (
    CODE_ROWS,
    CODES,
    GST,
    GST_HST_PAYABLE,
    HST,
    QST_PAYABLE,
    TAXES,
    TILL,
    code,
    filed,
)


def groups(till):
    return {(group.tax_ids, group.rate_ids) for group in till.groups}


def test_a_tax_is_paired_with_the_rate_of_its_percentage_in_every_code_it_occurs_in():
    assert groups(TILL) == {
        (frozenset({"t_hst"}), frozenset({"r-hst"})),
        (frozenset({"t_gst"}), frozenset({"r-gst"})),
        (frozenset({"t_qst"}), frozenset({"r-qst"})),
    }


def test_the_accounts_are_those_of_the_rates():
    assert TILL.payables == {"t_hst": GST_HST_PAYABLE, "t_gst": GST_HST_PAYABLE, "t_qst": QST_PAYABLE}


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ({HST: "c-qc"}, "t_hst was given tax code c-qc, whose rates are 5 %, 9.975 %"),
        ({GST: "c-on"}, "t_gst was given tax code c-on, whose rates are 13 %"),
        ({GST: "c-none"}, "t_gst was given tax code c-none, whose rates are none"),
    ],
    ids=["another code", "another percentage", "a code without rates"],
)
def test_a_code_that_has_not_the_percentages_of_its_taxes_is_refused(codes, words):
    with pytest.raises(WrongTaxCodeError, match=words):
        TillTaxes.of_company(TAXES, CODES | codes, CODE_ROWS, filed())


def test_taxes_that_share_a_rate_are_compared_together_as_nobody_could_tell_them_apart():
    other = Tax(id="t_rst", name="RST", rate=Decimal("0.13"))

    till = TillTaxes.of_company([*TAXES, other], {**CODES, frozenset({"t_rst"}): "c-on"}, CODE_ROWS, filed())

    assert (frozenset({"t_hst", "t_rst"}), frozenset({"r-hst"})) in groups(till)


def test_a_tax_whose_rates_lead_to_two_accounts_is_refused():
    rates = [*filed(), replace(filed()[0], rate_id="r-hst2", account_id="99")]
    codes = {**CODES, frozenset({"t_hst", "t_gst"}): "c-both"}

    with pytest.raises(WrongTaxCodeError, match="t_hst: its rates lead to the accounts 61, 99"):
        TillTaxes.of_company(TAXES, codes, [*CODE_ROWS, code("c-both", "r-hst2", "r-gst")], rates)


def test_in_the_united_states_all_taxes_stand_against_all_rates_as_quickbooks_spreads_the_total():
    rates = [replace(rate, account_id="30") for rate in filed()]

    till = till_taxes("US", TAXES, CODES, [], rates)

    every = frozenset(rate.rate_id for rate in rates)
    assert till.groups == [TaxGroup(frozenset({"t_hst", "t_gst", "t_qst"}), every)]
    assert set(till.payables.values()) == {"30"}
