"""Finds what prevents the removal of documents (bank deposit, a person's edit), before the first removal."""

from collections.abc import Iterator, Sequence

from daybook.adapters.quickbooks.documents.document_rows import RowBesideMemory, payment_rows, row_with_id
from daybook.adapters.quickbooks.documents.kinds import name_of
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.fault_table import ADVICE
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.posted_documents import PostedDocument

_DEPOSIT = "Deposit"


def locks_of(client: QuickBooksClient, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
    """The first lock: one metered read per document, two for an invoice. A deleted document has no lock."""
    return next((lock for about in documents if (lock := _lock_of(client, about)) is not None), None)


def edits_of(client: QuickBooksClient, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
    """What a person did to the first document that is not as we left it; the price is that of `locks_of`."""
    return next((edit for about in documents if (edit := _edit_of(client, about)) is not None), None)


def _edit_of(client: QuickBooksClient, about: PostedDocument) -> NeedsAttentionError | None:
    row = row_with_id(client, about.kind, about.id)
    if row is None:
        return _stop(HoldReason.TOUCHED_IN_QUICKBOOKS, (f"{name_of(about.kind)} {about.id} is gone",))
    payments = payment_rows(client, about.kind, row)
    there = {payment["Id"] for payment in payments}
    edited = (
        *_edited(RowBesideMemory(row, payments, about)),
        *(f"payment {part.id} is gone" for part in about.parts if part.id not in there),
    )
    return _stop(HoldReason.TOUCHED_IN_QUICKBOOKS, edited) if edited else None


def _lock_of(client: QuickBooksClient, about: PostedDocument) -> NeedsAttentionError | None:
    row = row_with_id(client, about.kind, about.id)
    if row is None:
        return None
    beside = RowBesideMemory(row, payment_rows(client, about.kind, row), about)
    deposited = tuple(_deposited(beside))
    if deposited:
        return _stop(HoldReason.IN_BANK_DEPOSIT, deposited)
    edited = tuple(_edited(beside))
    return _stop(HoldReason.TOUCHED_IN_QUICKBOOKS, edited) if edited else None


def _deposited(beside: RowBesideMemory) -> Iterator[str]:
    if _is_in_deposit(beside.row):
        yield f"{name_of(beside.about.kind)} {beside.about.id}"
    for payment in beside.payments:
        if _is_in_deposit(payment):
            yield f"payment {payment['Id']}"


def _is_in_deposit(row: JsonObject) -> bool:
    """Whether a bank deposit contains the row: QuickBooks links the deposit in the head or in a line."""
    holders = (row, *row.get("Line", []))
    return any(link.get("TxnType") == _DEPOSIT for holder in holders for link in holder.get("LinkedTxn") or ())


def _edited(beside: RowBesideMemory) -> Iterator[str]:
    about = beside.about
    if beside.has_moved and not beside.was_moved_by_its_payments:
        yield f"SyncToken of {name_of(about.kind)} {about.id} was {about.sync_token}, is {beside.row['SyncToken']}"
    parts = {part.id: part for part in about.parts}
    for payment in beside.payments:
        part = parts.get(payment["Id"])
        if part is not None and not beside.is_left(payment, part):
            yield f"SyncToken of payment {part.id} was {part.sync_token}, is {payment['SyncToken']}"


def _stop(reason: HoldReason, details: tuple[str, ...]) -> NeedsAttentionError:
    return NeedsAttentionError(reason, ADVICE[reason], details=details)
