"""What a fake company holds: documents, payments, versions, closed periods and bank deposits. Every write is one call.

A refused write changes nothing. What may be our own work that is met again is a `ConflictError`, as QuickBooks has it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import (
    ConflictError,
    PostedDocument,
    PostedPart,
    ResponseDiffersError,
    TaxRecomputedError,
)
from daybook.domain.posting.sales_forms import Document, SalesForm, TenderPayment
from fakes.quickbooks.ledger_rows import StoredDocument, StoredPayment, in_deposit, touched

RECEIVABLE = "receivable"
_FIRST_ID = 100
_SALES_FORMS = frozenset({DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT, DocumentKind.REFUND_RECEIPT})


def no_clock() -> datetime | None:
    """Books that know no instant say nothing of when a document was made."""
    return None


@dataclass(slots=True)
class FakeBooks:
    """The state."""

    documents: dict[str, StoredDocument] = field(default_factory=dict)
    payments: dict[str, StoredPayment] = field(default_factory=dict)
    closed_through: date | None = None
    in_deposit: set[str] = field(default_factory=set)
    inactive_accounts: set[str] = field(default_factory=set)
    checks_sales_numbers: bool = True
    checks_entry_numbers: bool = False
    payments_move_invoices: bool = False
    recomputes_tax_by: int = 0
    now: Callable[[], datetime | None] = no_clock
    _last_id: int = _FIRST_ID

    def copy(self) -> Self:
        """These books as they are now: what a query that lags still sees."""
        documents = {key: replace(stored) for key, stored in self.documents.items()}
        payments = {key: replace(stored) for key, stored in self.payments.items()}
        return replace(self, documents=documents, payments=payments)

    @property
    def effect(self) -> Mapping[str, int]:
        totals: Counter[str] = Counter()
        for stored in self.documents.values():
            totals.update(stored.content.effect)
            if isinstance(stored.content, SalesForm):
                totals.update(_effect_of_own_tax(stored.content, stored.tax_off_minor))
            if isinstance(stored.content, SalesForm) and stored.content.kind is DocumentKind.INVOICE:
                totals[RECEIVABLE] += stored.content.total_minor
                for payment in stored.content.payments:
                    totals[payment.account_id] -= payment.amount_minor
        for stored_payment in self.payments.values():
            totals[stored_payment.content.account_id] += stored_payment.content.amount_minor
            totals[RECEIVABLE] -= stored_payment.content.amount_minor
        return {account: minor for account, minor in totals.items() if minor}

    # What a person does

    def touch(self, document_id: str) -> None:
        """Save it again without other figures."""
        if document_id in self.documents:
            self.documents[document_id].change(self.documents[document_id].content)
        else:
            self.payments[document_id].version += 1
            self.move_invoice(self.payments[document_id].invoice_id)

    def take_away(self, document_id: str) -> None:
        """Delete it; payments of an invoice stay behind, as money without a document."""
        if self.documents.pop(document_id, None) is None:
            del self.payments[document_id]

    def enter(self, document: Document) -> str:
        """Enter a document by hand, or copy one of ours."""
        document_id = self._new_id()
        self.documents[document_id] = StoredDocument(document, created_at=self.now())
        return document_id

    # What a call does

    def create(self, document: Document) -> PostedDocument:
        self._check_open(document.business_date)
        self._check_number(document)
        return self._verified(self.enter(document), document)

    def amend(self, about: PostedDocument, document: Document) -> PostedDocument:
        stored = self.documents.get(about.id)
        if stored is None:
            raise ConflictError(NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, f"{about.id} was not found"))
        self._check_version(about, stored)
        self._check_not_deposited(about.id)
        self._check_open(stored.content.business_date, document.business_date)
        stored.change(document)
        return self._verified(about.id, document, about)

    def delete(self, about: PostedDocument) -> None:
        stored = self.documents.get(about.id)
        if stored is None:
            return
        self._check_version(about, stored)
        self._check_not_deposited(about.id)
        self._check_open(stored.content.business_date)
        del self.documents[about.id]

    # What a query sees

    def posted(self, document_id: str) -> PostedDocument:
        """A document as a query tells it, with its payments."""
        stored = self.documents[document_id]
        return PostedDocument(
            stored.content.kind,
            document_id,
            str(stored.version),
            stored.content.doc_number,
            stored.content.total_minor + stored.tax_off_minor,
            parts=self.parts(document_id),
            created_at=stored.created_at,
            dated=stored.content.business_date,
        )

    def parts(self, invoice_id: str) -> tuple[PostedPart, ...]:
        return tuple(self.part(key) for key, payment in self.payments.items() if payment.invoice_id == invoice_id)

    def part(self, payment_id: str) -> PostedPart:
        stored = self.payments[payment_id]
        return PostedPart(
            stored.key,
            payment_id,
            str(stored.version),
            stored.content.amount_minor,
            body_hash=stored.body_hash,
            created_at=stored.created_at,
        )

    def numbered(self, kind: DocumentKind, doc_number: str) -> list[str]:
        return [
            document_id
            for document_id, stored in self.documents.items()
            if (stored.content.kind, stored.content.doc_number) == (kind, doc_number)
        ]

    def marked(self, call: BooksCall, marker: str) -> list[str]:
        """The documents of the call's kind and date whose private note holds a marker."""
        document = call.document
        assert document is not None
        return [
            document_id
            for document_id, stored in self.documents.items()
            if (stored.content.kind, stored.content.business_date) == (document.kind, document.business_date)
            and marker
            and marker in stored.content.private_note
        ]

    def check_payable(self, document_id: str, *days: date) -> None:
        """What forbids changing a payment."""
        self._check_not_deposited(document_id)
        self._check_open(*days)

    def check_room(self, invoice_id: str, payment: TenderPayment, payment_id: str = "") -> None:
        """A payment that is larger than what is open of its invoice is refused, one that shrinks included."""
        others = sum(part.total_minor for part in self.parts(invoice_id) if part.id != payment_id)
        room = self.documents[invoice_id].content.total_minor - others
        if payment.amount_minor > room:
            raise ValueError(f"620: {room} of invoice {invoice_id} is open, not {payment.amount_minor}")

    def new_payment(self, payment: StoredPayment) -> str:
        payment_id = self._new_id()
        payment.created_at = self.now()
        self.payments[payment_id] = payment
        return payment_id

    def move_invoice(self, invoice_id: str) -> None:
        """A payment was written: whether that moves the version of its invoice is a matter of the company."""
        if self.payments_move_invoices and invoice_id in self.documents:
            self.documents[invoice_id].version += 1

    def _verified(self, document_id: str, document: Document, about: PostedDocument | None = None) -> PostedDocument:
        stored = self.documents[document_id]
        if isinstance(document, SalesForm) and document.taxes:
            stored.tax_off_minor, self.recomputes_tax_by = self.recomputes_tax_by, 0
        parts, payments_hash = (about.parts, about.payments_hash) if about else ((), _without_payments(document))
        answer = replace(self.posted(document_id), parts=parts, payments_hash=payments_hash)
        if stored.tax_off_minor:
            raise _recomputed(answer, stored)
        return replace(answer, body_hash=document.body_hash)

    def _check_version(self, about: PostedDocument, stored: StoredDocument) -> None:
        if str(stored.version) != about.sync_token:
            raise ConflictError(touched(about.id))

    def _check_not_deposited(self, document_id: str) -> None:
        if document_id in self.in_deposit:
            raise in_deposit(document_id)

    def _check_open(self, *days: date) -> None:
        if self.closed_through and any(day <= self.closed_through for day in days):
            raise NeedsAttentionError(HoldReason.CLOSED_PERIOD, f"the books are closed through {self.closed_through}")

    def _check_number(self, document: Document) -> None:
        sales = document.kind in _SALES_FORMS
        kinds = _SALES_FORMS if sales else {document.kind}
        checked = self.checks_sales_numbers if sales else self.checks_entry_numbers
        if checked and any(self.numbered(kind, document.doc_number) for kind in kinds):
            message = f"the number {document.doc_number} is used"
            raise ConflictError(NeedsAttentionError(HoldReason.REFUSED_BY_QUICKBOOKS, message))

    def _new_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)


def _recomputed(answer: PostedDocument, stored: StoredDocument) -> ResponseDiffersError:
    return TaxRecomputedError(
        f"QuickBooks put its own tax on {answer.id}", document=answer, details=(f"tax off by {stored.tax_off_minor}",)
    )


def _without_payments(document: Document) -> str:
    """The payments of a document that was just made: none stand, which is enough for a form that needs none."""
    return document.payments_hash if isinstance(document, SalesForm) and not document.payments else ""


def _effect_of_own_tax(form: SalesForm, off_minor: int) -> dict[str, int]:
    if not off_minor:
        return {}
    debited = RECEIVABLE if form.kind is DocumentKind.INVOICE else form.deposit_account_id
    return {debited: off_minor, form.taxes[0].account_id: -off_minor}
