"""Creates and deletes one document, without a read as long as nothing unexpected has happened.

quickbooks-online reference 2.3, 2.7 and 5.2.
"""

from typing import NoReturn

from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.adapters.quickbooks.document_rows import parts_of, row_numbered
from daybook.adapters.quickbooks.documents import (
    ENTITIES,
    check_tax_not_refused,
    differences,
    name_of,
    posted_document,
    rendered,
    verified,
)
from daybook.adapters.quickbooks.fault_table import ADVICE
from daybook.adapters.quickbooks.faults import ReconcileError, Refusal, deciding_code, raise_for_refusal
from daybook.adapters.quickbooks.settlement import STILL_RUNNING_SECONDS
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.references import CompanyReferences
from daybook.domain.sales_forms import Document
from daybook.domain.sync import PostedDocument

REQUEST_ID_USED = 600
NOT_FOUND = 610
STALE = 5010
_EXISTS_ALREADY = frozenset({REQUEST_ID_USED, 630, 6140, 6210})
_UNTOUCHED = "0"


def create(
    client: QuickBooksClient, document: Document, request_id: str, references: CompanyReferences
) -> PostedDocument:
    """Write a document once per request id; one that QuickBooks has already is adopted if it is exactly the same."""
    body = rendered(document, references, client.country)
    answer = client.write(ENTITIES[document.kind].lower(), body, request_id)
    if not isinstance(answer, Refusal):
        return verified(answer.body[ENTITIES[document.kind]], document, references, answer.intuit_tid)
    check_tax_not_refused(document, answer, client.country)
    try:
        raise_for_refusal(answer)
    except ReconcileError:
        if not _EXISTS_ALREADY & answer.codes:
            raise
    return _adopted(client, document, references, answer)


def _adopted(
    client: QuickBooksClient, document: Document, references: CompanyReferences, refusal: Refusal
) -> PostedDocument:
    """QuickBooks says that the document exists. It is ours only if it is exactly what was to be posted."""
    row = row_numbered(client, document.kind, document.doc_number)
    if row is None:
        _raise_without_document(document, refusal)
    found = differences(row, document, references)
    if not found:
        return posted_document(document.kind, row, refusal.intuit_tid, parts_of(client, document.kind, row))
    touched = row.get("SyncToken", _UNTOUCHED) != _UNTOUCHED
    raise NeedsAttentionError(
        HoldReason.TOUCHED_IN_QUICKBOOKS if touched else HoldReason.REFUSED_BY_QUICKBOOKS,
        f"{name_of(document.kind)} {row['Id']} already carries the number {document.doc_number} "
        "and holds other figures",
        details=(*found, *refusal.details),
        fault_code=deciding_code(refusal),
    )


def _raise_without_document(document: Document, refusal: Refusal) -> NoReturn:
    """A conflict with nothing to be found: the first request may still run, or the number belongs to something else."""
    if REQUEST_ID_USED in refusal.codes:
        raise RetriableError(
            f"QuickBooks knows the request of {document.doc_number} but not its document yet: {refusal}",
            after_seconds=STILL_RUNNING_SECONDS,
            condition=Condition.QUICKBOOKS_UNAVAILABLE,
        )
    raise NeedsAttentionError(
        HoldReason.REFUSED_BY_QUICKBOOKS,
        f"QuickBooks says that {document.doc_number} is a duplicate, but no {name_of(document.kind)} "
        "carries that number",
        details=refusal.details,
        fault_code=deciding_code(refusal),
    )


def delete(client: QuickBooksClient, posted: PostedDocument, request_id: str) -> Refusal | None:
    """Take one document away; one that is gone already is fine. The refusal, if its version is not the one we know.

    Raises:
        NeedsAttentionError: QuickBooks refused for a reason that a person can settle.
    """
    entity = ENTITIES[posted.kind].lower()
    version = {"Id": posted.id, "SyncToken": posted.sync_token}
    answer = client.write(entity, version, request_id, operation="delete")
    if not isinstance(answer, Refusal) or NOT_FOUND in answer.codes:
        return None
    if STALE not in answer.codes:
        raise_for_change(answer)
    return answer


def raise_touched(refusal: Refusal, what: str) -> NoReturn:
    """A person was there: stop and ask."""
    reason = HoldReason.TOUCHED_IN_QUICKBOOKS
    raise NeedsAttentionError(reason, ADVICE[reason], details=(what, *refusal.details))


def raise_for_change(refusal: Refusal) -> NoReturn:
    """As `raise_for_refusal`, but a conflict of a change has nothing to adopt."""
    try:
        raise_for_refusal(refusal)
    except ReconcileError as conflict:
        reason = HoldReason.REFUSED_BY_QUICKBOOKS
        raise NeedsAttentionError(
            reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal)
        ) from conflict
