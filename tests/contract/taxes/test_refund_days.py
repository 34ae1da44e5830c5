"""Days that give back more than they take, with tax codes, in every kind: the books are those of the journal entry."""

from dataclasses import dataclass

import pytest

from contract.taxes.sales import IRELAND, QUEBEC, ticket
from contract.taxes.tax_return import tax_return
from contract.traps.sales import MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON, returned, sold
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState
from quickbooks_simulator import trial_balance
from simulators.talech.shop import line, payment, refund

pytestmark = pytest.mark.loopback

JOURNAL_ENTRY, INVOICE, RECEIPT = DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT


@dataclass(frozen=True)
class Country:
    """A shop's profile and company, the two goods it sells (net amount and taxes), and whose account is whose."""

    variant: str
    profile: dict
    untaxed: str
    dear: tuple
    cheap: tuple
    payable: dict


COUNTRIES = {
    "CA": Country(
        "ca_plus",
        QUEBEC,
        "Zero-rated",
        (1005, {"t_gst": 50, "t_qst": 100}),
        (400, {"t_gst": 20}),
        {"POS Tax - GST": "GST/HST Payable", "POS Tax - QST": "QST Payable"},
    ),
    "IE": Country(
        "ie_plus",
        IRELAND,
        "No VAT",
        (812, {"t_vat23": 187}),
        (200, {"t_vat135": 27}),
        {"POS Tax - VAT23": "VAT Control", "POS Tax - VAT135": "VAT Control"},
    ),
}


def sale(name, good, at, tender="CASH", card_type=None):
    net, taxes = good
    paid = payment(f"p-{name}", net + sum(taxes.values()), at, tender=tender, card_type=card_type)
    return sold(name, at, [line("l1", net, taxes=taxes)], [paid])


def back(name, good, order_id, tender="CASH", card_type=None):
    """The good comes back on Tuesday."""
    net, taxes = good
    listed = [{"tax_id": tax_id, "amount_minor": minor} for tax_id, minor in taxes.items()]
    came = returned("l1", net=net, tax=sum(taxes.values()), taxes=listed)
    return refund(name, order_id, TUESDAY_NOON, tender=tender, card_type=card_type, lines=[came])


def monday(country):
    return [
        sale("dear", country.dear, MONDAY_NOON),
        sale("card", country.dear, MONDAY_NOON, "CCRD", "VISA"),
        sale("cheap", country.cheap, MONDAY_NOON),
    ]


def refunds_only(country):
    """Two tenders give back, at both rates."""
    return [], [
        back("r1", country.dear, "dear"),
        back("r2", country.dear, "card", "CCRD", "VISA"),
        back("r3", country.cheap, "cheap"),
    ]


def below_zero(country):
    """Something is sold as well, and bread without tax, but less than came back."""
    bread = ticket("bread", 100, {}, at=TUESDAY_NOON, category="c2")
    return [sale("sold", country.cheap, TUESDAY_NOON), bread], [back("r1", country.dear, "dear")]


def other_tender(country):
    """Cash gives back more than a card takes: one tender below zero, the day as well."""
    return [sale("sold", country.cheap, TUESDAY_NOON, "CCRD", "VISA")], [back("r1", country.dear, "dear")]


def onto_store_credit(country):
    """No money moves at all."""
    return [], [back("r1", country.dear, "dear", "STCR")]


DAYS = [refunds_only, below_zero, other_tender, onto_store_credit]


def posted(shop_in, country, kind, day):
    """Monday and Tuesday in a company of their own; talech is as empty afterwards as before."""
    orders, refunds = day(country)
    shop = shop_in(country.variant)
    shop.open(kind, [*monday(country), *orders], refunds, profile=country.profile)
    shop.use_codes(country.untaxed)
    outcomes = [shop.post(MONDAY), shop.post(TUESDAY)]
    assert [outcome.state for outcome in outcomes] == [SyncState.POSTED, SyncState.POSTED], outcomes
    shop.talech.world.restore()
    return shop


def balances(shop, payable):
    """The trial balance by account name, Daybook's own tax accounts under the names of QuickBooks' own."""
    moved = {}
    for account in trial_balance(shop.company):
        name = payable.get(account.name, account.name)
        moved[name] = moved.get(name, 0) + account.balance_minor
    return {name: minor for name, minor in moved.items() if minor}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", [INVOICE, RECEIPT])
@pytest.mark.parametrize("country", COUNTRIES.values(), ids=COUNTRIES)
def test_every_form_kind_leaves_the_trial_balance_of_the_journal_entry(shop_in, country, kind, day):
    entry = posted(shop_in, country, JOURNAL_ENTRY, day)

    form = posted(shop_in, country, kind, day)

    expected = balances(entry, country.payable)
    assert balances(form, {}) == expected
    assert sum(expected.values()) == 0


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("country", COUNTRIES.values(), ids=COUNTRIES)
def test_a_refund_receipt_and_a_receipt_of_zero_say_the_same_on_the_return(shop_in, country, day):
    refund_receipts = posted(shop_in, country, INVOICE, day)

    receipts = posted(shop_in, country, RECEIPT, day)

    assert tax_return(refund_receipts.company, TUESDAY) == tax_return(receipts.company, TUESDAY)
    assert any(tax < 0 for tax, _ in tax_return(receipts.company, TUESDAY).values())


@pytest.mark.parametrize(
    ("day", "entities"),
    [
        (refunds_only, ["Invoice", "RefundReceipt"]),
        (below_zero, ["Invoice", "RefundReceipt"]),
        (other_tender, ["Invoice", "Invoice"]),
        (onto_store_credit, ["Invoice", "Invoice"]),
    ],
)
@pytest.mark.parametrize("country", COUNTRIES.values(), ids=COUNTRIES)
def test_where_invoices_were_chosen_a_day_on_which_money_only_went_back_is_a_refund_receipt(
    shop_in, country, day, entities
):
    shop = posted(shop_in, country, INVOICE, day)

    assert [record.entity for record in shop.documents] == entities


@pytest.mark.parametrize("kind", [INVOICE, RECEIPT])
@pytest.mark.parametrize("country", COUNTRIES.values(), ids=COUNTRIES)
def test_the_proof_of_a_refund_only_day_ties_on_all_sides(shop_in, country, kind):
    shop = posted(shop_in, country, kind, refunds_only)

    proof = shop.ports.proofs.get(shop.day(TUESDAY))

    tax = sum(minor for account, minor in proof.effect.items() if account.startswith("quickbooks:tax:"))
    ledger = shop.books(TUESDAY)
    assert {field.difference_minor for field in proof.fields} == {0}
    assert tax == sum(ledger[name] for name in set(country.payable.values()))
