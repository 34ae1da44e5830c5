"""`use_tax_codes` and `daybook taxes` in the United States, with automated sales tax and without it."""

from dataclasses import replace

import pytest

from daybook.application.mapping.taxes.tax_codes import TaxCodesRefusedError
from daybook.cli.output import Output
from daybook.domain.posting.form_taxes import ANY_SETS, NOT_A_SALE
from unit.application.mapping.taxes.conftest import FEE, ids, run


@pytest.fixture
def united_states(ledger):
    def become(*, automated):
        ledger.stored_company = replace(ledger.stored_company, country="US", automated_sales_tax=automated)

    return become


def test_a_us_company_says_non_for_untaxed_lines_whatever_codes_it_has(use, united_states):
    united_states(automated=False)

    with pytest.raises(TaxCodesRefusedError, match=r"choose one of: NON \(NON\)"):
        use("out")
    assert ids(use("NON").mapping) == {"hst": "13", "": "NON", NOT_A_SALE: "NON"}


def test_with_automated_sales_tax_a_form_may_bear_several_codes_and_the_company_is_known_as_it_is_now(
    use, united_states, connections
):
    united_states(automated=True)

    used = use("NON")

    assert ids(used.mapping) == {"hst": "13", "": "NON", NOT_A_SALE: "NON", ANY_SETS: "TAX"}
    assert connections.connection("m_1").company.automated_sales_tax


def test_a_us_fee_of_an_amount_stays_a_line_and_is_not_taxable(use, united_states, profile, connections):
    united_states(automated=False)
    connections.save_profile(replace(profile, taxes=(*profile.taxes, FEE)))

    assert ids(use("NON").mapping) == {"hst": "13", "": "NON", NOT_A_SALE: "NON", "eco": "NON"}


def test_before_anything_is_chosen_a_us_merchant_reads_what_will_stay_lines(
    system, united_states, profile, connections, capsys
):
    """Nothing of it calls for attention: no choice could change it."""
    united_states(automated=False)
    connections.save_profile(replace(profile, taxes=(*profile.taxes, FEE)))

    attention = run(system, Output(as_json=False))

    said = " ".join(capsys.readouterr().out.split())
    assert not attention
    assert "a day that sells under several keeps its taxes as liability lines" in said
    assert "eco (Eco fee) is no percentage: it stays a liability line, whatever is chosen" in said


def test_with_automated_sales_tax_there_is_nothing_to_warn_of(system, united_states, profile, connections, capsys):
    united_states(automated=True)
    connections.save_profile(profile)

    run(system, Output(as_json=False))

    assert "sells under several" not in " ".join(capsys.readouterr().out.split())
