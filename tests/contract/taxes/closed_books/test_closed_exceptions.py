"""Books closed over a day with tax codes: what no form can say, codes that came later, answers that got lost."""

import pytest

from contract.taxes.closed_books.closed_shop import (
    COFFEES,
    INVOICE,
    JOURNAL_ENTRY,
    LATE,
    OUR_LIABILITY,
    PAYABLE,
    RECEIPT,
    TAX_BACK,
    check_proof,
    closed_shop,
    hears_late,
)
from contract.taxes.sales import ONTARIO, ticket
from contract.taxes.tax_return import tax_return
from contract.traps.chart import CASH, COFFEE_SALES, VISA
from contract.traps.sales import MONDAY, MONDAY_NOON, TUESDAY, sold
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import line, payment

pytestmark = pytest.mark.loopback

FORMS = pytest.mark.parametrize("kind", [INVOICE, RECEIPT])


@FORMS
def test_a_change_that_no_form_can_say_is_held_with_both_figures_and_nothing_is_posted(shop_in, kind):
    """QuickBooks takes no tax of a rate that no line bears, and an entry would miss the return."""
    shop = closed_shop(shop_in, kind)

    outcome = hears_late(shop, COFFEES, [TAX_BACK])

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.OUTSIDE_TAX_RETURN)
    assert outcome.details == ("t_hst: booked tax 393 on 3015, sold tax 262 on 3015 (minor units)",)
    assert outcome.deltas == ()
    assert shop.books(TUESDAY) == {}


@FORMS
def test_what_the_accountant_entered_on_the_return_is_posted_as_an_entry_and_counts_once(shop_in, kind):
    """The next correction brings the next difference and leaves alone what was entered by hand."""
    shop = closed_shop(shop_in, kind)
    hears_late(shop, COFFEES, [TAX_BACK])

    released = shop.release(MONDAY)
    entry = dict(shop.books(TUESDAY))
    check_proof(shop, MONDAY, TUESDAY)
    after = hears_late(shop, [*COFFEES, LATE], [TAX_BACK])

    assert [delta.kind for delta in after.deltas] == [JOURNAL_ENTRY, RECEIPT]
    assert "by hand" in released.message
    assert entry == {CASH: -131, OUR_LIABILITY: 131}
    assert shop.books(TUESDAY) == {CASH: 1005, COFFEE_SALES: -1005, OUR_LIABILITY: 131, PAYABLE: -131}
    assert tax_return(shop.company, TUESDAY) == {"HST ON": (131, 1005)}
    check_proof(shop, MONDAY, TUESDAY)


def test_a_tax_without_a_code_on_a_closed_day_with_codes_waits_for_one(shop_in):
    shop = closed_shop(shop_in, INVOICE)

    outcome = hears_late(shop, [*COFFEES, ticket("city", 1000, {"t_hst": 130, "t_city": 10})])

    assert outcome.reason is HoldReason.OUTSIDE_TAX_RETURN
    assert "t_city+t_hst" in outcome.message
    assert shop.books(TUESDAY) == {}


@FORMS
def test_a_closed_day_without_codes_keeps_its_tax_in_liability_lines_whatever_is_chosen_later(shop_in, kind):
    """Its return was filed from these lines: a correction that names QuickBooks' account would count half of it."""
    shop = closed_shop(shop_in, kind, coded=False)
    shop.use_codes("Zero-rated")

    (recoded,) = shop.amend_the_queued()
    outcome = hears_late(shop, [*COFFEES, LATE])

    assert (recoded.state, recoded.deltas) == (SyncState.POSTED, ())
    assert "liability lines" in recoded.message
    assert [delta.kind for delta in outcome.deltas] == [JOURNAL_ENTRY]
    assert shop.books(TUESDAY) == {CASH: 1136, COFFEE_SALES: -1005, OUR_LIABILITY: -131}
    check_proof(shop, MONDAY, TUESDAY)


def test_another_code_chosen_later_restates_no_closed_day(shop_in):
    """The bread stays zero-rated as it was filed, and so does what is corrected of it."""
    bread = ticket("bread", 400, {}, category="c2")
    shop = shop_in("ca_plus")
    shop.open(INVOICE, [*COFFEES, bread], profile=ONTARIO)
    shop.use_codes("Zero-rated")
    shop.post(MONDAY)
    shop.close_books(MONDAY)
    shop.use_codes("Exempt")

    (recoded,) = shop.amend_the_queued()
    hears_late(shop, [*COFFEES, bread, ticket("more", 500, {}, category="c2")])

    assert (recoded.state, recoded.deltas) == (SyncState.POSTED, ())
    assert tax_return(shop.company, TUESDAY) == {"Zero-rated": (0, 500)}


@FORMS
def test_a_correction_whose_answer_is_lost_arrives_once(shop_in, kind):
    shop = closed_shop(shop_in, kind)
    shop.quickbooks.arm("drop_connection_after_commit", "salesreceipt")
    shop.trades([*COFFEES, LATE], profile=ONTARIO)
    shop.is_put_off(MONDAY)
    shop.it_shows()

    outcome = shop.post(MONDAY)

    assert [delta.doc_number[-3:] for delta in outcome.deltas] == ["-C1"]
    assert tax_return(shop.company, TUESDAY) == {"HST ON": (131, 1005)}
    assert shop.books(TUESDAY) == {CASH: 1136, COFFEE_SALES: -1005, PAYABLE: -131}


@FORMS
def test_a_lost_correction_of_a_day_that_was_filed_without_codes_arrives_once(shop_in, kind):
    """The call was about the day as it was filed, whatever codes are chosen by now."""
    shop = closed_shop(shop_in, kind, coded=False)
    shop.use_codes("Zero-rated")
    shop.quickbooks.arm("drop_connection_after_commit", "journalentry")
    shop.trades([*COFFEES, LATE], profile=ONTARIO)
    shop.is_put_off(MONDAY)
    shop.it_shows()

    outcome = shop.post(MONDAY)

    assert [delta.doc_number[-3:] for delta in outcome.deltas] == ["-C1"]
    assert shop.books(TUESDAY) == {CASH: 1136, COFFEE_SALES: -1005, OUR_LIABILITY: -131}


def test_cash_that_was_a_card_is_a_receipt_between_the_two_without_any_tax(shop_in):
    by_card = payment("p-o0", 1136, MONDAY_NOON, tender="CCRD", card_type="VISA")
    paid_otherwise = sold("o0", MONDAY_NOON, [line("l1", 1005, taxes={"t_hst": 131})], [by_card])
    shop = closed_shop(shop_in, INVOICE)

    hears_late(shop, [paid_otherwise, *COFFEES[1:]])

    assert shop.books(TUESDAY) == {CASH: -1136, VISA: 1136}
    assert tax_return(shop.company, TUESDAY) == {}
