"""What identifies a body and its payments: figures and places, not words, not order, not what a later release adds."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side
from daybook.domain.posting.posted_documents import NO_PAYMENTS
from daybook.domain.posting.sales_forms import FormLine, FormTax, SalesForm, TenderPayment

D = date(2026, 11, 23)
ENTRY = JournalEntry(
    D,
    "TL-1",
    "note",
    "CAD",
    (JournalLine(Side.DEBIT, "91", 1130, "cards", None, "1:1"), JournalLine(Side.CREDIT, "79", 1130, "sales")),
)
INVOICE = SalesForm(
    DocumentKind.INVOICE,
    D,
    "TL-1",
    "note",
    "CAD",
    (FormLine("79", 1000, "sales", "1:1", "9"), FormLine("96", 100, "tips")),
    (TenderPayment("tender:CASH", "92", 630, "cash", "1:1"), TenderPayment("tender:CCRD:VISA", "91", 600, "cards")),
    (FormTax("15", "13", 1000, 130, "95"),),
)
RECEIPT = replace(INVOICE, kind=DocumentKind.REFUND_RECEIPT, payments=(), deposit_account_id="92")


def first_line(document, **changes):
    return replace(document, lines=(replace(document.lines[0], **changes), *document.lines[1:]))


def first_payment(**changes):
    return replace(INVOICE, payments=(replace(INVOICE.payments[0], **changes), INVOICE.payments[1]))


@pytest.mark.parametrize("document", [ENTRY, INVOICE, RECEIPT])
def test_words_do_not_count(document):
    others = (replace(document, private_note="note en français"), first_line(document, memo="ventes"))

    assert {other.body_hash for other in others} == {document.body_hash}
    assert {other.payments_hash for other in others} == {document.payments_hash}


@pytest.mark.parametrize(
    ("document", "other"),
    [
        (ENTRY, replace(ENTRY, business_date=date(2026, 11, 24))),
        (ENTRY, replace(ENTRY, doc_number="TL-2")),
        (ENTRY, replace(ENTRY, currency="USD")),
        (ENTRY, first_line(ENTRY, account_id="92")),
        (ENTRY, first_line(ENTRY, location_id="1:2")),
        (ENTRY, first_line(ENTRY, customer_id="58")),
        (ENTRY, replace(ENTRY, lines=tuple(replace(line, amount_minor=1131) for line in ENTRY.lines))),
        (INVOICE, first_line(INVOICE, tax_code_id="13")),
        (INVOICE, replace(INVOICE, taxes=(replace(INVOICE.taxes[0], rate_id="16"),))),
        (RECEIPT, replace(RECEIPT, deposit_account_id="93")),
        (RECEIPT, replace(RECEIPT, kind=DocumentKind.INVOICE, payments=INVOICE.payments)),
    ],
)
def test_every_figure_and_place_counts(document, other):
    assert document.body_hash != other.body_hash


@pytest.mark.parametrize("document", [ENTRY, INVOICE])
def test_the_version_of_the_algorithm_stands_in_front(document):
    assert document.body_hash.startswith("2:")


def test_the_body_of_an_invoice_is_told_without_its_payments():
    moved = first_payment(account_id="93")

    assert moved.body_hash == INVOICE.body_hash
    assert moved.payments_hash != INVOICE.payments_hash


def test_each_payment_counts_by_itself():
    moved = first_payment(account_id="93")
    hashes = [form.payment_hash(payment) for form in (INVOICE, moved) for payment in form.payments]

    assert hashes[0] != hashes[2]
    assert hashes[1] == hashes[3]
    assert INVOICE.payment_hash(replace(INVOICE.payments[0], memo="comptant")) == hashes[0]


def test_a_payment_of_another_day_is_another_one():
    later = replace(INVOICE, business_date=date(2026, 11, 24))

    assert later.payments_hash != INVOICE.payments_hash


@pytest.mark.parametrize("document", [ENTRY, RECEIPT])
def test_what_takes_no_payments_has_no_hash_of_them(document):
    assert document.payments_hash == ""


def test_an_invoice_of_nothing_has_no_payments():
    lines = (FormLine("79", 1000, "sales"), FormLine("97", -1000, "gift cards"))

    assert replace(INVOICE, lines=lines, payments=(), taxes=()).payments_hash == NO_PAYMENTS


def test_a_stored_hash_stays_what_it_is():
    """A change of this value makes every posted day look changed: give the algorithm another version instead."""
    assert ENTRY.body_hash == "2:b76f4648c8481048029f950e2e6cb4f3922e70cda5122333ee83ddc4666b0808"
    assert INVOICE.payments_hash == "2:fc99e1ae2458e53dfee360163ac8eb92123c518293fde5731afde68ea1e3d282"
