"""Every kind of document by its name in QuickBooks: how it is written, and the proof that it was stored as written."""

from dataclasses import replace

from daybook.adapters.quickbooks.documents import form_answers, journal_entries, sales_forms
from daybook.adapters.quickbooks.documents.form_taxes import is_recomputed_by, tax_differences
from daybook.adapters.quickbooks.http.fault_table import ADVICE
from daybook.adapters.quickbooks.http.faults import Refusal, classify, deciding_code
from daybook.adapters.quickbooks.http.versions import made_at
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
    """The kind in the words of records and errors."""
    return kind.value.replace("_", " ")


def rendered(document: Document, references: CompanyReferences, country: str) -> JsonObject:
    """The payload of a document."""
    if isinstance(document, JournalEntry):
        return journal_entries.render(document, references)
    return sales_forms.render(document, references, country)


def differences(row: JsonObject, document: Document, references: CompanyReferences) -> tuple[str, ...]:
    """Every way in which a row of QuickBooks is not the document."""
    if isinstance(document, JournalEntry):
        return journal_entries.differences(row, document)
    return (*form_answers.content_differences(row, document, references), *_tax_and_total(row, document))


def posted_document(kind: DocumentKind, row: JsonObject, intuit_tid: str = "") -> PostedDocument:
    """What Daybook remembers of a row."""
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
    )


def verified(
    row: JsonObject,
    document: Document,
    references: CompanyReferences,
    intuit_tid: str,
    about: PostedDocument | None = None,
) -> PostedDocument:
    """The document QuickBooks answered with, once it is proven to hold what was sent to the cent.

    The payments of `about`, which it takes the place of, are as they were.

    Raises:
        TaxRecomputedError: all is well but the tax, which QuickBooks worked out by itself.
        ResponseDiffersError: it holds something else; the details name every difference.
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
    """Tell a refusal that QuickBooks' own tax may be behind from all others.

    With less tax than the till collected a form that sums to zero has a total below zero, which is refused before there
    is an answer to compare (docs/quickbooks.md 4.9 and 6.2). By which code is not documented, so any business
    rule counts: one that has nothing to do with tax refuses the plain lines as well.

    Raises:
        TaxRefusedError: the same document with tax as plain lines may be accepted; nothing was stored.
    """
    reason = HoldReason.REFUSED_BY_QUICKBOOKS
    if not isinstance(document, SalesForm) or classify(refusal).reason is not reason:
        return
    if document.taxes and is_recomputed_by(country):
        raise TaxRefusedError(reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal))


def only_tax_differs(row: JsonObject, document: Document, references: CompanyReferences) -> bool:
    """Whether a row is the document but for its tax, which QuickBooks may have worked out by itself."""
    if not isinstance(document, SalesForm) or not document.taxes:
        return False
    return bool(tax_differences(row, document)) and not form_answers.content_differences(row, document, references)


def _tax_and_total(row: JsonObject, form: SalesForm) -> tuple[str, ...]:
    return (*tax_differences(row, form), *form_answers.total_difference(row, form))


def _without_payments(document: Document) -> str:
    """No payment stands of a form that was just made, which is all that one without payments needs."""
    return document.payments_hash if isinstance(document, SalesForm) and not document.payments else ""
