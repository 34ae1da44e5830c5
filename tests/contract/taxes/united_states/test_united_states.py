"""The United States: a liability line by default; QuickBooks' own tax only where it keeps what the tills collected."""

import pytest

from contract.taxes.merchant import amounts_by_code
from contract.taxes.sales import CALIFORNIA, tickets
from contract.traps.chart import CASH, COFFEE_SALES
from contract.traps.sales import MONDAY
from daybook.domain.chart.mapping import MappedTaxCode, MappedTaxRate
from daybook.domain.money import to_minor
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState

pytestmark = pytest.mark.loopback

INVOICE, RECEIPT = DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT
FORMS = pytest.mark.parametrize("kind", [INVOICE, RECEIPT])
OUR_LIABILITY, QUICKBOOKS_PAYABLE = "POS Tax - CA", "Sales Tax Payable"
# 8.25 % of 10.10 is 0.83; three are 2.49. Automated sales tax makes 2.50 of 30.30.
COFFEES = tickets(3, 1010, {"t_ca": 83})
# 8.25 % of 10.03 is 0.83; three are 2.49. Automated sales tax makes 2.48 of 30.09.
CHEAPER_COFFEES = tickets(3, 1003, {"t_ca": 83})


def shop_with_code(shop_in, kind, orders, *, honoured):
    """A company with automated sales tax, in which somebody mapped California by hand."""
    shop = shop_in("us_plus")
    shop.company.switches.us_tax_override_honoured = honoured
    shop.open(kind, orders, profile=CALIFORNIA)
    rates = (MappedTaxRate("t_ca", shop.rate("California"), "8.25"),)
    shop.map_codes({"": MappedTaxCode("NON"), "t_ca": MappedTaxCode(shop.code("California"), rates)})
    return shop


@FORMS
def test_without_codes_tax_is_an_item_that_automated_sales_tax_cannot_touch(shop_in, kind):
    shop = shop_in("us_plus")
    shop.company.switches.us_tax_override_honoured = False
    shop.open(kind, COFFEES, profile=CALIFORNIA)

    document = shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: 3279, COFFEE_SALES: -3030, OUR_LIABILITY: -249}
    assert document["TxnTaxDetail"]["TotalTax"] == 0
    assert set(amounts_by_code(document)) <= {"NON"}


@FORMS
def test_an_override_that_is_honoured_leaves_the_collected_tax_in_the_sales_tax_centre(shop_in, kind):
    shop = shop_with_code(shop_in, kind, COFFEES, honoured=True)

    document = shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: 3279, COFFEE_SALES: -3030, QUICKBOOKS_PAYABLE: -249}
    assert document["TxnTaxDetail"]["TaxReviewStatus"] == "AST_TAX_OVERRIDE"
    assert to_minor(document["TxnTaxDetail"]["TotalTax"]) == 249
    assert amounts_by_code(document)["TAX"] == 3030


@FORMS
def test_an_override_that_is_ignored_ends_as_a_line_of_the_same_document(shop_in, kind):
    """Compared after the create, amended in place: one document, in its second version, exact to the cent."""
    shop = shop_with_code(shop_in, kind, COFFEES, honoured=False)

    document = shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: 3279, COFFEE_SALES: -3030, OUR_LIABILITY: -249}
    assert document["SyncToken"] != "0"
    assert document["TxnTaxDetail"]["TotalTax"] == 0
    assert document["TxnTaxDetail"]["TaxReviewStatus"] == "AUTO"
    assert to_minor(document["TotalAmt"]) == (3279 if kind is INVOICE else 0)
    assert len(list(shop.company.live("Payment"))) == (1 if kind is INVOICE else 0)


def test_an_ignored_override_that_lowers_the_total_ends_right_as_well(shop_in):
    shop = shop_with_code(shop_in, INVOICE, CHEAPER_COFFEES, honoured=False)

    shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: 3258, COFFEE_SALES: -3009, OUR_LIABILITY: -249}


def test_a_day_after_a_fallback_stays_as_it_is(shop_in):
    """Reading the day again costs QuickBooks nothing, however often."""
    shop = shop_with_code(shop_in, INVOICE, COFFEES, honoured=False)
    first = shop.post(MONDAY)

    again = shop.post(MONDAY)

    assert again.state is SyncState.POSTED
    assert again.document == first.document
