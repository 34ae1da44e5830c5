"""Tax codes in a running QuickBooks: made over its API, read back from its return, by the demonstration's own hands."""

from contextlib import closing
from decimal import Decimal

import pytest

from daybook_local.demo.taxes.tax_codes import make_tax_codes
from daybook_local.demo.taxes.till_taxes import till_taxes
from daybook_local.system.vendors.loopback import ControlError
from daybook_local.system.vendors.quickbooks_control import QuickBooksControl
from quickbooks_simulator import QuickBooksSimulator
from talech_simulator.contract import Tax

pytestmark = pytest.mark.loopback

STATE = Tax(id="t_state", name="NY state", rate=Decimal("0.04"))
CITY = Tax(id="t_city", name="New York City", rate=Decimal("0.04875"))


@pytest.fixture
def company():
    with QuickBooksSimulator(throttled=False) as quickbooks:
        realm = quickbooks.add_company("ca_plus", name="Far from home").realm
        with closing(QuickBooksControl(quickbooks.base_url, realm)) as control:
            yield control


def test_codes_that_were_made_stand_for_their_taxes_and_lead_to_quickbooks_own_account(company):
    names = make_tax_codes(company, [{"t_state"}, {"t_state", "t_city"}], [STATE, CITY])

    rates = {rate.name: rate for rate in company.tax_return() if rate.name in {"NY state 4%", "New York City 4.875%"}}
    codes = {row["Name"]: row["Id"] for row in company.read_back("TaxCode")}
    used = {frozenset({"t_state", "t_city"}): codes[names[0]], frozenset({"t_state"}): codes[names[1]]}
    till = till_taxes("CA", [STATE, CITY], used, company.read_back("TaxCode"), company.tax_return())
    assert {name: rate.percent for name, rate in rates.items()} == {
        "NY state 4%": Decimal(4),
        "New York City 4.875%": Decimal("4.875"),
    }
    assert {(*group.tax_ids, *group.rate_ids) for group in till.groups} == {
        ("t_state", rates["NY state 4%"].rate_id),
        ("t_city", rates["New York City 4.875%"].rate_id),
    }
    assert set(till.payables.values()) == {rate.account_id for rate in rates.values()}


def test_the_meter_tells_tax_codes_from_what_documents_refer_to(company):
    before = company.meter()

    make_tax_codes(company, [{"t_state"}], [STATE])

    made = company.meter().since(before)
    assert (made.tax_codes, made.writes, made.references, made.documents) == (1, 1, 0, 0)


def test_a_code_whose_name_is_taken_is_an_error_with_what_quickbooks_says(company):
    company.create_tax_code("City", [{"TaxRateId": company.tax_return()[0].rate_id}])

    with pytest.raises(ControlError, match="The tax code City exists already"):
        company.create_tax_code("City", [{"TaxRateId": company.tax_return()[0].rate_id}])
