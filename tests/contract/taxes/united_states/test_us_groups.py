"""United States: one rate of the till is a group of state, city and district in QuickBooks, found by its sum."""

import pytest

from contract.taxes.merchant import amounts_by_code
from contract.taxes.sales import shop, tickets
from contract.taxes.tax_return import tax_return
from contract.traps.chart import CASH, COFFEE_SALES
from contract.traps.sales import MONDAY
from daybook.application.mapping.taxes.tax_codes import TaxCodesRefusedError
from daybook.domain.chart.mapping import MappedTaxCode, MappedTaxRate
from daybook.domain.money import to_minor
from daybook.domain.posting.documents import DocumentKind
from quickbooks_simulator.lists.tax_service import create_tax_code

pytestmark = pytest.mark.loopback

FORMS = pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT])
NEW_YORK = shop("USD", "America/New_York", t_ny="0.08875")
# 8.875 % of 10.00 is 0.89; three are 2.67. On 30.00 it computes to 2.66.
COFFEES = tickets(3, 1000, {"t_ny": 89})
CITY = {"NY State": "4", "New York City": "4.5", "NY MCTD": "0.375"}


def add_group(merchant, name, rates):
    """The tax code as QuickBooks' tax centre makes it."""
    agency = next(iter(merchant.company.table("TaxAgency")))
    details = [
        {"TaxRateName": rate, "RateValue": percent, "TaxAgencyId": agency, "TaxApplicableOn": "Sales"}
        for rate, percent in rates.items()
    ]
    create_tax_code(merchant.company, {"TaxCode": name, "TaxRateDetails": details}, merchant.talech.clock.now())


def shop_in_new_york(shop_in, kind, groups):
    merchant = shop_in("us_plus")
    for name, rates in groups.items():
        add_group(merchant, name, rates)
    merchant.open(kind, COFFEES, profile=NEW_YORK)
    return merchant


@FORMS
def test_the_group_is_used_by_itself_and_the_collected_tax_reaches_the_sales_tax_centre(shop_in, kind):
    merchant = shop_in_new_york(shop_in, kind, {"New York, NY": CITY})

    used = merchant.use_codes("NON")
    document = merchant.close(MONDAY)

    group = MappedTaxCode(merchant.code("New York, NY"), (MappedTaxRate("t_ny", "", "8.875"),))
    assert used.mapping.tax_codes["t_ny"] == group
    assert to_minor(document["TxnTaxDetail"]["TotalTax"]) == 267
    assert amounts_by_code(document)["TAX"] == 3000
    assert merchant.books(MONDAY) == {CASH: 3267, COFFEE_SALES: -3000, "Sales Tax Payable": -267}
    assert sum(tax for tax, _ in tax_return(merchant.company, MONDAY).values()) == 267


def test_the_preview_names_the_group_in_the_head_of_the_form(shop_in):
    merchant = shop_in_new_york(shop_in, DocumentKind.SALES_RECEIPT, {"New York, NY": CITY})
    merchant.use_codes("NON")

    sent = merchant.preview(MONDAY).payload["TxnTaxDetail"]

    assert sent["TxnTaxCodeRef"] == {"value": merchant.code("New York, NY")}
    assert "TaxLine" not in sent


def test_two_groups_of_one_sum_wait_for_a_person_and_the_choice_is_used(shop_in):
    """Both are 8.875 %, and each pays other districts."""
    twins = {"New York, NY": CITY, "Somewhere, NY": {"NY State 2": "4", "Local": "4.875"}}
    merchant = shop_in_new_york(shop_in, DocumentKind.SALES_RECEIPT, twins)

    with pytest.raises(TaxCodesRefusedError, match="keep liability lines"):
        merchant.use_codes("NON")
    merchant.use_codes("NON", t_ny="Somewhere, NY")
    merchant.close(MONDAY)

    assert merchant.mapping.tax_codes["t_ny"].code_id == merchant.code("Somewhere, NY")
    assert merchant.books(MONDAY) == {CASH: 3267, COFFEE_SALES: -3000, "Sales Tax Payable": -267}


def test_a_group_with_a_tax_on_a_tax_adds_up_to_more_than_its_rates_and_is_not_proposed(shop_in):
    merchant = shop_in_new_york(shop_in, DocumentKind.SALES_RECEIPT, {"New York, NY": CITY})
    code = merchant.company.find_named("TaxCode", "Name", "New York, NY")
    code.body["SalesTaxRateList"]["TaxRateDetail"][-1]["TaxTypeApplicable"] = "TaxOnAmountPlusTax"

    with pytest.raises(TaxCodesRefusedError, match="keep liability lines"):
        merchant.use_codes("NON")
