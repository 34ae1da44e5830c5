"""The answer to the amendment that puts tax back into lines gets lost: the next try finishes it, with one document."""

from functools import partial

import pytest

from contract.taxes.united_states.test_united_states import COFFEES, FORMS, INVOICE, OUR_LIABILITY, shop_with_code
from contract.traps.chart import CASH, COFFEE_SALES
from contract.traps.sales import MONDAY
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.sync.location_day import SyncState

pytestmark = pytest.mark.loopback

BOOKS = {CASH: 3279, COFFEE_SALES: -3030, OUR_LIABILITY: -249}


@FORMS
def test_a_lost_amendment_is_found(shop_in, kind, monkeypatch):
    shop = shop_with_code(shop_in, kind, COFFEES, honoured=False)
    path = "invoice" if kind is INVOICE else "salesreceipt"
    lose = partial(shop.quickbooks.arm, "drop_connection_after_commit", path)
    shop.before_call(monkeypatch, CallAction.AMEND, lose)

    shop.is_put_off(MONDAY)
    shop.it_shows()
    again = shop.post(MONDAY)

    assert again.state is SyncState.POSTED
    assert shop.returned(again)["Id"] == again.document.id
    assert shop.books(MONDAY) == BOOKS


def test_lost_payments_of_an_amended_invoice_are_not_paid_twice(shop_in, monkeypatch):
    shop = shop_with_code(shop_in, INVOICE, COFFEES, honoured=False)
    lose = partial(shop.quickbooks.arm, "drop_connection_after_commit", "batch")
    shop.before_call(monkeypatch, CallAction.PAY, lose)

    shop.is_put_off(MONDAY)
    shop.it_shows()
    again = shop.post(MONDAY)

    assert again.state is SyncState.POSTED
    assert len(list(shop.company.live("Payment"))) == 1
    assert shop.books(MONDAY) == BOOKS
