"""Rebuilds a call of an earlier release from the present figures, if these give the same document.

Intents of that release have only the document's hash. If the day has not changed since, the rebuilt call can be looked
up.
"""

from dataclasses import replace

from daybook.application.posting.act import period_of
from daybook.application.posting.correction import as_posted, correction_document, delta_of
from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.wanted import Wanted
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, CallAction, Intent
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.location_day import SyncRecord


def sent_by(intent: Intent, record: SyncRecord, wanted: Wanted, attempt: Attempt) -> SentCall | None:
    """The call of an intent, if the present figures give a document with its hash."""
    if intent.action is CallAction.DELTA:
        return _correction(intent, record, wanted, attempt)
    if wanted.figures.is_empty:
        return None
    for made_of in (wanted, wanted.with_tax_as_lines()):
        document = made_of.document(record.day, intent.kind, intent.revision)
        if document.has_hash(intent.payload_hash):
            about = (intent.progress or record.document) if intent.action is CallAction.AMEND else None
            action = CallAction.POST if about is None else CallAction.AMEND
            key = made_of.key(record.day, intent.kind, intent.revision)
            proof = made_of.proof(record.day, key.kind)
            return SentCall(intent.request_id, key, BooksCall(action, document, about), proof)
    return None


def _correction(intent: Intent, record: SyncRecord, wanted: Wanted, attempt: Attempt) -> SentCall | None:
    proved = attempt.systems.proofs.get(record.day)
    as_it_was = as_posted(wanted, proved)
    try:
        delta = delta_of(as_it_was, proved, record)
    except NeedsAttentionError:  # no release has sent a correction of these figures
        return None
    if not delta.moves:
        return None
    noted = replace(as_it_was, note=delta.note or as_it_was.note)
    kind = DocumentKind.SALES_RECEIPT if delta.on_form else DocumentKind.JOURNAL_ENTRY
    key = noted.key(record.day, kind, intent.revision, part=f"C{len(record.deltas) + 1}")
    first_open = period_of(record.day.business_date, attempt.connection).first_open
    document = correction_document(delta, noted, record.document, key, first_open)
    if not document.has_hash(intent.payload_hash):
        return None
    proof = noted.proof(record.day, noted.kind, delta.booked)
    return SentCall(intent.request_id, key, BooksCall(CallAction.DELTA, document), proof)
