"""United States: a shop sells under several tax codes every day, and a form has room for one.

With automated sales tax the one total reaches the sales tax centre; without it such days keep their taxes as lines.
"""

import pytest

from contract.taxes.merchant import amounts_by_code
from contract.taxes.sales import shop, ticket, tickets
from contract.taxes.tax_return import tax_return
from contract.taxes.united_states.test_us_groups import add_group
from contract.traps.chart import CASH, COFFEE_SALES
from contract.traps.sales import MONDAY, TUESDAY, TUESDAY_NOON
from daybook.domain.money import to_minor
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.form_taxes import ANY_SETS
from daybook.domain.sync.location_day import SyncState

pytestmark = pytest.mark.loopback

FORMS = pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT])
PAYABLE, STATE, CITY, BOTTLE = "Sales Tax Payable", "POS Tax - STATE", "POS Tax - CITY", "POS Tax - BOTTLE"
_RATED = shop("USD", "America/New_York", t_state="0.04", t_city="0.04875")
_FEE = {"id": "t_bottle", "name": "BOTTLE", "kind": "FLAT", "rate": None, "flat_minor": 5}
HARBOR = {**_RATED, "taxes": [*_RATED["taxes"], _FEE]}
# 8.875 % on three meals of 10.00 is 0.40 and 0.49 each; 4 % on two groceries of 5.00 is 0.20 each.
MEALS = tickets(3, 1000, {"t_state": 40, "t_city": 49})
GROCERIES = [ticket(f"g{number}", 500, {"t_state": 20}) for number in range(2)]
# The same 4 % and 4.875 % on 2.00, and five cents for the bottle.
WATER = ticket("w1", 200, {"t_state": 8, "t_city": 10, "t_bottle": 5})


def harbor(shop_in, kind, orders, *, automated=True, honoured=True):
    """A shop in a company that has a code for the state alone, and one for the state with the city."""
    merchant = shop_in("us_plus")
    merchant.company.switches.us_tax_override_honoured = honoured
    if not automated:
        del merchant.company.preferences["TaxPrefs"]["PartnerTaxEnabled"]
    add_group(merchant, "State alone", {"NY State 4 %": "4"})
    add_group(merchant, "State and city", {"NY State": "4", "New York City": "4.875"})
    merchant.open(kind, orders, profile=HARBOR)
    merchant.use_codes("NON")
    return merchant


def return_of(merchant, day):
    """Tax and net amount on the return of a day, all rates together: QuickBooks spreads one total by itself."""
    lines = tax_return(merchant.company, day).values()
    return sum(tax for tax, _ in lines), sum(net for _, net in lines)


@FORMS
def test_a_day_under_two_codes_reaches_the_sales_tax_centre_as_one_total(shop_in, kind):
    merchant = harbor(shop_in, kind, [*MEALS, *GROCERIES])

    outcome = merchant.post(MONDAY)

    document = merchant.returned(outcome)
    assert (outcome.state, outcome.gaps, outcome.message) == (SyncState.POSTED, (), "")
    assert document["TxnTaxDetail"]["TaxReviewStatus"] == "AST_TAX_OVERRIDE"
    assert to_minor(document["TxnTaxDetail"]["TotalTax"]) == 307
    assert amounts_by_code(document)["TAX"] == 4000
    assert merchant.books(MONDAY) == {CASH: 4307, COFFEE_SALES: -4000, PAYABLE: -307}
    assert return_of(merchant, MONDAY) == (307, 4000)


def test_the_form_names_the_code_under_which_most_was_sold(shop_in):
    merchant = harbor(shop_in, DocumentKind.SALES_RECEIPT, [*MEALS, *GROCERIES])

    sent = merchant.preview(MONDAY).payload["TxnTaxDetail"]

    assert sent["TxnTaxCodeRef"] == {"value": merchant.code("State and city")}
    assert to_minor(sent["TotalTax"]) == 307


@FORMS
def test_where_quickbooks_ignores_the_total_the_day_ends_as_lines_of_the_same_document_and_says_so(shop_in, kind):
    merchant = harbor(shop_in, kind, [*MEALS, *GROCERIES], honoured=False)

    outcome = merchant.post(MONDAY)

    assert (outcome.state, outcome.gaps) == (SyncState.POSTED, ())
    assert "QuickBooks computed another tax" in outcome.message
    assert merchant.returned(outcome)["TxnTaxDetail"]["TotalTax"] == 0
    assert merchant.books(MONDAY) == {CASH: 4307, COFFEE_SALES: -4000, STATE: -160, CITY: -147}


@FORMS
def test_a_fee_a_bottle_is_no_percentage_and_stays_a_line_beside_the_total(shop_in, kind):
    """It is filed apart from sales tax, and no code could hold it; the percentages of its line are on the return."""
    merchant = harbor(shop_in, kind, [*MEALS, *GROCERIES, WATER])

    outcome = merchant.post(MONDAY)

    assert (outcome.state, outcome.gaps) == (SyncState.POSTED, ())
    assert merchant.books(MONDAY) == {CASH: 4530, COFFEE_SALES: -4200, PAYABLE: -325, BOTTLE: -5}
    assert return_of(merchant, MONDAY) == (325, 4200)


