"""Books closed over a day with tax codes: its correction arrives on the tax return, as an accountant would write it."""

import pytest

from contract.taxes.closed_books.closed_shop import (
    COFFEES,
    INVOICE,
    LATE,
    OUR_LIABILITY,
    PAYABLE,
    RECEIPT,
    REFUND_RECEIPT,
    check_proof,
    closed_shop,
    hears_late,
)
from contract.taxes.sales import IRELAND, ONTARIO, ticket
from contract.taxes.tax_return import tax_return
from contract.taxes.test_british_isles import toy_back, toys
from contract.traps.chart import CASH, COFFEE_SALES, REFUNDS, TIPS, VISA
from contract.traps.sales import MONDAY, MONDAY_NOON, TUESDAY, returned, sold
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import payment, refund

pytestmark = pytest.mark.loopback

FORMS = pytest.mark.parametrize("kind", [INVOICE, RECEIPT])


@FORMS
def test_a_late_sale_is_a_receipt_with_its_tax_in_the_first_open_period_that_names_the_closed_day(shop_in, kind):
    shop = closed_shop(shop_in, kind)
    closed = shop.books(MONDAY)

    outcome = hears_late(shop, [*COFFEES, LATE])

    (delta,) = outcome.deltas
    row = shop.row(delta)
    number = outcome.document.doc_number
    assert (outcome.state, delta.kind, delta.doc_number) == (SyncState.POSTED, RECEIPT, f"{number}-C1")
    memos = [one["Description"] for one in row["Line"] if "Description" in one]
    assert memos
    assert all(memo.startswith(f"Correction for {MONDAY}, {number}, ") for memo in memos)
    assert shop.books(MONDAY) == closed
    assert shop.books(TUESDAY) == {CASH: 1136, COFFEE_SALES: -1005, PAYABLE: -131}
    assert tax_return(shop.company, TUESDAY) == {"HST ON": (131, 1005)}
    assert shop.balance(OUR_LIABILITY) == 0
    check_proof(shop, MONDAY, TUESDAY)


@FORMS
def test_a_late_refund_is_a_refund_receipt_and_the_return_is_less_by_it(shop_in, kind):
    back = returned("l1", net=1005, tax=131, taxes=[{"tax_id": "t_hst", "amount_minor": 131}])
    shop = closed_shop(shop_in, kind)

    outcome = hears_late(shop, COFFEES, [refund("r1", "o0", MONDAY_NOON, tender="CASH", card_type=None, lines=[back])])

    (delta,) = outcome.deltas
    assert (delta.kind, delta.total_minor) == (REFUND_RECEIPT, 1136)
    assert shop.books(TUESDAY) == {CASH: -1136, REFUNDS: 1005, PAYABLE: 131}
    assert tax_return(shop.company, TUESDAY) == {"HST ON": (-131, -1005)}
    check_proof(shop, MONDAY, TUESDAY)


@FORMS
def test_a_second_correction_brings_what_is_new_since_the_first(shop_in, kind):
    shop = closed_shop(shop_in, kind)
    hears_late(shop, [*COFFEES, LATE])

    outcome = hears_late(shop, [*COFFEES, LATE, ticket("later", 2000, {"t_hst": 260})])
    again = shop.post(MONDAY)

    assert [delta.doc_number[-3:] for delta in outcome.deltas] == ["-C1", "-C2"]
    assert again.deltas == outcome.deltas
    assert tax_return(shop.company, TUESDAY) == {"HST ON": (391, 3005)}
    assert shop.books(TUESDAY) == {CASH: 3396, COFFEE_SALES: -3005, PAYABLE: -391}
    check_proof(shop, MONDAY, TUESDAY)


def test_a_late_tip_is_no_sale_and_leaves_the_return_as_it_is(shop_in):
    shop = closed_shop(shop_in, INVOICE)
    tipped = payment("p-tip", 0, MONDAY_NOON, tender="CCRD", card_type="VISA", tip_minor=200)

    hears_late(shop, [*COFFEES, sold("tip", MONDAY_NOON, [], [tipped])])

    assert shop.books(TUESDAY) == {VISA: 200, TIPS: -200}
    assert tax_return(shop.company, TUESDAY) == {}
    check_proof(shop, MONDAY, TUESDAY)


@FORMS
def test_a_closed_day_that_lost_all_its_sales_is_given_back_whole(shop_in, kind):
    shop = closed_shop(shop_in, kind)

    outcome = hears_late(shop, [])

    assert [delta.kind for delta in outcome.deltas] == [REFUND_RECEIPT]
    assert tax_return(shop.company, TUESDAY) == {"HST ON": (-393, -3015)}
    assert {shop.balance(account) for account in (CASH, COFFEE_SALES, PAYABLE)} == {0}


@FORMS
def test_one_rate_up_and_another_down_is_one_receipt_with_both_sides(shop_in, kind):
    """A toy of 9.99 at 23 % was a repair of 22.70 at 13.5 %."""
    shop = shop_in("ie_plus")
    shop.open(kind, toys(3), profile=IRELAND)
    shop.use_codes("No VAT")
    shop.post(MONDAY)
    shop.close_books(MONDAY)

    repair = ticket("repair", 2000, {"t_vat135": 270}, tax_inclusive=True, unit_price_minor=2270)
    shop.trades([*toys(2), repair], profile=IRELAND)
    outcome = shop.post(MONDAY)

    assert [delta.kind for delta in outcome.deltas] == [RECEIPT]
    assert tax_return(shop.company, TUESDAY) == {"13.5% R": (270, 2000), "23% S": (-187, -812)}
    assert shop.books(TUESDAY) == {CASH: 1271, COFFEE_SALES: -1188, "VAT Control": -83}
    check_proof(shop, MONDAY, TUESDAY)


def test_goods_that_came_back_at_another_rate_are_a_refund_receipt_of_both_rates(shop_in):
    shop = shop_in("ie_plus")
    shop.open(INVOICE, toys(3), profile=IRELAND)
    shop.use_codes("No VAT")
    shop.post(MONDAY)
    shop.close_books(MONDAY)

    shop.trades(toys(3), [toy_back("o0", MONDAY_NOON)], profile=IRELAND)
    outcome = shop.post(MONDAY)

    assert [delta.kind for delta in outcome.deltas] == [REFUND_RECEIPT]
    assert tax_return(shop.company, TUESDAY) == {"23% S": (-187, -812)}


@FORMS
def test_a_day_that_came_after_its_period_closed_is_posted_whole_with_its_tax_codes(shop_in, kind):
    shop = shop_in("ca_plus")
    shop.open(kind, COFFEES, profile=ONTARIO)
    shop.use_codes("Zero-rated")
    shop.close_books(MONDAY)
    held = shop.post(MONDAY)

    outcome = shop.release(MONDAY)

    assert held.reason is HoldReason.CLOSED_PERIOD
    assert [delta.kind for delta in outcome.deltas] == [RECEIPT]
    assert tax_return(shop.company, TUESDAY) == {"HST ON": (393, 3015)}
    assert shop.books(TUESDAY) == {CASH: 3408, COFFEE_SALES: -3015, PAYABLE: -393}
    check_proof(shop, TUESDAY)
