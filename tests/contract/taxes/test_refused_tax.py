"""QuickBooks would compute less tax than the tills and refuses the form: the day posts with its tax as lines, once."""

from functools import partial

import pytest

from contract.taxes.sales import CALIFORNIA, ticket
from contract.taxes.tax_return import tax_return
from contract.taxes.united_states.test_united_states import (
    CHEAPER_COFFEES,
    COFFEES,
    OUR_LIABILITY,
    RECEIPT,
    shop_with_code,
)
from contract.traps.chart import CASH, COFFEE_SALES, GIFT_CARDS
from contract.traps.sales import MONDAY, MONDAY_NOON, TUESDAY, gift_card, sold
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import line

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
QUICKBOOKS_PAYABLE = "Sales Tax Payable"
# 10.03 and 0.83 by gift card, three times: an invoice of zero, of -0.01 with the tax that QuickBooks makes of 30.09.
BY_GIFT_CARD = [
    sold(f"g{n}", MONDAY_NOON, [line("l1", 1003, taxes={"t_ca": 83})], [gift_card(f"p-g{n}", 1086, MONDAY_NOON)])
    for n in range(3)
]
KINDS = pytest.mark.parametrize(
    ("kind", "orders", "paid_from"),
    [
        pytest.param(RECEIPT, CHEAPER_COFFEES, CASH, id="receipt"),
        pytest.param(INVOICE, BY_GIFT_CARD, GIFT_CARDS, id="invoice"),
    ],
)
PATHS = {RECEIPT: "salesreceipt", INVOICE: "invoice"}


def books(paid_from):
    return {paid_from: 3258, COFFEE_SALES: -3009, OUR_LIABILITY: -249}


def at_the_second_try(shop, monkeypatch, happens):
    """Let something happen between the refusal and the form with plain lines, once."""
    shop.before_call(monkeypatch, CallAction.POST, happens, number=2)


def die():
    raise KeyboardInterrupt


@KINDS
def test_a_refused_form_is_posted_with_its_tax_as_lines_and_says_so(shop_in, kind, orders, paid_from):
    shop = shop_with_code(shop_in, kind, orders, honoured=False)

    outcome = shop.post(MONDAY)

    assert outcome.state is SyncState.POSTED
    assert "missing from its sales tax centre" in outcome.message
    assert shop.returned(outcome)["TxnTaxDetail"]["TotalTax"] == 0
    assert shop.books(MONDAY) == books(paid_from)
    # The refusal has spent its request id, which may be answered with it for ever.
    assert shop.sync_log.get(shop.day(MONDAY)).calls >= 2
    assert shop.ports.proofs.get(shop.day(MONDAY)).tax_codes == {}


@KINDS
def test_the_day_is_known_by_its_note_for_as_long_as_it_stays_so(shop_in, kind, orders, paid_from):
    shop = shop_with_code(shop_in, kind, orders, honoured=False)
    first = shop.post(MONDAY)
    writes = shop.quickbooks.meter.writes

    again = shop.post(MONDAY)

    assert (again.message, again.document) == (first.message, first.document)
    assert shop.quickbooks.meter.writes == writes
    assert shop.books(MONDAY) == books(paid_from)


@KINDS
def test_a_worker_that_dies_after_the_refusal_leaves_the_rest_to_the_next(
    shop_in, kind, orders, paid_from, monkeypatch
):
    shop = shop_with_code(shop_in, kind, orders, honoured=False)
    at_the_second_try(shop, monkeypatch, die)
    with pytest.raises(KeyboardInterrupt):
        shop.post(MONDAY)
    shop.advance(minutes=4)

    outcome = shop.post(MONDAY)

    assert outcome.state is SyncState.POSTED
    assert shop.returned(outcome)["Id"] == outcome.document.id
    assert shop.books(MONDAY) == books(paid_from)


@KINDS
@pytest.mark.parametrize("fault", ["drop_connection", "drop_connection_after_commit"])
def test_a_lost_answer_to_the_second_form_is_fetched_and_not_doubled(
    shop_in, kind, orders, paid_from, fault, monkeypatch
):
    shop = shop_with_code(shop_in, kind, orders, honoured=False)
    at_the_second_try(shop, monkeypatch, partial(shop.quickbooks.arm, fault, PATHS[kind]))
    shop.is_put_off(MONDAY)
    shop.it_shows()

    outcome = shop.post(MONDAY)

    assert outcome.state is SyncState.POSTED
    assert "missing from its sales tax centre" in outcome.message
    assert shop.returned(outcome)["Id"] == outcome.document.id
    assert shop.books(MONDAY) == books(paid_from)
    assert len(shop.documents) == 1


