"""Looks up the result of a call without a seen answer: by id, by number, or by the marker in the private note."""

from dataclasses import dataclass, replace

from daybook.adapters.quickbooks.documents.document_rows import (
    RowBesideMemory,
    payment_rows,
    row_with_id,
    rows_marked,
    rows_numbered,
)
from daybook.adapters.quickbooks.documents.kinds import differences, only_tax_differs, posted_document
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.payments.payment_changes import wanted_payments
from daybook.adapters.quickbooks.payments.payment_look_up import PaymentsOfNow
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.posting.books_calls import BooksCall, CallAction, Found, Likeness
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.posting.sales_forms import Document

_UNTOUCHED = "0"


def look_up(client: QuickBooksClient, call: BooksCall, marker: str, references: CompanyReferences) -> Found:
    """The result of a call in the books: one metered read, two or three for an invoice.

    Raises:
        ValueError: the call names neither a new document nor a changed one.
    """
    look = _LookUp(client, call, references)
    if call.action in {CallAction.POST, CallAction.DELTA}:
        if call.document is None:
            raise ValueError(f"{call.action} without its document cannot be looked up")
        return look.made(call.document, marker)
    if call.about is None:
        raise ValueError(f"{call.action} without the document that it concerns cannot be looked up")
    return look.changed(call.about)


@dataclass(frozen=True, slots=True)
class _LookUp:
    client: QuickBooksClient
    call: BooksCall
    references: CompanyReferences

    def made(self, document: Document, marker: str) -> Found:
        """Look up a new document by its number, else by its marker."""
        rows = rows_numbered(self.client, document.kind, document.doc_number)
        rows = rows or rows_marked(self.client, document, marker)
        if not rows:
            return Found(Likeness.MISSING)
        if len(rows) > 1:
            return Found(Likeness.SEVERAL, details=tuple(f"id {row['Id']}" for row in rows))
        (row,) = rows
        beside = self._beside(row, posted_document(document.kind, row))
        return self._compared(document, beside, untouched=_UNTOUCHED)

    def changed(self, about: PostedDocument) -> Found:
        """Look up a changed document by its id: its version shows whether anything changed it."""
        row = row_with_id(self.client, about.kind, about.id)
        if row is None:
            return Found(Likeness.MISSING)
        beside = self._beside(row, about)
        if self.call.action is CallAction.PAY:
            return self._paid(beside)
        as_left = Found(Likeness.AS_LEFT, replace(self._now(beside), body_hash=about.body_hash))
        if not beside.has_moved:
            return as_left
        found = self._compared_with_sent(beside)
        if found.likeness is Likeness.OTHER and beside.was_moved_by_its_payments:
            return as_left
        return found

    def _compared_with_sent(self, beside: RowBesideMemory) -> Found:
        known = beside.about.sync_token
        if self.call.document is None:
            details = (f"SyncToken was {known}, is {beside.row['SyncToken']}",)
            return Found(Likeness.OTHER, self._now(beside), details)
        next_version = str(int(known) + 1) if known.isdecimal() else ""
        return self._compared(self.call.document, beside, untouched=next_version)

    def _compared(self, document: Document, beside: RowBesideMemory, *, untouched: str) -> Found:
        row, now = beside.row, self._now(beside)
        found = differences(row, document, self.references)
        if not found:
            return Found(Likeness.AS_SENT, replace(now, body_hash=document.body_hash))
        is_own_tax = now.sync_token == untouched and only_tax_differs(row, document, self.references)
        return Found(Likeness.TAX_DIFFERS if is_own_tax else Likeness.OTHER, now, found)

    def _paid(self, beside: RowBesideMemory) -> Found:
        """Look up payments; the invoice's new version is recorded only if nothing but payments can have changed it."""
        now = replace(self._now(beside), body_hash=beside.about.body_hash)
        edited = self._edited(beside)
        if edited or (beside.has_moved and not beside.was_moved_with_a_payment):
            now = replace(now, sync_token=beside.about.sync_token)
        if edited:
            return Found(Likeness.OTHER, now, edited, edited_as=str(beside.row["SyncToken"]))
        likeness, details = self._payments(beside).compared()
        return Found(likeness, now, details)

    def _edited(self, beside: RowBesideMemory) -> tuple[str, ...]:
        """The differences of an invoice whose payments were sent, from the version that we left or from its form."""
        if not beside.has_figures_as_left:
            return (f"{beside.about.doc_number} holds other figures than the invoice that was left",)
        document = self.call.document
        if document is None or document.body_hash != beside.about.body_hash or not beside.has_moved:
            return ()
        return differences(beside.row, document, self.references)

    def _beside(self, row: JsonObject, about: PostedDocument) -> RowBesideMemory:
        return RowBesideMemory(row, payment_rows(self.client, about.kind, row), about)

    def _now(self, beside: RowBesideMemory) -> PostedDocument:
        payments = self._payments(beside)
        found = posted_document(beside.about.kind, beside.row)
        return replace(found, parts=payments.parts, payments_hash=payments.payments_hash)

    def _payments(self, beside: RowBesideMemory) -> PaymentsOfNow:
        return PaymentsOfNow(beside, wanted_payments(self.call.document, str(beside.row["Id"]), self.references))
