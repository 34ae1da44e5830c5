"""Days of a shop as documents on the accounts of a company."""

from dataclasses import replace
from datetime import date

from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.posting.balanced_lines import Posting, PostingLine
from daybook.domain.posting.day_documents import document_of
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.sales_forms import TenderPayment

DAY = date(2026, 11, 23)
NUMBER = "TL-20261123-K7QZ2"
QUEEN = "304267:1"

TENDERS = {
    "cards": Role(RoleKind.TENDER, "CCRD", "VISA"),
    "amex": Role(RoleKind.TENDER, "CCRD", "AMEX"),
    "cash": Role(RoleKind.TENDER, "CASH"),
}
ROLES = {
    "sales": Role(RoleKind.REVENUE, "food"),
    "refunds": Role(RoleKind.REFUND, "food"),
    "tax": Role(RoleKind.TAX, "hst"),
    "gift cards": Role(RoleKind.GIFT_CARD),
}

ORDINARY = {"cards": 84210, "cash": 21540, "gift cards": 2000, "sales": -95371, "tax": -12379}
CORRECTED = {"cards": 80000, "amex": 4210, "cash": 25540, "sales": -97124, "tax": -12626}
WITHOUT_CASH = {"cards": 84210, "gift cards": 2000, "sales": -76292, "tax": -9918}
BELOW_ZERO = {"cash": -1130, "refunds": 1000, "tax": 130}

KINDS = {
    DocumentKind.JOURNAL_ENTRY: ORDINARY,
    DocumentKind.INVOICE: ORDINARY,
    DocumentKind.SALES_RECEIPT: ORDINARY,
    DocumentKind.REFUND_RECEIPT: BELOW_ZERO,
}
OTHER_FIGURES = {
    DocumentKind.JOURNAL_ENTRY: CORRECTED,
    DocumentKind.INVOICE: CORRECTED,
    DocumentKind.SALES_RECEIPT: BELOW_ZERO,
    DocumentKind.REFUND_RECEIPT: {"cash": -2260, "refunds": 2000, "tax": 260},
}


def day(books, kind, figures=None, *, currency="CAD"):
    """The document of some figures (debits positive) on the accounts of a company."""
    lines = tuple(
        PostingLine(
            role=TENDERS.get(name) or ROLES[name],
            amount_minor=minor,
            memo=f"{name}, Queen St",
            location_id=QUEEN,
            account_id=books.accounts[name],
            is_payment=name in TENDERS,
        )
        for name, minor in (figures or KINDS[kind]).items()
    )
    posting = Posting(DAY, currency, (QUEEN,), lines, ())
    chosen = DocumentKind.INVOICE if kind is DocumentKind.REFUND_RECEIPT else kind
    return document_of(chosen, posting, doc_number=NUMBER, private_note="Daybook: talech sales of 2026-11-23")


def corrected(books, kind):
    """The same day with other figures, still of the same kind."""
    return day(books, kind, OTHER_FIGURES[kind])


def many_tenders(books, count):
    """The ordinary day, its money in so many payments."""
    invoice = day(books, DocumentKind.INVOICE)
    each = invoice.total_minor // count
    amounts = [each] * (count - 1) + [invoice.total_minor - each * (count - 1)]
    payments = (
        TenderPayment("tender:CASH", books.accounts["cash"], minor, "cash", f"304267:{place}")
        for place, minor in enumerate(amounts)
    )
    return replace(invoice, payments=tuple(payments))