@FORMS
def test_without_automated_sales_tax_such_a_day_keeps_its_taxes_as_lines_is_posted_and_says_so(shop_in, kind):
    """The one code would be kept there, and pay the city for sales outside it. No mapping could change that: no gap."""
    merchant = harbor(shop_in, kind, [*MEALS, *GROCERIES], automated=False)

    outcome = merchant.post(MONDAY)
    again = merchant.post(MONDAY)

    assert (outcome.state, outcome.gaps) == (SyncState.POSTED, ())
    assert "several tax codes" in outcome.message
    assert (again.message, again.document) == (outcome.message, outcome.document)
    assert merchant.books(MONDAY) == {CASH: 4307, COFFEE_SALES: -4000, STATE: -160, CITY: -147}
    assert return_of(merchant, MONDAY) == (0, 0)


def test_without_automated_sales_tax_a_day_under_one_code_is_on_the_return(shop_in):
    merchant = harbor(shop_in, DocumentKind.SALES_RECEIPT, MEALS, automated=False)

    document = merchant.close(MONDAY)

    assert document["TxnTaxDetail"]["TxnTaxCodeRef"] == {"value": merchant.code("State and city")}
    assert merchant.books(MONDAY) == {CASH: 3267, COFFEE_SALES: -3000, PAYABLE: -267}


def test_a_set_without_a_code_is_a_gap_that_a_code_closes(shop_in):
    merchant = shop_in("us_plus")
    add_group(merchant, "State alone", {"NY State 4 %": "4"})
    merchant.open(DocumentKind.SALES_RECEIPT, [*MEALS, *GROCERIES, WATER], profile=HARBOR)
    merchant.use_codes("NON")
    before = merchant.post(MONDAY)

    add_group(merchant, "State and city", {"NY State": "4", "New York City": "4.875"})
    merchant.use_codes("NON")
    (after,) = merchant.amend_the_queued()[-1:]

    assert (before.state, before.gaps) == (SyncState.POSTED_WITH_GAPS, ("tax_code:t_city+t_state",))
    assert (after.state, after.gaps) == (SyncState.POSTED, ())
    assert after.document.id == before.document.id
    assert return_of(merchant, MONDAY) == (325, 4200)


def test_days_in_the_books_stay_until_the_codes_are_chosen_again(shop_in):
    """Codes chosen before forms could bear several do not say so: reading the day again changes nothing."""
    merchant = harbor(shop_in, DocumentKind.SALES_RECEIPT, [*MEALS, *GROCERIES])
    merchant.map_codes({key: code for key, code in merchant.mapping.tax_codes.items() if key != ANY_SETS})
    before = merchant.post(MONDAY)
    writes = merchant.quickbooks.meter.writes

    same = merchant.post(MONDAY)
    spent = merchant.quickbooks.meter.writes - writes
    merchant.use_codes("NON")
    (after,) = merchant.amend_the_queued()[-1:]

    assert (same.document, same.books.lines_hash, spent) == (before.document, before.books.lines_hash, 0)
    assert after.document.id == before.document.id
    assert return_of(merchant, MONDAY) == (307, 4000)


def test_what_comes_late_to_closed_books_is_on_the_return_of_the_first_open_day_and_its_fee_on_a_line(shop_in):
    merchant = harbor(shop_in, DocumentKind.SALES_RECEIPT, [*MEALS, *GROCERIES, WATER])
    merchant.post(MONDAY)
    merchant.close_books(MONDAY)
    late = ticket("late", 500, {"t_state": 20, "t_bottle": 5})
    merchant.trades(
        [*MEALS, *GROCERIES, WATER, ticket("m9", 1000, {"t_state": 40, "t_city": 49}), late], profile=HARBOR
    )

    outcome = merchant.post(MONDAY)

    assert (outcome.state, outcome.gaps) == (SyncState.POSTED, ())
    assert merchant.books(TUESDAY) == {CASH: 1614, COFFEE_SALES: -1500, PAYABLE: -109, BOTTLE: -5}
    assert return_of(merchant, TUESDAY) == (109, 1500)


def test_a_bottle_alone_is_not_taxable(shop_in):
    """What bears the fee and no percentage is NON, as what bears nothing is."""
    merchant = harbor(shop_in, DocumentKind.INVOICE, [ticket("w2", 200, {"t_bottle": 5}, at=TUESDAY_NOON)])

    document = merchant.close(TUESDAY)

    assert set(amounts_by_code(document)) == {"NON"}
    assert merchant.books(TUESDAY) == {CASH: 205, COFFEE_SALES: -200, BOTTLE: -5}
