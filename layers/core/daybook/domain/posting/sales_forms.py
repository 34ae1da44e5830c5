"""Sales forms: an invoice paid by tender, a sales receipt with total zero, a refund receipt below zero.

A form's line points at an item, and the item at an account; a positive line credits that account. A form whose parts do
not add up cannot be built (docs/quickbooks.md 4.9 to 4.11 and 5).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from daybook.domain.errors import UnbalancedEntryError
from daybook.domain.fingerprint import fingerprint
from daybook.domain.posting.documents import (
    WORDS,
    DocumentKind,
    JournalEntry,
    hash_without_words,
    is_hash_without_words,
)
from daybook.domain.posting.posted_documents import payments_hash_of


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


Document = JournalEntry | SalesForm
