"""One small day in three countries, as every kind of document, and the references that its forms need.

The Canadian shop speaks French, the others English; what is sold keeps the name that the shop gave it.
"""

from dataclasses import replace
from datetime import date

from daybook.domain.chart.references import CompanyReferences
from daybook.domain.posting.document_notes import Store, correction_memo, correction_note, sales_note
from daybook.domain.posting.documents import DocumentKind, JournalEntry
from daybook.domain.posting.memos import Memo, memo_text
from daybook.domain.posting.sales_forms import FormLine, FormTax, SalesForm, TenderPayment
from unit.quickbooks.entries import credit, debit

QUEEN = "304267:1"
DAY = date(2026, 11, 23)
NUMBER = "TL-20261123-K7QZ2"
CURRENCIES = {"US": "USD", "CA": "CAD", "IE": "EUR"}
LANGUAGES = {"US": "en", "CA": "fr", "IE": "en"}

REFERENCES = CompanyReferences(
    customer_id="58",
    items={"79": "21", "80": "22", "91": "31", "92": "32", "95": "26", "96": "27", "97": "28"},
    payment_methods={"tender:CCRD:VISA": "4", "CASH": "1"},
    departments={QUEEN: "2"},
    classes={QUEEN: "5000000000000012345"},
)

# Code of the sales lines, code of the lines without tax, taxes by rate.
TAXES = {
    "US": ("3", None, (FormTax("7", "8.25", 95500, 7879, "95"),)),
    "CA": ("9", "13", (FormTax("15", "5", 95500, 4775, "95"), FormTax("16", "9.975", 95500, 3104, "95"))),
    "IE": ("4", "7", (FormTax("5", "13.5", 58363, 7879, "95"),)),
}


def said(memo, country, name="", subject=""):
    """A memo as `posting` makes it, in the shop's language."""
    place = "Queen St"
    return ", ".join(word for word in (memo_text(memo, LANGUAGES[country], subject), name, place) if word)


def visa(country="CA"):
    return TenderPayment("tender:CCRD:VISA", "91", 84210, said(Memo.PAYMENTS, country, subject="Visa"), QUEEN)


def cash(country="CA"):
    label = "Comptant" if country == "CA" else "Cash"
    return TenderPayment("tender:CASH", "92", 21340, said(Memo.PAYMENTS, country, subject=label), QUEEN)


VISA, CASH = visa(), cash()


def note(country):
    return sales_note(DAY, Store(QUEEN), 1, LANGUAGES[country])


def line(account, minor, memo, code=None):
    return FormLine(account, minor, memo, QUEEN, code)


def form(kind, country, lines, **more):
    return SalesForm(kind, DAY, NUMBER, note(country), CURRENCIES[country], tuple(lines), **more)


def day_lines(country, *, sales_code=None, other_code=None):
    return [
        line("79", 70000, said(Memo.SALES, country, "Food"), sales_code),
        line("80", 25500, said(Memo.SALES, country, "Café & thé"), sales_code),
        line("96", 4171, said(Memo.TIPS, country), other_code),
        line("97", -2000, said(Memo.GIFT_CARDS_REDEEMED, country), other_code),
    ]


def invoice(country="CA", *, taxed=False, payments=None):
    """Paid by card and cash; the tax is a line, or QuickBooks' own where `taxed`."""
    payments = (visa(country), cash(country)) if payments is None else payments
    if taxed:
        sales_code, other_code, taxes = TAXES[country]
        lines = day_lines(country, sales_code=sales_code, other_code=other_code)
        return form(DocumentKind.INVOICE, country, lines, payments=payments, taxes=taxes)
    lines = [*day_lines(country), line("95", 7879, said(Memo.TAX, country))]
    return form(DocumentKind.INVOICE, country, lines, payments=payments)


def sales_receipt(country="CA", *, taxed=False):
    code = TAXES[country][1] if taxed else None
    tenders = [
        line("91", -84210, visa(country).memo, code),
        line("92", -21340, cash(country).memo, code),
    ]
    paid = invoice(country, taxed=taxed)
    lines = [*paid.lines, *tenders]
    return form(DocumentKind.SALES_RECEIPT, country, lines, taxes=paid.taxes, deposit_account_id="91")


def refund_receipt(country="CA"):
    lines = [line("79", 1250, said(Memo.REFUNDS, country, "Food")), line("95", 103, said(Memo.TAX, country))]
    return form(DocumentKind.REFUND_RECEIPT, country, lines, deposit_account_id="92")


def journal_entry(country="CA"):
    lines = (
        debit("91", 84210, visa(country).memo),
        debit("92", 21340, cash(country).memo),
        debit("97", 2000, said(Memo.GIFT_CARDS_REDEEMED, country)),
        credit("79", 70000, said(Memo.SALES, country, "Food")),
        credit("80", 25500, said(Memo.SALES, country, "Café & thé")),
        credit("95", 7879, said(Memo.TAX, country)),
        credit("96", 4171, said(Memo.TIPS, country)),
    )
    return entry(country, NUMBER, note(country), lines)


def correction(country="CA"):
    """What makes good a sale that talech added after the books were closed, to a document and to a day without one."""
    of_document = correction_memo(DAY, NUMBER, LANGUAGES[country])
    of_none = correction_memo(DAY, "", LANGUAGES[country])
    lines = (debit("92", 500, of_document), credit("79", 500, of_none))
    return entry(country, f"{NUMBER}-C1", correction_note(DAY, Store(QUEEN), LANGUAGES[country]), lines)


def entry(country, number, words, lines):
    placed = tuple(replace(each, location_id=QUEEN) for each in lines)
    return JournalEntry(DAY, number, words, CURRENCIES[country], placed)
