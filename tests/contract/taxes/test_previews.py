"""A preview says what the posting will say: the same gaps, the same form, the same movement of every account."""

import pytest

from contract.taxes.sales import ONTARIO, ticket, tickets
from contract.traps.chart import CASH, COFFEE_SALES
from contract.traps.sales import MONDAY
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState

pytestmark = pytest.mark.loopback

FORMS = pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT])
COFFEES = tickets(3, 1005, {"t_hst": 131})


@FORMS
def test_a_tax_set_without_a_code_is_a_gap_of_the_preview_as_of_the_posting(shop_in, kind):
    shop = shop_in("ca_plus")
    shop.open(kind, [*COFFEES, ticket("city", 1000, {"t_hst": 130, "t_city": 10})], profile=ONTARIO)
    shop.use_codes("Out of Scope")

    preview = shop.preview(MONDAY)
    outcome = shop.post(MONDAY)

    assert preview.gaps == outcome.gaps == ("tax_code:t_city+t_hst",)
    assert preview.payload["GlobalTaxCalculation"] == "NotApplicable"
    assert preview.effect == shop.books(MONDAY)


@FORMS
def test_a_preview_of_a_form_with_codes_writes_nothing_and_shows_what_will_be_written(shop_in, kind):
    """Before the first form of a company its items do not exist yet; the preview makes none."""
    shop = shop_in("ca_plus")
    shop.open(kind, COFFEES, profile=ONTARIO)
    shop.use_codes("Out of Scope")
    writes = shop.quickbooks.meter.writes

    preview = shop.preview(MONDAY)
    untouched = shop.quickbooks.meter.writes == writes
    outcome = shop.post(MONDAY)

    row = shop.returned(outcome)
    assert untouched
    assert (preview.gaps, outcome.state) == ((), SyncState.POSTED)
    assert preview.effect == {CASH: 3408, COFFEE_SALES: -3015, "QuickBooks (HST)": -393}
    sent, kept = preview.payload["TxnTaxDetail"], row["TxnTaxDetail"]
    assert sent["TotalTax"] == kept["TotalTax"]
    assert sent["TaxLine"][0]["Amount"] == kept["TaxLine"][0]["Amount"]
