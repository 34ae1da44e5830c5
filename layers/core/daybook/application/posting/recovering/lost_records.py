"""Rebuilds the record of a posted day from its proof, after a restored table or a row deleted by mistake."""

from dataclasses import replace

from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.wanted import Wanted
from daybook.domain.sync.location_day import SyncRecord


def found_again(record: SyncRecord, wanted: Wanted, attempt: Attempt) -> SyncRecord:
    """The record of a first posting, with the documents of the proof; no call to QuickBooks.

    Daybook deletes a proof with its documents, so an existing proof means that the documents exist. The hashes are set
    only if the proof's figures equal the present ones; otherwise the day is handled like any changed day.
    """
    if not record.books.is_nothing or record.revision:
        return record
    proof = attempt.systems.proofs.get(record.day)
    if proof is None or not proof.documents:
        return record
    number = wanted.key(record.day, wanted.kind, 1).doc_number
    own = next((document for document in proof.documents if document.doc_number == number), None)
    same = proof.sales_days == wanted.reading.days
    figures = wanted.figures
    found = replace(
        record,
        revision=proof.revision,
        document=own,
        deltas=tuple(document for document in proof.documents if document is not own),
        content_hash=figures.content_hash if same else "",
        lines_hash=figures.lines_hash if same and proof.lines == wanted.booked(wanted.kind).lines else "",
    )
    attempt.systems.sync_log.note(record.day, attempt.owner, found.books)
    return found
