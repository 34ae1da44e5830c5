"""A code that is chosen or changed later amends the forms that are in the books already."""

import pytest

from contract.taxes.merchant import amounts_by_code, taxes_of
from contract.taxes.sales import IRELAND, ONTARIO, bread_with_tip, ticket, tickets
from contract.traps.chart import CASH, COFFEE_SALES
from contract.traps.sales import MONDAY
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState

pytestmark = pytest.mark.loopback

FORMS = pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT])


@FORMS
def test_the_code_a_day_waited_for_moves_its_tax_to_quickbooks_own_account(shop_in, kind):
    toys = tickets(3, 812, {"t_vat23": 187}, tax_inclusive=True, unit_price_minor=999)
    coat = ticket("coat", 1250, {"t_vat0": 0}, tax_inclusive=True, unit_price_minor=1250)
    shop = shop_in("ie_plus")
    shop.open(kind, [*toys, coat], profile=IRELAND)
    shop.use_codes("No VAT")
    waiting = shop.post(MONDAY)

    shop.use_codes("No VAT", t_vat0="0.0% Z")
    (amended,) = shop.amend_the_queued()

    assert (waiting.state, amended.state) == (SyncState.POSTED_WITH_GAPS, SyncState.POSTED)
    assert amended.document.id == waiting.document.id
    assert shop.books(MONDAY) == {CASH: 4247, COFFEE_SALES: -3686, "VAT Control": -561}
    assert taxes_of(shop.returned(amended)) == {"23% S": (561, 2436, 1), "0.0% Z": (0, 1250, 0)}


@FORMS
def test_another_code_for_untaxed_sales_is_another_content_of_the_form(shop_in, kind):
    shop = shop_in("ca_plus")
    shop.open(kind, [*tickets(3, 1005, {"t_hst": 131}), bread_with_tip()], profile=ONTARIO)
    shop.use_codes("Zero-rated")
    before = amounts_by_code(shop.close(MONDAY))

    shop.use_codes("Exempt")
    (amended,) = shop.amend_the_queued()
    after = amounts_by_code(shop.returned(amended))

    assert (before["Zero-rated"], after["Exempt"]) == (400, 400)
    assert "Zero-rated" not in after
