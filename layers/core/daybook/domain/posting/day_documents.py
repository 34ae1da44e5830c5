"""Makes the document of a day from its balanced lines, of the kind that the merchant chose.

Every amount that is not a payment is a line of a sales form: sales, taxes kept as a liability, tips, gift cards sold
and redeemed, drawer movements. So each form of a day moves every account exactly as its journal entry would.
"""

from collections.abc import Iterable
from datetime import date

from daybook.domain.chart.accounts import AccountType
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.posting.balanced_lines import Posting, PostingLine
from daybook.domain.posting.documents import DocumentKind, journal_entry
from daybook.domain.posting.form_taxes import CodedLines, RateTax, with_tax_codes
from daybook.domain.posting.sales_forms import Document, FormLine, FormTax, SalesForm, TenderPayment

DEPOSIT_TYPES = frozenset({AccountType.BANK, AccountType.OTHER_CURRENT_ASSET})  # docs/quickbooks.md 4.9
NO_TAX_CODES = AccountMapping(0, date.min, {}, "")


def sales_receipt(
    posting: Posting, *, doc_number: str, private_note: str, mapping: AccountMapping = NO_TAX_CODES
) -> SalesForm:
    """A receipt with total zero: tenders are lines with the opposite sign, also on a day below zero."""
    coded = with_tax_codes(posting, mapping)
    return SalesForm(
        kind=DocumentKind.SALES_RECEIPT,
        business_date=posting.business_date,
        doc_number=doc_number,
        private_note=private_note,
        currency=posting.currency,
        lines=tuple(_line(line, code) for line, code in coded.lines),
        taxes=tuple(_tax(tax) for tax in coded.taxes),
        deposit_account_id=_deposit_account((line for line, _ in coded.lines), mapping),
    )


def invoice(
    posting: Posting, *, doc_number: str, private_note: str, mapping: AccountMapping = NO_TAX_CODES
) -> SalesForm:
    """An invoice with one payment per tender, or a refund receipt if tenders paid back more than they received.

    If the day as a whole is not below zero, a tender that paid back more than it received becomes a line: a payment
    cannot be negative. A tender on an account that takes no payments, such as suspense, becomes a line too.
    """
    coded = with_tax_codes(posting, mapping)
    paid, given_back = _payments(coded, mapping)
    if not paid and given_back:
        return _refund_receipt(posting, coded, given_back, doc_number=doc_number, private_note=private_note)
    return SalesForm(
        kind=DocumentKind.INVOICE,
        business_date=posting.business_date,
        doc_number=doc_number,
        private_note=private_note,
        currency=posting.currency,
        lines=tuple(_line(line, code) for line, code in coded.lines if line not in paid),
        payments=tuple(
            TenderPayment(str(line.role), line.account_id, line.amount_minor, line.memo, line.location_id)
            for line in paid
        ),
        taxes=tuple(_tax(tax) for tax in coded.taxes),
    )


def correction(
    posting: Posting, *, doc_number: str, private_note: str, mapping: AccountMapping = NO_TAX_CODES
) -> SalesForm:
    """A correction as one document: a refund receipt if money was only paid back, else a receipt with total zero."""
    coded = with_tax_codes(posting, mapping)
    paid, given_back = _payments(coded, mapping)
    if not paid and given_back:
        return _refund_receipt(posting, coded, given_back, doc_number=doc_number, private_note=private_note)
    return sales_receipt(posting, doc_number=doc_number, private_note=private_note, mapping=mapping)


def _payments(coded: CodedLines, mapping: AccountMapping) -> tuple[list[PostingLine], list[PostingLine]]:
    """Payments received and payments returned, on accounts to which QuickBooks can deposit payments."""
    lines = [line for line, _ in coded.lines if line.is_payment and _takes_money(line, mapping)]
    return [line for line in lines if line.amount_minor > 0], [line for line in lines if line.amount_minor < 0]


def _refund_receipt(
    posting: Posting, coded: CodedLines, given_back: list[PostingLine], *, doc_number: str, private_note: str
) -> SalesForm:
    # The account that paid back most pays the total; the others become lines.
    main = min(given_back, key=lambda line: (line.amount_minor, line.account_id))
    return SalesForm(
        kind=DocumentKind.REFUND_RECEIPT,
        business_date=posting.business_date,
        doc_number=doc_number,
        private_note=private_note,
        currency=posting.currency,
        lines=tuple(_line(line, code, sign=1) for line, code in coded.lines if line != main),
        taxes=tuple(_tax(tax, sign=-1) for tax in coded.taxes),
        deposit_account_id=main.account_id,
    )


def _line(line: PostingLine, tax_code_id: str | None, *, sign: int = -1) -> FormLine:
    return FormLine(line.account_id, sign * line.amount_minor, line.memo, line.location_id, tax_code_id)


def _tax(tax: RateTax, *, sign: int = 1) -> FormTax:
    rate = tax.rate
    return FormTax(rate.rate_id, rate.percent, sign * tax.base_minor, sign * tax.amount_minor, tax.account_id)


def _takes_money(line: PostingLine, mapping: AccountMapping) -> bool:
    """Whether QuickBooks can deposit payments to the account; not to suspense, so an unmapped tender is a line."""
    known = mapping.account_types.get(line.account_id)
    return line.account_id != mapping.suspense_account and (known is None or known in DEPOSIT_TYPES)


def _deposit_account(lines: Iterable[PostingLine], mapping: AccountMapping) -> str:
    """The account for a total of zero: without one QuickBooks would put Undeposited Funds on the form."""
    return next((line.account_id for line in lines if line.is_payment and _takes_money(line, mapping)), "")


def document_of(
    kind: DocumentKind, posting: Posting, *, doc_number: str, private_note: str, mapping: AccountMapping = NO_TAX_CODES
) -> Document:
    """The document of one business date, of the kind that the merchant chose."""
    if kind is DocumentKind.JOURNAL_ENTRY:
        return journal_entry(posting, doc_number=doc_number, private_note=private_note)
    make = sales_receipt if kind is DocumentKind.SALES_RECEIPT else invoice
    return make(posting, doc_number=doc_number, private_note=private_note, mapping=mapping)
