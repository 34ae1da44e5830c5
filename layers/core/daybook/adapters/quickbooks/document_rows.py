"""Reads documents back: by number where an outcome is unknown, by id where a version is not the one we know."""

from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.adapters.quickbooks.documents import ENTITIES, name_of
from daybook.adapters.quickbooks.payment_rows import payments_of
from daybook.adapters.quickbooks.payments import posted_part
from daybook.adapters.quickbooks.queries import quoted
from daybook.adapters.quickbooks.versions import last_moved, moved_along_with
from daybook.adapters.quickbooks.wire import JsonObject
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.sync import PostedDocument, PostedPart


def row_numbered(client: QuickBooksClient, kind: DocumentKind, doc_number: str) -> JsonObject | None:
    """The live row with a document number: one metered read.

    Raises:
        NeedsAttentionError: there are several, and only a person can tell which one is to stay.
    """
    rows = client.query(ENTITIES[kind], f"DocNumber = {quoted(doc_number)}")
    if len(rows) > 1:
        ids = ", ".join(str(row["Id"]) for row in rows)
        raise NeedsAttentionError(
            HoldReason.TOUCHED_IN_QUICKBOOKS,
            f"{len(rows)} documents of kind {name_of(kind)} carry the number {doc_number}: delete all but one",
            details=(f"their ids are {ids}",),
        )
    return rows[0] if rows else None


def row_with_id(client: QuickBooksClient, kind: DocumentKind, document_id: str) -> JsonObject | None:
    """The live row with an id: one metered read. A query, because it answers a deleted one without a fault."""
    rows = client.query(ENTITIES[kind], f"Id = {quoted(document_id)}")
    return rows[0] if rows else None


def payment_rows(client: QuickBooksClient, kind: DocumentKind, row: JsonObject) -> tuple[JsonObject, ...]:
    """Our payments of an invoice: one metered read; other kinds have none."""
    if kind is not DocumentKind.INVOICE:
        return ()
    return payments_of(client, row["Id"], customer_id=row["CustomerRef"]["value"], business_date=row["TxnDate"])


def parts_of(client: QuickBooksClient, kind: DocumentKind, row: JsonObject) -> tuple[PostedPart, ...]:
    """What Daybook remembers of the payments of a row."""
    return tuple(posted_part(payment) for payment in payment_rows(client, kind, row))


def moved_by_its_payments(client: QuickBooksClient, row: JsonObject, posted: PostedDocument) -> bool:
    """Whether an invoice has another version only because we paid it: one metered read.

    So it is when our payments are as we left them and the invoice was last changed at the instant of one of them.
    """
    payments = {payment["Id"]: payment for payment in payment_rows(client, posted.kind, row)}
    untouched = all(part.id in payments and payments[part.id]["SyncToken"] == part.sync_token for part in posted.parts)
    return untouched and moved_along_with(row, [last_moved(payment) for payment in payments.values()])
