"""Canada: every rate's tax goes to QuickBooks' own account as the tills collected it, ticket by ticket."""

import pytest

from contract.taxes.merchant import amounts_by_code, taxes_of
from contract.taxes.sales import BRITISH_COLUMBIA, ONTARIO, QUEBEC, bread_with_tip, tickets
from contract.traps.chart import CASH, COFFEE_SALES, FOOD_SALES, TIPS, VISA
from contract.traps.sales import MONDAY
from daybook.domain.posting.documents import DocumentKind

pytestmark = pytest.mark.loopback

JOURNAL_ENTRY, INVOICE, RECEIPT = DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT
# Three coffees of 10.05 on three tickets, bread of 4.00 that bears no tax, and a tip of 2.00.
REST = {COFFEE_SALES: -3015, FOOD_SALES: -400, TIPS: -200, VISA: 600}
# Per province: profile, tax of one ticket, code of the coffee, what QuickBooks returns, its accounts, ours.
PROVINCES = {
    # 13 % of 10.05 is 1.31; three are 3.93. On 30.15 it computes to 3.92.
    "ON": (
        ONTARIO,
        {"t_hst": 131},
        "HST ON",
        {"HST ON": (393, 3015, 1)},
        {"GST/HST Payable": -393},
        {"POS Tax - HST": -393},
        3408,
    ),
    # 5 % is 0.50 and 9.975 % is 1.00; three are 1.50 and 3.00. On 30.15 they compute to 1.51 and 3.01.
    "QC": (
        QUEBEC,
        {"t_gst": 50, "t_qst": 100},
        "GST/QST QC",
        {"GST": (150, 3015, -1), "QST": (300, 3015, -1)},
        {"GST/HST Payable": -150, "QST Payable": -300},
        {"POS Tax - GST": -150, "POS Tax - QST": -300},
        3465,
    ),
    # 5 % is 0.50 and 7 % is 0.70; three are 1.50 and 2.10. On 30.15 they compute to 1.51 and 2.11.
    "BC": (
        BRITISH_COLUMBIA,
        {"t_gst": 50, "t_pst": 70},
        "GST/PST BC",
        {"GST": (150, 3015, -1), "PST BC": (210, 3015, -1)},
        {"GST/HST Payable": -150, "PST (BC) Payable": -210},
        {"POS Tax - GST": -150, "POS Tax - PST": -210},
        3375,
    ),
}


@pytest.mark.parametrize("kind", [INVOICE, RECEIPT])
@pytest.mark.parametrize("province", PROVINCES)
def test_tax_reaches_quickbooks_accounts_as_collected_where_its_own_reckoning_differs_by_a_cent(
    shop_in, province, kind
):
    """The cent between tickets and total is on the document as an override, and on no account."""
    profile, tax, code, returned, payable, _, cash = PROVINCES[province]
    shop = shop_in("ca_plus")
    shop.open(kind, [*tickets(3, 1005, tax), bread_with_tip()], profile=profile)
    shop.use_codes("Zero-rated")

    document = shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: cash, **REST, **payable}
    assert {name: line for name, line in taxes_of(document).items() if name != "Zero-rated"} == returned
    assert amounts_by_code(document)[code] == 3015


@pytest.mark.parametrize("province", PROVINCES)
def test_the_journal_entry_of_the_same_day_differs_from_the_forms_in_the_tax_accounts_alone(shop_in, province):
    profile, tax, *_, liability, cash = PROVINCES[province]
    shop = shop_in("ca_plus")
    shop.open(JOURNAL_ENTRY, [*tickets(3, 1005, tax), bread_with_tip()], profile=profile)
    shop.use_codes("Out of Scope")

    shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: cash, **REST, **liability}


@pytest.mark.parametrize(
    ("kind", "out_of_scope"),
    [pytest.param(INVOICE, 200, id="invoice: the tip"), pytest.param(RECEIPT, -3808, id="receipt: tip, tenders")],
)
def test_what_is_no_sale_never_counts_among_the_zero_rated_sales(shop_in, kind, out_of_scope):
    """A tip or a tender under "Zero-rated" would be a sale on the return; the bread of 4.00 is one."""
    shop = shop_in("ca_plus")
    shop.open(kind, [*tickets(3, 1005, {"t_hst": 131}), bread_with_tip()], profile=ONTARIO)
    shop.use_codes("Zero-rated")

    document = shop.close(MONDAY)

    assert amounts_by_code(document) == {"HST ON": 3015, "Zero-rated": 400, "Out of Scope": out_of_scope}
    assert taxes_of(document)["Zero-rated"] == (0, 400, 0)