@KINDS
def test_an_answer_lost_for_days_is_looked_up_and_proved_as_it_lies_there(
    shop_in, kind, orders, paid_from, monkeypatch
):
    shop = shop_with_code(shop_in, kind, orders, honoured=False)
    lose = partial(shop.quickbooks.arm, "drop_connection_after_commit", PATHS[kind])
    at_the_second_try(shop, monkeypatch, lose)
    shop.is_put_off(MONDAY)
    shop.advance(days=2)

    outcome = shop.post(MONDAY)

    assert shop.returned(outcome)["Id"] == outcome.document.id
    assert shop.ports.proofs.get(shop.day(MONDAY)).tax_codes == {}
    assert shop.books(MONDAY) == books(paid_from)


def test_a_correction_that_is_refused_ends_as_lines_of_the_same_document(shop_in):
    shop = shop_with_code(shop_in, RECEIPT, COFFEES, honoured=True)
    before = shop.post(MONDAY)
    shop.company.switches.us_tax_override_honoured = False
    shop.trades(CHEAPER_COFFEES, profile=CALIFORNIA)

    outcome = shop.post(MONDAY)

    assert outcome.document.id == before.document.id
    assert "missing from its sales tax centre" in outcome.message
    assert shop.returned(outcome)["Id"] == outcome.document.id
    assert shop.books(MONDAY) == books(CASH)


def test_a_lost_answer_to_a_refused_correction_is_fetched(shop_in, monkeypatch):
    shop = shop_with_code(shop_in, RECEIPT, COFFEES, honoured=True)
    shop.post(MONDAY)
    shop.company.switches.us_tax_override_honoured = False
    shop.trades(CHEAPER_COFFEES, profile=CALIFORNIA)
    lose = partial(shop.quickbooks.arm, "drop_connection_after_commit", "salesreceipt")
    shop.before_call(monkeypatch, CallAction.AMEND, lose, number=2)
    shop.is_put_off(MONDAY)
    shop.it_shows()

    outcome = shop.post(MONDAY)

    assert outcome.state is SyncState.POSTED
    assert shop.returned(outcome)["Id"] == outcome.document.id
    assert shop.books(MONDAY) == books(CASH)


def test_a_refusal_that_has_nothing_to_do_with_tax_holds_the_day(shop_in):
    """The plain lines are refused as well, and QuickBooks' words are kept."""
    shop = shop_with_code(shop_in, RECEIPT, COFFEES, honoured=True)
    shop.quickbooks.arm("fault_code", "salesreceipt", times=2, code="6000")

    outcome = shop.post(MONDAY)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.REFUSED_BY_QUICKBOOKS)
    assert shop.documents == []


def closed_shop(shop_in, late):
    """A Monday that the sales tax centre holds; its books are closed, and then a coffee comes late."""
    shop = shop_with_code(shop_in, INVOICE, COFFEES, honoured=True)
    shop.post(MONDAY)
    shop.close_books(MONDAY)
    shop.trades([*COFFEES, late], profile=CALIFORNIA)
    return shop


def test_a_correction_of_closed_books_reaches_the_sales_tax_centre_where_it_keeps_what_was_collected(shop_in):
    shop = closed_shop(shop_in, ticket("late", 1010, {"t_ca": 83}))

    shop.post(MONDAY)

    assert shop.books(TUESDAY) == {CASH: 1093, COFFEE_SALES: -1010, QUICKBOOKS_PAYABLE: -83}
    assert tax_return(shop.company, TUESDAY) == {"California": (83, 1010)}


@pytest.mark.parametrize(
    "collected", [pytest.param(82, id="QuickBooks makes a cent more"), pytest.param(84, id="a cent less")]
)
def test_a_correction_on_which_quickbooks_puts_its_own_tax_is_held_and_nothing_of_it_stays(shop_in, collected):
    """8.25 % of 10.10 is 0.83. As a line the tax would miss the return that holds the rest of the day."""
    shop = closed_shop(shop_in, ticket("late", 1010, {"t_ca": collected}))
    shop.company.switches.us_tax_override_honoured = False

    outcome = shop.post(MONDAY)
    again = shop.post(MONDAY)

    assert (outcome.reason, again.reason) == (HoldReason.OUTSIDE_TAX_RETURN, HoldReason.OUTSIDE_TAX_RETURN)
    assert outcome.details
    assert shop.books(TUESDAY) == {}
    assert len(shop.documents) == 1
