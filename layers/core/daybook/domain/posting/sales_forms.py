"""Sales forms of a day: an invoice paid by tender, a sales receipt with total zero, a refund receipt below zero.

A form's line points at an item, and the item at an account; a positive line credits that account. Every amount that is
not a payment is a line: sales, taxes kept as a liability, tips, gift cards sold and redeemed, drawer movements. So each
form of a day moves every account exactly as its journal entry would (docs/quickbooks.md 4.9 to 4.11 and 5).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from daybook.domain.chart.accounts import AccountType
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.errors import UnbalancedEntryError
from daybook.domain.fingerprint import fingerprint
from daybook.domain.posting.balanced_lines import Posting, PostingLine
from daybook.domain.posting.documents import (
    WORDS,
    DocumentKind,
    JournalEntry,
    hash_without_words,
    is_hash_without_words,
    journal_entry,
)
from daybook.domain.posting.form_taxes import CodedLines, RateTax, with_tax_codes
from daybook.domain.posting.posted_documents import payments_hash_of

DEPOSIT_TYPES = frozenset({AccountType.BANK, AccountType.OTHER_CURRENT_ASSET})  # docs/quickbooks.md 4.9
NO_TAX_CODES = AccountMapping(0, date.min, {}, "")


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line: a positive amount credits the account behind its item, a negative one debits it."""

    account_id: str
    amount_minor: int
    memo: str
    location_id: str = ""
    tax_code_id: str | None = None


@dataclass(frozen=True, slots=True)
class TenderPayment:
    """What one tender paid of an invoice; `tender` is its role's text form and identifies it within the day."""

    tender: str
    account_id: str
    amount_minor: int
    memo: str
    location_id: str = ""


@dataclass(frozen=True, slots=True)
class FormTax:
    """Tax of one QuickBooks rate, as the shop collected it, not as QuickBooks would compute it.

    `percent` is the decimal text of the rate; `base_minor` is its net amount.
    """

    rate_id: str
    percent: str
    base_minor: int
    amount_minor: int
    account_id: str = ""


@dataclass(frozen=True, slots=True)
class SalesForm:
    """An invoice, sales receipt or refund receipt; a form whose parts do not add up cannot be built.

    `deposit_account_id` is the account that a receipt's total goes to or comes from; an invoice has `payments` instead.
    On a refund receipt, money paid back is positive.
    """

    kind: DocumentKind
    business_date: date
    doc_number: str
    private_note: str
    currency: str
    lines: tuple[FormLine, ...]
    payments: tuple[TenderPayment, ...] = ()
    taxes: tuple[FormTax, ...] = ()
    deposit_account_id: str = ""

    def __post_init__(self) -> None:
        """Check that the parts of the form add up.

        Raises:
            UnbalancedEntryError: the total is below zero, an invoice is not paid exactly, or there is nothing on it.
        """
        if not self.lines:
            raise UnbalancedEntryError(f"{self.kind} {self.doc_number} has no lines")
        if self.total_minor < 0:
            raise UnbalancedEntryError(f"{self.kind} {self.doc_number}: total {self.total_minor} is below zero")
        paid = sum(payment.amount_minor for payment in self.payments)
        if self.kind is DocumentKind.INVOICE and paid != self.total_minor:
            raise UnbalancedEntryError(
                f"invoice {self.doc_number}: total {self.total_minor}, payments {paid} (minor units)"
            )
        if self.kind is DocumentKind.SALES_RECEIPT and self.total_minor != 0:
            raise UnbalancedEntryError(f"sales receipt {self.doc_number}: total {self.total_minor} is not zero")

    @property
    def is_coded(self) -> bool:
        """Whether the form has QuickBooks tax codes."""
        return any(line.tax_code_id is not None for line in self.lines)

    @property
    def total_minor(self) -> int:
        """Lines and taxes."""
        return sum(line.amount_minor for line in self.lines) + sum(tax.amount_minor for tax in self.taxes)

    @property
    def effect(self) -> dict[str, int]:
        """The movement of each account, debits positive; payments settle the receivable of an invoice."""
        sign = -1 if self.kind is DocumentKind.REFUND_RECEIPT else 1
        totals: Counter[str] = Counter()
        for line in self.lines:
            totals[line.account_id] -= sign * line.amount_minor
        for tax in self.taxes:
            totals[tax.account_id] -= sign * tax.amount_minor
        for payment in self.payments:
            totals[payment.account_id] += payment.amount_minor
        if self.kind is not DocumentKind.INVOICE:
            totals[self.deposit_account_id] += sign * self.total_minor
        return {account: minor for account, minor in sorted(totals.items()) if minor}

    @property
    def content_hash(self) -> str:
        """Identifies the form; an intent records it before the form is sent."""
        return hash_without_words(self)

    @property
    def body_hash(self) -> str:
        """Identifies the form without payments and words: which content of the form is in the books."""
        return fingerprint(self, leave_out=WORDS | {"payments"})

    @property
    def payments_hash(self) -> str:
        """Identifies all payments of an invoice together; empty for a form without payments."""
        return payments_hash_of(map(self.payment_hash, self.payments)) if self.kind is DocumentKind.INVOICE else ""

    def payment_hash(self, payment: TenderPayment) -> str:
        """Identifies one payment of the invoice, without words."""
        return fingerprint([self.doc_number, self.currency, self.business_date, payment], leave_out=WORDS)

    def has_hash(self, stored: str) -> bool:
        """Whether a stored hash identifies this form."""
        return is_hash_without_words(stored, self)


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


Document = JournalEntry | SalesForm


def document_of(
    kind: DocumentKind, posting: Posting, *, doc_number: str, private_note: str, mapping: AccountMapping = NO_TAX_CODES
) -> Document:
    """The document of one business date, of the kind that the merchant chose."""
    if kind is DocumentKind.JOURNAL_ENTRY:
        return journal_entry(posting, doc_number=doc_number, private_note=private_note)
    make = sales_receipt if kind is DocumentKind.SALES_RECEIPT else invoice
    return make(posting, doc_number=doc_number, private_note=private_note, mapping=mapping)
