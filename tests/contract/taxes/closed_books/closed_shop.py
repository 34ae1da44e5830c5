"""An Ontario shop whose Monday with tax codes is in the books, which are closed through it."""

from contract.taxes.sales import ONTARIO, ticket, tickets
from contract.traps.sales import MONDAY, MONDAY_NOON, returned
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.form_taxes import role_of_payable
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import refund

INVOICE, RECEIPT = DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT
REFUND_RECEIPT, JOURNAL_ENTRY = DocumentKind.REFUND_RECEIPT, DocumentKind.JOURNAL_ENTRY
PAYABLE, OUR_LIABILITY = "GST/HST Payable", "POS Tax - HST"
COFFEES = tickets(3, 1005, {"t_hst": 131})
LATE = ticket("late", 1005, {"t_hst": 131})
# 1.31 goes back and no coffee with it.
TAX_ALONE = returned("l1", net=0, tax=131, taxes=[{"tax_id": "t_hst", "amount_minor": 131}])
TAX_BACK = refund("r1", "o0", MONDAY_NOON, tender="CASH", card_type=None, lines=[TAX_ALONE])


def closed_shop(shop_in, kind, *, coded=True):
    """An Ontario shop whose Monday of three coffees is in the books, and the books are closed through it."""
    shop = shop_in("ca_plus")
    shop.open(kind, COFFEES, profile=ONTARIO)
    if coded:
        shop.use_codes("Zero-rated")
    assert shop.post(MONDAY).state is SyncState.POSTED
    shop.close_books(MONDAY)
    return shop


def hears_late(shop, orders, refunds=()):
    """Monday, as talech tells it by now, through the worker."""
    shop.trades(orders, refunds, profile=ONTARIO)
    return shop.post(MONDAY)


def check_proof(shop, *dates):
    """All three sides agree, and the proof moves every account as QuickBooks' ledger did on these dates."""
    proof = shop.ports.proofs.get(shop.day(MONDAY))
    booked, taxes = {}, 0
    for account, minor in proof.effect.items():
        if role_of_payable(account):
            taxes += minor
        else:
            booked[shop._account(account)] = minor
    ledger = {}
    for account, minor in (item for day in dates for item in shop.books(day).items()):
        ledger[account] = ledger.get(account, 0) + minor
    payable = sum(ledger.pop(name, 0) for name in (PAYABLE, "VAT Control"))
    assert (booked, taxes) == ({name: minor for name, minor in ledger.items() if minor}, payable)
    assert {field.field for field in proof.fields if field.difference_minor} == set()
