"""Reads documents and their payments, and decides whether a person or our own payments changed a version."""

from collections.abc import Sequence
from dataclasses import dataclass

from daybook.adapters.quickbooks.documents.kinds import ENTITIES, name_of, posted_document
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.queries import quoted
from daybook.adapters.quickbooks.http.versions import last_moved, moved_along_with
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.payments.payment_rows import payments_of
from daybook.adapters.quickbooks.payments.rendered import PAYMENT, posted_part
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import NO_PAYMENTS, PostedDocument, PostedPart
from daybook.domain.posting.sales_forms import Document


def rows_numbered(client: QuickBooksClient, kind: DocumentKind, doc_number: str) -> tuple[JsonObject, ...]:
    """The existing rows with a document number: one metered read."""
    return client.query(ENTITIES[kind], f"DocNumber = {quoted(doc_number)}")


def rows_marked(client: QuickBooksClient, document: Document, marker: str) -> tuple[JsonObject, ...]:
    """The existing rows on a document's date whose private note has a marker: one metered read.

    It finds a document whose number a person changed. Notes cannot be queried, so they are compared here.
    """
    rows = client.query(ENTITIES[document.kind], f"TxnDate = {quoted(document.business_date.isoformat())}")
    return tuple(row for row in rows if marker and marker in str(row.get("PrivateNote") or ""))


def row_numbered(client: QuickBooksClient, kind: DocumentKind, doc_number: str) -> JsonObject | None:
    """The existing row with a document number: one metered read.

    Raises:
        NeedsAttentionError: there are several, and a person must decide which one stays.
    """
    rows = rows_numbered(client, kind, doc_number)
    if len(rows) > 1:
        ids = ", ".join(str(row["Id"]) for row in rows)
        raise NeedsAttentionError(
            HoldReason.TOUCHED_IN_QUICKBOOKS,
            f"{len(rows)} documents of kind {name_of(kind)} carry the number {doc_number}: delete all but one",
            details=(f"their ids are {ids}",),
        )
    return rows[0] if rows else None


def row_with_id(client: QuickBooksClient, kind: DocumentKind, document_id: str) -> JsonObject | None:
    """The existing row with an id: one metered read of the row itself, because a query may be out of date."""
    return client.row(ENTITIES[kind], document_id)


def version_of(client: QuickBooksClient, about: PostedDocument | PostedPart) -> str | None:
    """The present version of a document or payment, None if it is gone: one metered read."""
    row = client.row(ENTITIES[about.kind] if isinstance(about, PostedDocument) else PAYMENT, about.id)
    return None if row is None else str(row["SyncToken"])


def payment_rows(client: QuickBooksClient, kind: DocumentKind, row: JsonObject) -> tuple[JsonObject, ...]:
    """Our payments of an invoice: one metered read, and one for each that no query shows yet; other kinds have none."""
    if kind is not DocumentKind.INVOICE:
        return ()
    return payments_of(client, row)


@dataclass(frozen=True, slots=True)
class RowBesideMemory:
    """A document's present row and payments, to compare with the document that Daybook recorded."""

    row: JsonObject
    payments: Sequence[JsonObject]
    about: PostedDocument

    @property
    def has_moved(self) -> bool:
        """Whether the document's version differs from the recorded one."""
        return bool(self.row["SyncToken"] != self.about.sync_token)

    @property
    def has_figures_as_left(self) -> bool:
        """Whether it has the figures that we left; not known for a record of an earlier release."""
        left = self.about.stored_hash
        return not left or posted_document(self.about.kind, self.row).stored_hash == left

    @property
    def was_moved_by_its_payments(self) -> bool:
        """Whether only our payments changed the version of an invoice.

        That is so if its last change was at the instant of one of our payments, and these are as we left them. If all
        payments were removed there is no such instant: then the invoice must have its number and total, and no link.
        """
        if not self.has_figures_as_left:
            return False
        if self.about.payments_hash == NO_PAYMENTS and not self.payments and self.about.kind is DocumentKind.INVOICE:
            return self._looks_as_left
        left = {payment["Id"]: payment["SyncToken"] for payment in self.payments}
        are_ours = all(left.get(part.id) == part.sync_token for part in self.about.parts)
        return are_ours and self.was_moved_with_a_payment

    @property
    def was_moved_with_a_payment(self) -> bool:
        """Whether the last change of the document was at the instant of one of our payments."""
        return moved_along_with(self.row, [last_moved(payment) for payment in self.payments])

    def is_left(self, payment: JsonObject, part: PostedPart | None) -> bool:
        """Whether a payment is as we left it: same version, or changed only by our later write of the invoice."""
        if part is None or payment["Id"] != part.id:
            return False
        if payment["SyncToken"] == part.sync_token:
            return True
        was_moved = not self.has_moved and moved_along_with(payment, [last_moved(self.row)])
        return was_moved and posted_part(payment).total_minor == part.total_minor

    @property
    def _looks_as_left(self) -> bool:
        now = posted_document(self.about.kind, self.row)
        is_same = (now.doc_number, now.total_minor) == (self.about.doc_number, self.about.total_minor)
        return is_same and not self.row.get("LinkedTxn")
