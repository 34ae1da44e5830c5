"""Stores the proof of a day after its documents are written and before the day is settled."""

from dataclasses import replace

from daybook.application.posting.ports import Attempt
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.location_day import SyncRecord


def store_proof(record: SyncRecord, proof: Proof | None, attempt: Attempt) -> SyncRecord:
    """Store the proof and return the record; a day out of the books has no proof.

    The day of each document is stored first, so that Daybook notices when a person changes a document of a proof. If a
    worker dies in between, the record stays `unproved`, and the next worker repeats this.
    """
    if record.open_work is not OpenWork.UNPROVED:
        return record
    systems = attempt.systems
    documents = record.books.documents
    if proof is None or not documents:
        systems.proofs.delete(record.day)
    else:
        systems.watch.watch(attempt.connection.company.realm_id, record.day, documents, attempt.now)
        systems.proofs.save(replace(proof, revision=record.revision, documents=documents))
    return replace(record, open_work=None)


def prove_before_another_call(record: SyncRecord, proof: Proof | None, attempt: Attempt) -> SyncRecord:
    """Store the proof and record that, because the next call replaces the stored call with this proof.

    If the record were still `unproved` beside the next call, a later worker would store the proof of that call. If no
    call follows, the outcome records it at no cost.
    """
    proved = store_proof(record, proof, attempt)
    if proved.open_work is not record.open_work:
        attempt.systems.sync_log.note(record.day, attempt.owner, proved.books)
    return proved
