"""Rebuilds the record of a posted day from its proof, after a restored table or a row deleted by mistake.

The proof outlives the record, because it lies in another table: it names figures, lines and documents. The call that
was open, a person's requests and releases, and the mark of a noticed edit are lost with the record.
"""

from collections.abc import Iterable
from dataclasses import replace

from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.read_sales_days import SalesReading
from daybook.application.posting.reading.wanted import Wanted
from daybook.domain.posting.posted_documents import EDITED_BODY, PostedDocument, versions_of
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import SyncRecord
from daybook.domain.sync.releases import question_of


def found_again(record: SyncRecord, wanted: Wanted, attempt: Attempt) -> SyncRecord:
    """The record of a first posting, with what its proof says to be in the books.

    Daybook deletes a proof with the documents it names, so one that is there means that Daybook left them there; it is
    overtaken where a person had changed one, and kept that. What a person did to them since may have been noticed and
    lost with the record, so QuickBooks is asked once. The figures of the proof are unknown by their hash unless they
    are those of today: then the day is brought in line like any that has changed.

    Raises:
        NeedsAttentionError: a person edited or removed a document; the record says by then what Daybook left there.
    """
    if not record.books.is_nothing or record.revision:
        return record
    proof = attempt.systems.proofs.last(record.day)
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
    edited = attempt.systems.ledger_of(attempt.connection).edits_of(proof.documents)
    if edited is not None:
        found = with_unknown_content(found)
    elif proof.is_overtaken:
        found = _as_kept(found, proof)
    attempt.systems.sync_log.note(record.day, attempt.owner, found.books)
    if edited is not None:
        attempt.systems.proofs.overtake(record.day)
        edited.question = question_of(edited, _edited_first(proof.documents, attempt))
        raise edited
    return found


def _edited_first(documents: Iterable[PostedDocument], attempt: Attempt) -> PostedDocument | None:
    """The first document that is not as Daybook left it, as it is now: the one that a person is asked about."""
    ledger = attempt.systems.ledger_of(attempt.connection)
    for document in documents:
        now = ledger.as_it_is(document)
        if now is None or versions_of((now,)) != versions_of((document,)):
            return now
    return None


def _as_kept(record: SyncRecord, proof: Proof) -> SyncRecord:
    """The record of an edit that a person kept: its proof has the figures beside which they kept it.

    A proof is overtaken and yet names the versions of now only where it was written when the edit was kept.
    """
    own = record.document or proof.documents[0]
    others = tuple(document for document in proof.documents if document is not own)
    content_hash = SalesReading(proof.sales_days, {}).content_hash
    return replace(record, document=replace(own, body_hash=EDITED_BODY), deltas=others, content_hash=content_hash)


def with_unknown_content(record: SyncRecord) -> SyncRecord:
    """The record of documents that a person wrote since: nothing that is on record of them equals what is wanted."""
    own = record.document
    if own is not None:
        own = replace(own, body_hash="", parts=tuple(replace(part, body_hash="") for part in own.parts))
    return replace(record, document=own, content_hash="", lines_hash="")
