"""Chooses the functions for a kind of document: rendering, comparing, and reading it back."""

from dataclasses import replace

from daybook.adapters.quickbooks.documents import form_answers, journal_entries, sales_forms
from daybook.adapters.quickbooks.documents.form_taxes import is_recomputed_by, tax_differences
from daybook.adapters.quickbooks.http.fault_table import ADVICE
from daybook.adapters.quickbooks.http.faults import Refusal, classify, deciding_code
from daybook.adapters.quickbooks.http.versions import dated, made_at
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.errors import HoldReason
from daybook.domain.posting.documents import DocumentKind, JournalEntry
from daybook.domain.posting.posted_documents import (
    PostedDocument,
    ResponseDiffersError,
    TaxRecomputedError,
    TaxRefusedError,
)
from daybook.domain.posting.sales_forms import Document, SalesForm

ENTITIES: dict[DocumentKind, str] = {
    DocumentKind.JOURNAL_ENTRY: "JournalEntry",
    DocumentKind.INVOICE: "Invoice",
    DocumentKind.SALES_RECEIPT: "SalesReceipt",
    DocumentKind.REFUND_RECEIPT: "RefundReceipt",
}


def name_of(kind: DocumentKind) -> str:
    """The name of the kind in records and errors."""
    return kind.value.replace("_", " ")


def rendered(document: Document, references: CompanyReferences, country: str) -> JsonObject:
    """The payload of a document."""
    if isinstance(document, JournalEntry):
        return journal_entries.render(document, references)
    return sales_forms.render(document, references, country)


def differences(row: JsonObject, document: Document, references: CompanyReferences) -> tuple[str, ...]:
    """All differences between a row and the document."""
    if isinstance(document, JournalEntry):
        return journal_entries.differences(row, document)
    return (*form_answers.content_differences(row, document, references), *_tax_and_total(row, document))


def posted_document(kind: DocumentKind, row: JsonObject, intuit_tid: str = "") -> PostedDocument:
    """The document to record for a row."""
    total = journal_entries.total_minor if kind is DocumentKind.JOURNAL_ENTRY else form_answers.total_minor
    return PostedDocument(
        kind=kind,
        id=str(row.get("Id", "")),
        sync_token=str(row.get("SyncToken", "")),
        doc_number=str(row.get("DocNumber", "")),
        total_minor=total(row),
        intuit_tid=intuit_tid,
        stored_hash=form_answers.stored_hash(row) if kind is DocumentKind.INVOICE else "",
        created_at=made_at(row),
        dated=dated(row),
    )


def verified(
    row: JsonObject,
    document: Document,
    references: CompanyReferences,
    intuit_tid: str,
    about: PostedDocument | None = None,
) -> PostedDocument:
    """The document in QuickBooks' answer, after a check that it equals what was sent, to the cent.

    It has the payments of `about`, the previous version.

    Raises:
        TaxRecomputedError: everything is equal except the tax, which QuickBooks computed itself.
        ResponseDiffersError: it differs; the details name every difference.
    """
    parts, payments_hash = (about.parts, about.payments_hash) if about else ((), _without_payments(document))
    posted = replace(posted_document(document.kind, row, intuit_tid), parts=parts, payments_hash=payments_hash)
    found = differences(row, document, references)
    if not found:
        return replace(posted, body_hash=document.body_hash)
    error = TaxRecomputedError if only_tax_differs(row, document, references) else ResponseDiffersError
    raise error(
        f"QuickBooks stored {name_of(document.kind)} {posted.id or 'without an id'} differently from what was sent",
        document=posted,
        details=(*found, f"intuit_tid {intuit_tid or 'none'}"),
    )


def check_tax_not_refused(document: Document, refusal: Refusal, country: str) -> None:
    """Raise if QuickBooks' own tax may be the cause of a refusal.

    If QuickBooks computes less tax than the till collected, a form with total zero gets a negative total and is
    refused, so there is no answer to compare (docs/quickbooks.md 4.9 and 6.2). The fault code is not documented, so any
    business rule counts; a rule that is not about tax will also refuse the plain lines.

    Raises:
        TaxRefusedError: nothing was stored; QuickBooks may accept the document with tax as plain lines.
    """
    reason = HoldReason.REFUSED_BY_QUICKBOOKS
    if not isinstance(document, SalesForm) or classify(refusal).reason is not reason:
        return
    if document.taxes and is_recomputed_by(country):
        raise TaxRefusedError(reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal))


def only_tax_differs(row: JsonObject, document: Document, references: CompanyReferences) -> bool:
    """Whether a row equals the document except for tax, which QuickBooks may have computed itself."""
    if not isinstance(document, SalesForm) or not document.taxes:
        return False
    return bool(tax_differences(row, document)) and not form_answers.content_differences(row, document, references)


def _tax_and_total(row: JsonObject, form: SalesForm) -> tuple[str, ...]:
    return (*tax_differences(row, form), *form_answers.total_difference(row, form))


def _without_payments(document: Document) -> str:
    """The `payments_hash` of a new form: complete if the form has no payments."""
    return document.payments_hash if isinstance(document, SalesForm) and not document.payments else ""
