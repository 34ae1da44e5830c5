"""What a fake company holds of a document and of a payment, and what it says when a person was there."""

from dataclasses import dataclass
from datetime import date, datetime

from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.sales_forms import Document, TenderPayment


@dataclass(slots=True)
class StoredDocument:
    """`content_version` is the version that last changed its content: a payment moves `version` alone.

    `tax_off_minor` is by how much QuickBooks' own tax differs from the one that was sent. `created_at` is not
    told where the company has no clock.
    """

    content: Document
    version: int = 0
    content_version: int = 0
    tax_off_minor: int = 0
    created_at: datetime | None = None

    def change(self, content: Document) -> None:
        self.content = content
        self.version += 1
        self.content_version = self.version
        self.tax_off_minor = 0


@dataclass(slots=True)
class StoredPayment:
    """`body_hash` identifies what it holds; empty once a person has given it other figures."""

    invoice_id: str
    key: str
    content: TenderPayment
    business_date: date
    body_hash: str
    version: int = 0
    created_at: datetime | None = None


def touched(document_id: str) -> NeedsAttentionError:
    """A person was there."""
    return NeedsAttentionError(HoldReason.TOUCHED_IN_QUICKBOOKS, f"a person changed {document_id} in QuickBooks")


def in_deposit(document_id: str) -> NeedsAttentionError:
    """A person has put it into a bank deposit."""
    return NeedsAttentionError(HoldReason.IN_BANK_DEPOSIT, f"{document_id} is part of a bank deposit")
