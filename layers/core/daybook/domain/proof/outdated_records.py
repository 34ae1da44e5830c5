"""Finds what a sync log that was restored to an earlier instant no longer knows of a day, beside the day's proof."""

from enum import StrEnum

from daybook.domain.posting.posted_documents import versions_of
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import SyncRecord, SyncState


class Doubt(StrEnum):
    """Why the record of a day must be verified against QuickBooks.

    `lost`: there is no record, and a proof says what the books hold. `unknown`: the day has ended, and neither record
    nor proof says anything of the books. `older`: the proof is of a later revision. `other_documents`: the proof is of
    the same revision, and names other documents or payments, or later versions of them. `unproved`: the record names
    documents and no proof stands. `open_call`: the record has a call whose answer no worker saw.
    """

    LOST = "lost"
    UNKNOWN = "unknown"
    OLDER = "older"
    OTHER_DOCUMENTS = "other_documents"
    UNPROVED = "unproved"
    OPEN_CALL = "open_call"


_SAYS_SO = frozenset({SyncState.EMPTY, SyncState.UNDONE})


def doubts_of(record: SyncRecord | None, proof: Proof | None) -> tuple[Doubt, ...]:
    """Every reason to verify a day that has ended; none where its record and its proof agree."""
    if record is None:
        return (Doubt.LOST if proof is not None else Doubt.UNKNOWN,)
    doubts = [Doubt.OPEN_CALL] if record.intent is not None else []
    if proof is not None and proof.revision > record.revision:
        doubts.append(Doubt.OLDER)
    elif proof is not None and names_others(record, proof):
        doubts.append(Doubt.OTHER_DOCUMENTS)
    elif proof is None and not record.books.is_nothing:
        doubts.append(Doubt.UNPROVED)
    elif proof is None and not record.revision and record.intent is None and record.state not in _SAYS_SO:
        doubts.append(Doubt.UNKNOWN)
    return tuple(doubts)


def is_behind(record: SyncRecord, proof: Proof) -> bool:
    """Whether the proof tells of documents or revisions that the record does not know."""
    return proof.revision > record.revision or names_others(record, proof)


def names_others(record: SyncRecord, proof: Proof) -> bool:
    """Whether a proof of the record's revision names other documents, or later versions of the same ones."""
    if proof.revision != record.revision:
        return False
    proved, known = versions_of(proof.documents), versions_of(record.books.documents)
    return proved.keys() != known.keys() or any(int(proved[each]) > int(known[each]) for each in proved)
