"""The document of a day as a whole: every line, payment, tax and account of each kind that a merchant can choose."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.posting.balanced_lines import Posting, PostingLine
from daybook.domain.posting.day_documents import correction, document_of, invoice, sales_receipt
from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side
from daybook.domain.posting.form_taxes import NOT_A_SALE
from daybook.domain.posting.sales_forms import FormLine, FormTax, SalesForm, TenderPayment

D, QUEEN = date(2026, 11, 23), "304267:1"
CASH, CARDS, OWED, SUSPENSE, SALES, HST, TIPS = "10", "11", "12", "99", "79", "95", "96"
PLAIN = AccountMapping(
    1,
    D,
    {},
    SUSPENSE,
    account_types={CASH: "Bank", CARDS: "Other Current Asset", OWED: "Accounts Receivable", TIPS: "Income"},
)
CODED = replace(
    PLAIN,
    tax_codes={
        "": MappedTaxCode("5"),
        "hst": MappedTaxCode("13", (MappedTaxRate("hst", "15", "13.0"),)),
        NOT_A_SALE: MappedTaxCode("9"),
    },
)
NAMES = {"doc_number": "TL-1", "private_note": "note"}


def line(role, minor, account, tax_set=""):
    """One amount; tenders are payments, and the memo is the role."""
    found = role_from_text(role)
    is_payment = found.kind is RoleKind.TENDER
    return PostingLine(found, minor, f"of {role}", QUEEN, account, is_payment=is_payment, tax_set=tax_set)


def posting(*lines):
    return Posting(D, "CAD", (QUEEN,), lines, ())


def form(kind, *lines, **more):
    """A form of the day; a line is a role, an amount, an account and perhaps a tax code."""
    made = (FormLine(account, minor, f"of {role}", QUEEN, *code) for role, minor, account, *code in lines)
    return SalesForm(DocumentKind(kind), D, "TL-1", "note", "CAD", tuple(made), **more)


def paid(role, minor, account):
    return TenderPayment(role, account, minor, f"of {role}", QUEEN)


SOLD = posting(
    line("tender:CASH", 630, CASH),
    line("tender:CCRD:VISA", 600, CARDS),
    line("revenue:c1", -1000, SALES, "hst"),
    line("tax:hst", -130, HST),
    line("tip", -100, TIPS),
)
GIVEN_BACK = posting(
    line("tender:CASH", -500, CASH),
    line("tender:CCRD:VISA", -630, CARDS),
    line("refund:c1", 1000, SALES, "hst"),
    line("tax:hst", 130, HST),
)
TAXES = (FormTax("15", "13.0", 1000, 130, "quickbooks:tax:hst"),)
RECEIPT = form(
    "sales_receipt",
    ("tender:CASH", -630, CASH),
    ("tender:CCRD:VISA", -600, CARDS),
    ("revenue:c1", 1000, SALES),
    ("tax:hst", 130, HST),
    ("tip", 100, TIPS),
    deposit_account_id=CASH,
)
CODED_RECEIPT = form(
    "sales_receipt",
    ("tender:CASH", -630, CASH, "9"),
    ("tender:CCRD:VISA", -600, CARDS, "9"),
    ("revenue:c1", 1000, SALES, "13"),
    ("tip", 100, TIPS, "9"),
    taxes=TAXES,
    deposit_account_id=CASH,
)
PAYMENTS = (paid("tender:CASH", 630, CASH), paid("tender:CCRD:VISA", 600, CARDS))
INVOICE = form("invoice", ("revenue:c1", 1000, SALES), ("tax:hst", 130, HST), ("tip", 100, TIPS), payments=PAYMENTS)
CODED_INVOICE = form(
    "invoice", ("revenue:c1", 1000, SALES, "13"), ("tip", 100, TIPS, "9"), payments=PAYMENTS, taxes=TAXES
)
REFUND = form(
    "refund_receipt",
    ("tender:CASH", -500, CASH),
    ("refund:c1", 1000, SALES),
    ("tax:hst", 130, HST),
    deposit_account_id=CARDS,
)
CODED_REFUND = form(
    "refund_receipt",
    ("tender:CASH", -500, CASH, "9"),
    ("refund:c1", 1000, SALES, "13"),
    taxes=TAXES,
    deposit_account_id=CARDS,
)
ENTRY = JournalEntry(
    D,
    "TL-1",
    "note",
    "CAD",
    (
        JournalLine(Side.DEBIT, CASH, 630, "of tender:CASH", None, QUEEN),
        JournalLine(Side.DEBIT, CARDS, 600, "of tender:CCRD:VISA", None, QUEEN),
        JournalLine(Side.CREDIT, SALES, 1000, "of revenue:c1", None, QUEEN),
        JournalLine(Side.CREDIT, HST, 130, "of tax:hst", None, QUEEN),
        JournalLine(Side.CREDIT, TIPS, 100, "of tip", None, QUEEN),
    ),
)


@pytest.mark.parametrize(
    ("make", "day", "mapping", "document"),
    [
        (sales_receipt, SOLD, PLAIN, RECEIPT),
        (sales_receipt, SOLD, CODED, CODED_RECEIPT),
        (invoice, SOLD, PLAIN, INVOICE),
        (invoice, SOLD, CODED, CODED_INVOICE),
        (invoice, GIVEN_BACK, PLAIN, REFUND),
        (invoice, GIVEN_BACK, CODED, CODED_REFUND),
        (correction, GIVEN_BACK, PLAIN, REFUND),
        (correction, GIVEN_BACK, CODED, CODED_REFUND),
        (correction, SOLD, PLAIN, RECEIPT),
        (correction, SOLD, CODED, CODED_RECEIPT),
    ],
)
def test_a_form_has_every_amount_of_the_day(make, day, mapping, document):
    assert make(day, **NAMES, mapping=mapping) == document


@pytest.mark.parametrize(
    ("make", "day", "document"),
    [(sales_receipt, SOLD, RECEIPT), (invoice, SOLD, INVOICE), (correction, GIVEN_BACK, REFUND)],
)
def test_without_a_mapping_a_form_has_no_tax_codes_and_every_account_takes_payments(make, day, document):
    assert make(day, **NAMES) == document


@pytest.mark.parametrize(
    ("kind", "day", "mapping", "document"),
    [
        ("journal_entry", SOLD, CODED, ENTRY),
        ("sales_receipt", SOLD, CODED, CODED_RECEIPT),
        ("invoice", SOLD, CODED, CODED_INVOICE),
        ("invoice", GIVEN_BACK, CODED, CODED_REFUND),
    ],
)
def test_a_day_becomes_the_kind_of_document_that_the_merchant_chose(kind, day, mapping, document):
    assert document_of(DocumentKind(kind), day, **NAMES, mapping=mapping) == document


def test_a_tender_that_gave_back_more_than_it_took_is_a_line_of_an_invoice():
    day = posting(
        line("tender:CASH", 700, CASH), line("tender:CCRD:VISA", -200, CARDS), line("revenue:c1", -500, SALES)
    )
    lines = (("tender:CCRD:VISA", 200, CARDS), ("revenue:c1", 500, SALES))

    assert invoice(day, **NAMES, mapping=PLAIN) == form("invoice", *lines, payments=(paid("tender:CASH", 700, CASH),))
    assert correction(day, **NAMES, mapping=PLAIN) == form(
        "sales_receipt", ("tender:CASH", -700, CASH), *lines, deposit_account_id=CASH
    )


@pytest.mark.parametrize("account", [SUSPENSE, OWED, TIPS])
def test_a_tender_on_an_account_that_takes_no_payments_is_a_line(account):
    day = posting(line("tender:OTHER", 100, account), line("tender:CASH", 400, CASH), line("revenue:c1", -500, SALES))
    lines = (("tender:OTHER", -100, account), ("revenue:c1", 500, SALES))

    assert invoice(day, **NAMES, mapping=PLAIN) == form("invoice", *lines, payments=(paid("tender:CASH", 400, CASH),))
    assert sales_receipt(day, **NAMES, mapping=PLAIN).deposit_account_id == CASH


@pytest.mark.parametrize("make", [invoice, correction])
def test_a_tender_on_suspense_that_gave_back_makes_no_refund_receipt(make):
    day = posting(line("tender:OTHER", -500, SUSPENSE), line("refund:c1", 500, SALES))

    made = make(day, **NAMES, mapping=PLAIN)

    assert made.kind is (DocumentKind.INVOICE if make is invoice else DocumentKind.SALES_RECEIPT)
    assert (made.lines[0].amount_minor, made.total_minor, made.deposit_account_id) == (500, 0, "")


@pytest.mark.parametrize("account", [CASH, CARDS, "an account of an unknown type"])
def test_a_cent_is_a_payment(account):
    day = posting(line("tender:CASH", 1, account), line("revenue:c1", -1, SALES))
    back = posting(line("tender:CASH", -1, account), line("refund:c1", 1, SALES))

    assert invoice(day, **NAMES, mapping=PLAIN).payments == (paid("tender:CASH", 1, account),)
    assert invoice(back, **NAMES, mapping=PLAIN) == form(
        "refund_receipt", ("refund:c1", 1, SALES), deposit_account_id=account
    )


def test_of_two_accounts_that_paid_back_alike_the_one_with_the_smaller_id_pays_the_total():
    day = posting(line("tender:CCRD:VISA", -300, CARDS), line("tender:CASH", -300, CASH), line("refund:c1", 600, SALES))

    assert invoice(day, **NAMES, mapping=PLAIN) == form(
        "refund_receipt", ("tender:CCRD:VISA", -300, CARDS), ("refund:c1", 600, SALES), deposit_account_id=CASH
    )


def test_a_day_without_payments_is_an_invoice_of_nothing():
    redeemed = PostingLine(Role(RoleKind.GIFT_CARD), 500, "of gift_card", QUEEN, TIPS)
    day = posting(redeemed, line("revenue:c1", -500, SALES))
    lines = (("gift_card", -500, TIPS), ("revenue:c1", 500, SALES))

    assert invoice(day, **NAMES, mapping=PLAIN) == form("invoice", *lines)
    assert correction(day, **NAMES, mapping=PLAIN) == form("sales_receipt", *lines)
