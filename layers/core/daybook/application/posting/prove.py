"""Keep the proof of what the books hold, once they hold it and before the day counts as settled."""

from dataclasses import replace

from daybook.application.posting.ports import Attempt
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import OpenWork, SyncRecord


def prove_standing(record: SyncRecord, proof: Proof | None, attempt: Attempt) -> SyncRecord:
    """The record of a day whose proof is stored; a day that left the books has none.

    Whose the documents are is remembered first, so that every document of a proof is one whose change by a person will
    be noticed. A worker that dies in between leaves the record `unproved`: the next one comes here again.
    """
    if record.open_work is not OpenWork.UNPROVED:
        return record
    systems = attempt.systems
    documents = record.standing.documents
    if proof is None or not documents:
        systems.proofs.delete(record.day)
    else:
        systems.watch.watch(attempt.connection.company.realm_id, record.day, documents, attempt.now)
        systems.proofs.save(replace(proof, revision=record.revision, documents=documents))
    return replace(record, open_work=None)


def prove_before_another_call(record: SyncRecord, proof: Proof | None, attempt: Attempt) -> SyncRecord:
    """The same, and the record says so: the next call takes the place of the one whose proof this is.

    A worker that found the record still `unproved` beside the next call would prove what that one was to bring. Where
    no other call follows, the outcome says it, at no cost.
    """
    proved = prove_standing(record, proof, attempt)
    if proved.open_work is not record.open_work:
        attempt.systems.sync_log.note(record.day, attempt.owner, proved.standing)
    return proved
