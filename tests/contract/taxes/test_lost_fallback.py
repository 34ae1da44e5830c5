"""The answer to the amendment that puts tax back into lines gets lost: the next try finishes it, with one document."""

import pytest

from contract.taxes.test_united_states import COFFEES, FORMS, INVOICE, OUR_LIABILITY, shop_with_code
from contract.traps.chart import CASH, COFFEE_SALES
from contract.traps.sales import MONDAY
from daybook.domain.sync import SyncState

pytestmark = pytest.mark.loopback

BOOKS = {CASH: 3279, COFFEE_SALES: -3030, OUR_LIABILITY: -249}


def lose_amendment(shop, monkeypatch, path):
    """Arm the loss once the comparison after the create has failed."""
    ledger = shop.ports.ledger_of(shop.connections.connection(shop.id))
    amend, waiting = ledger.amend, [path]

    def amending(*known):
        if waiting:
            shop.quickbooks.arm("drop_connection_after_commit", waiting.pop())
        return amend(*known)

    monkeypatch.setattr(ledger, "amend", amending)


@FORMS
def test_a_lost_amendment_is_repeated(shop_in, kind, monkeypatch):
    shop = shop_with_code(shop_in, kind, COFFEES, honoured=False)
    lose_amendment(shop, monkeypatch, "invoice" if kind is INVOICE else "salesreceipt")

    shop.is_put_off(MONDAY)
    again = shop.post(MONDAY)

    assert again.state is SyncState.POSTED
    assert shop.returned(again)["Id"] == again.document.id
    assert shop.books(MONDAY) == BOOKS


def test_lost_payments_of_an_amended_invoice_are_not_paid_twice(shop_in, monkeypatch):
    shop = shop_with_code(shop_in, INVOICE, COFFEES, honoured=False)
    lose_amendment(shop, monkeypatch, "batch")

    shop.is_put_off(MONDAY)
    again = shop.post(MONDAY)

    assert again.state is SyncState.POSTED
    assert len(list(shop.company.live("Payment"))) == 1
    assert shop.books(MONDAY) == BOOKS
