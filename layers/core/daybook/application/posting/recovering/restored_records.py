"""Makes the record of a restored sync log one that a worker's recovery settles (docs/decisions 118).

A worker trusts a record that knows documents. Where the proof is newer, the record is made as if it were lost, so that
`lost_records` builds it anew from the proof; where the books hold what neither knows, the record says so.
"""

from dataclasses import replace

from daybook.application.posting.decide import is_wanted_out
from daybook.application.posting.ports import PostingSystems
from daybook.application.posting.recovering.lost_records import with_unknown_content
from daybook.domain.company.connection import Connection
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.proof.day_proof import Proof
from daybook.domain.proof.outdated_records import is_behind
from daybook.domain.sync.books_state import EMPTY_BOOKS, BooksState
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRecord

_AS_MADE = "0"


def make_findable(
    day: LocationDay, found: PostedDocument | None, connection: Connection, owner: str, systems: PostingSystems
) -> SyncCause:
    """Change the record where it is behind; returns the cause for which a worker reads the day afterwards.

    `found` is the document with the day's number, where no record and no proof names one. A day that was out of the
    books and has a proof again was brought back by a person since, so it is asked back.

    Raises:
        RetriableError: a worker is at the day, or QuickBooks did not answer.
    """
    log = systems.sync_log
    record = log.claim(day, owner)
    cause = SyncCause.RESYNC
    try:
        proof = systems.proofs.get(day)
        books = _books_to_note(record, proof, found, connection, systems)
        if books is not None:
            if proof is not None and is_wanted_out(record):
                log.direct(day, Place.IN)
                cause = SyncCause.REDO
            log.note(day, owner, books)
    finally:
        log.release(day, owner, record.vendor_wait, tries=record.tries - 1)
    return cause


def _books_to_note(
    record: SyncRecord,
    proof: Proof | None,
    found: PostedDocument | None,
    connection: Connection,
    systems: PostingSystems,
) -> BooksState | None:
    """What the record is to say of the books before the worker looks; None where it stays as it is."""
    ledger = systems.ledger_of(connection)
    documents = record.books.documents
    if proof is not None and is_behind(record, proof):
        is_under_way = record.open_work is not None or record.intent is not None
        if is_under_way and proof.revision == record.revision and not _stands(proof, connection, systems):
            return None  # the proof is of before the change that is under way, which the worker goes on with
        return replace(EMPTY_BOOKS, calls=record.calls)
    if proof is None and documents and record.intent is None and ledger.edits_of(documents) is not None:
        return with_unknown_content(record).books
    if found is not None and record.books.is_nothing and record.intent is None:
        return _adopted(found)
    return None


def _stands(proof: Proof, connection: Connection, systems: PostingSystems) -> bool:
    """Whether the books hold what the proof says, not a payment more or less."""
    ledger = systems.ledger_of(connection)
    if ledger.edits_of(proof.documents) is not None:
        return False
    now = (ledger.as_it_is(document) for document in proof.documents)
    paid = [{part.id for part in document.parts} if document is not None else None for document in now]
    return paid == [{part.id for part in document.parts} for document in proof.documents]


def _adopted(found: PostedDocument) -> BooksState:
    """A document that only the books know, in the version in which Daybook makes one.

    QuickBooks refuses to write over any later version. So what a person edited since is compared and held, and only a
    document that no person changed is brought in line. Each version took a call, so the next has an id of its own.
    """
    parts = tuple(replace(part, body_hash="") for part in found.parts)
    own = replace(found, sync_token=_AS_MADE, parts=parts, body_hash="", payments_hash="", stored_hash="")
    return BooksState(revision=1, document=own, calls=int(found.sync_token) + 1)
