"""A tax without a code keeps the whole day's tax as liability lines, and says so; codes chosen later amend the day."""

import pytest

from contract.taxes.merchant import taxes_of
from contract.taxes.sales import IRELAND, ONTARIO, ticket, tickets
from contract.traps.chart import CASH, COFFEE_SALES
from contract.traps.sales import MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON, cash, returned, sold
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import line, refund

pytestmark = pytest.mark.loopback

JOURNAL_ENTRY, INVOICE, RECEIPT = DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT
FORMS = pytest.mark.parametrize("kind", [INVOICE, RECEIPT])
HST, CITY = "POS Tax - HST", "POS Tax - CITY"
COFFEES = tickets(3, 1005, {"t_hst": 131})


@FORMS
def test_a_set_without_a_code_is_named_and_the_day_posts_with_liability_lines(shop_in, kind):
    """No code of the company is made of 13 % and 1 %: QuickBooks tax on a part of the form would be wrong."""
    shop = shop_in("ca_plus")
    shop.open(kind, [*COFFEES, ticket("city", 1000, {"t_hst": 130, "t_city": 10})], profile=ONTARIO)
    shop.use_codes("Out of Scope")

    outcome = shop.post(MONDAY)

    assert (outcome.state, outcome.gaps) == (SyncState.POSTED_WITH_GAPS, ("tax_code:t_city+t_hst",))
    assert shop.books(MONDAY) == {CASH: 4548, COFFEE_SALES: -4015, HST: -523, CITY: -10}
    assert shop.returned(outcome)["GlobalTaxCalculation"] == "NotApplicable"


@FORMS
def test_tax_given_back_without_goods_is_no_tax_that_a_form_could_carry(shop_in, kind):
    """QuickBooks refuses a rate that no line bears, so 1.31 goes back through the liability account."""
    alone = returned("l1", net=0, tax=131, taxes=[{"tax_id": "t_hst", "amount_minor": 131}])
    back = refund("r1", "o0", TUESDAY_NOON, tender="CASH", card_type=None, lines=[alone])
    shop = shop_in("ca_plus")
    shop.open(kind, COFFEES, [back], profile=ONTARIO)
    shop.use_codes("Out of Scope")

    outcome = shop.post(TUESDAY)

    assert (outcome.state, outcome.gaps) == (SyncState.POSTED_WITH_GAPS, ("tax_code:t_hst",))
    assert shop.books(TUESDAY) == {CASH: -131, HST: 131}


def test_tax_given_back_on_a_day_with_sales_lessens_the_tax_and_not_what_bears_it(shop_in):
    """13 % of 30.15 is 3.92; 3.93 less 1.31 is kept: an override of -1.30, on the document to see."""
    alone = returned("l1", net=0, tax=131, taxes=[{"tax_id": "t_hst", "amount_minor": 131}])
    back = refund("r1", "o0", MONDAY_NOON, tender="CASH", card_type=None, lines=[alone])
    shop = shop_in("ca_plus")
    shop.open(INVOICE, COFFEES, [back], profile=ONTARIO)
    shop.use_codes("Out of Scope")

    document = shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: 3277, COFFEE_SALES: -3015, "GST/HST Payable": -262}
    assert taxes_of(document) == {"HST ON": (262, 3015, -130)}


@FORMS
def test_codes_chosen_later_amend_the_forms_since_their_date_and_no_earlier_ones(shop_in, kind):
    tuesday = sold("t1", TUESDAY_NOON, [line("l1", 1005, 131)], [cash("p-t1", 1136, TUESDAY_NOON)])
    shop = shop_in("ca_plus")
    shop.open(kind, [*COFFEES, tuesday], profile=ONTARIO)
    before = [shop.post(MONDAY), shop.post(TUESDAY)]

    used = shop.use_codes("Out of Scope", first=TUESDAY)
    (amended,) = shop.amend_the_queued()

    assert [request.day.business_date for request in used.requests] == [TUESDAY]
    assert amended.document.id == before[1].document.id
    assert shop.books(MONDAY) == {CASH: 3408, COFFEE_SALES: -3015, HST: -393}
    assert shop.books(TUESDAY) == {CASH: 1136, COFFEE_SALES: -1005, "GST/HST Payable": -131}
    assert len(shop.documents) == len(before)


def test_journal_entries_carry_no_codes_and_are_left_alone(shop_in):
    shop = shop_in("ca_plus")
    shop.open(JOURNAL_ENTRY, COFFEES, profile=ONTARIO)
    shop.post(MONDAY)

    used = shop.use_codes("Out of Scope", first=MONDAY)

    assert used.requests == ()


def test_a_zero_rate_that_two_codes_have_waits_for_a_person(shop_in):
    """Zero-rated and exempt mean different things on a return."""
    coat = ticket("coat", 1250, {"t_vat0": 0}, tax_inclusive=True, unit_price_minor=1250)
    shop = shop_in("ie_plus")
    shop.open(INVOICE, [coat], profile=IRELAND)
    shop.use_codes("No VAT")

    outcome = shop.post(MONDAY)

    assert (outcome.state, outcome.gaps) == (SyncState.POSTED_WITH_GAPS, ("tax_code:t_vat0",))
