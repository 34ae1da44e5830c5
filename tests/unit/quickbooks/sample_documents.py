"""One small day in three countries, as every kind of document, and the references that its forms need."""

from dataclasses import replace
from datetime import date

from daybook.domain.documents import DocumentKind, JournalEntry
from daybook.domain.references import CompanyReferences
from daybook.domain.sales_forms import FormLine, FormTax, SalesForm, TenderPayment
from unit.quickbooks.entries import credit, debit

QUEEN = "304267:1"
DAY = date(2026, 11, 23)
NUMBER = "TL-20261123-K7QZ2"
CURRENCIES = {"US": "USD", "CA": "CAD", "IE": "EUR"}

REFERENCES = CompanyReferences(
    customer_id="58",
    items={"79": "21", "80": "22", "91": "31", "92": "32", "95": "26", "96": "27", "97": "28"},
    payment_methods={"tender:CCRD:VISA": "4", "CASH": "1"},
    departments={QUEEN: "2"},
    classes={QUEEN: "5000000000000012345"},
)

VISA = TenderPayment("tender:CCRD:VISA", "91", 84210, "Payments by VISA, Queen St", QUEEN)
CASH = TenderPayment("tender:CASH", "92", 21340, "Payments by CASH, Queen St", QUEEN)

# Code of the sales lines, code of the lines without tax, taxes by rate.
TAXES = {
    "US": ("3", None, (FormTax("7", "8.25", 95500, 7879, "95"),)),
    "CA": ("9", "13", (FormTax("15", "5", 95500, 4775, "95"), FormTax("16", "9.975", 95500, 3104, "95"))),
    "IE": ("4", "7", (FormTax("5", "13.5", 58363, 7879, "95"),)),
}


def line(account, minor, memo, code=None):
    return FormLine(account, minor, memo, QUEEN, code)


def form(kind, country, lines, **more):
    note = f"Daybook: talech sales of {DAY}, location {QUEEN}, revision 1"
    return SalesForm(kind, DAY, NUMBER, note, CURRENCIES[country], tuple(lines), **more)


def day_lines(*, sales_code=None, other_code=None):
    return [
        line("79", 70000, "Sales, Food", sales_code),
        line("80", 25500, "Sales, Café & thé", sales_code),
        line("96", 4171, "Tips", other_code),
        line("97", -2000, "Payments by GIFT", other_code),
    ]


def invoice(country="CA", *, taxed=False, payments=(VISA, CASH)):
    """Paid by card and cash; the tax is a line, or QuickBooks' own where `taxed`."""
    if taxed:
        sales_code, other_code, taxes = TAXES[country]
        lines = day_lines(sales_code=sales_code, other_code=other_code)
        return form(DocumentKind.INVOICE, country, lines, payments=payments, taxes=taxes)
    lines = [*day_lines(), line("95", 7879, "Tax collected")]
    return form(DocumentKind.INVOICE, country, lines, payments=payments)


def sales_receipt(country="CA", *, taxed=False):
    tenders = [line("91", -84210, VISA.memo, TAXES[country][1]), line("92", -21340, CASH.memo, TAXES[country][1])]
    paid = invoice(country, taxed=taxed)
    lines = [*paid.lines, *(tender if taxed else replace(tender, tax_code_id=None) for tender in tenders)]
    return form(DocumentKind.SALES_RECEIPT, country, lines, taxes=paid.taxes, deposit_account_id="91")


def refund_receipt(country="CA"):
    lines = [line("79", 1250, "Refunds, Food"), line("95", 103, "Tax collected")]
    return form(DocumentKind.REFUND_RECEIPT, country, lines, deposit_account_id="92")


def journal_entry(country="CA"):
    lines = (
        debit("91", 84210, VISA.memo),
        debit("92", 21340, CASH.memo),
        debit("97", 2000, "Payments by GIFT"),
        credit("79", 70000, "Sales, Food"),
        credit("80", 25500, "Sales, Café & thé"),
        credit("95", 7879, "Tax collected"),
        credit("96", 4171, "Tips"),
    )
    note = f"Daybook: talech sales of {DAY}, location {QUEEN}, revision 1"
    return JournalEntry(
        DAY, NUMBER, note, CURRENCIES[country], tuple(replace(each, location_id=QUEEN) for each in lines)
    )
