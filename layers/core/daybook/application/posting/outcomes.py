"""Builds the `Outcome` with which a try ends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from daybook.application.posting.reading.wanted import Wanted
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.posting.day_figures import figures_of
from daybook.domain.posting.posted_documents import EDITED_BODY, PostedDocument, versions_of
from daybook.domain.sync.location_day import Outcome, SyncRecord, SyncState, shortened
from daybook.domain.sync.releases import question_of
from daybook.domain.sync.waiting_change import WaitingChange

KEPT_AS_EDITED = "kept as edited in QuickBooks"


def in_the_books(record: SyncRecord, wanted: Wanted, claimed: SyncRecord, now: datetime) -> Outcome:
    """The outcome of a day that this try brought into the books; an edited correction that stays is not on record.

    `claimed` is the record before the try: what it did not write is as a person left it, and stays marked.
    """
    is_kept = _keeps_an_edit(record)
    return Outcome(
        SyncState.POSTED_WITH_GAPS if wanted.gaps else SyncState.POSTED,
        record.books,
        gaps=wanted.gaps,
        message=wanted.note,
        details=shortened(wanted.reading.problems),
        drift=record.drift if _is_left_drifted(record, claimed) else None,
        figures=None if is_kept else figures_of(wanted.posting.lines),
        proved_at=now,
        accepted_minor=0 if is_kept else wanted.untied_minor or None,
        last_reading=None if is_kept else wanted.last_reading,
    )


def left_as_it_was(record: SyncRecord, wanted: Wanted) -> Outcome:
    """The outcome of a day that was in the books already.

    The record keeps the gaps of the document, unless today's mapping gives the same lines. The notes of the posting
    stay valid as long as the document does.
    """
    figures = wanted.figures
    is_of_record = record.is_posted and not figures.lines_are_known_as(record.lines_hash)
    gaps = record.gaps if is_of_record else wanted.gaps
    is_kept = _keeps_an_edit(record)
    noted = record.is_posted and (is_of_record or bool(record.message))
    return Outcome(
        SyncState.POSTED_WITH_GAPS if gaps else SyncState.POSTED,
        record.books,  # the hashes are not rewritten, so that a rollback to the earlier release costs nothing
        gaps=gaps,
        message=record.message if noted else _kept_note(record) or wanted.note,
        details=shortened(wanted.reading.problems),
        drift=record.drift,
        # The books were proved to hold these figures: a record of an earlier release learns them here.
        figures=None if is_kept else figures_of(wanted.posting.lines),
        proved_at=record.proved_at,
        accepted_minor=record.accepted_minor if is_kept else _still_accepted(record, wanted),
        last_reading=None if is_kept else wanted.last_reading,
    )


def _is_left_drifted(record: SyncRecord, claimed: SyncRecord) -> bool:
    if record.drift is None:
        return False
    left = record.books.version_of(record.drift.document_id)
    return left is not None and left == claimed.books.version_of(record.drift.document_id)


def _keeps_an_edit(record: SyncRecord) -> bool:
    return record.books.kept_edit is not None


def _kept_note(record: SyncRecord) -> str:
    document = record.books.kept_edit
    return f"{KEPT_AS_EDITED}: {document.doc_number}" if document is not None else ""


def _still_accepted(record: SyncRecord, wanted: Wanted) -> int | None:
    """What is left of a difference that was accepted, once talech corrects its report; a new one is not accepted."""
    return (wanted.untied_minor or None) if record.accepted_minor is not None else None


def kept_as_edited(record: SyncRecord, found: Sequence[PostedDocument], wanted: Wanted, now: datetime) -> Outcome:
    """A person's edit stays: the day counts as posted with what is there, and with the difference to talech.

    `found` are the documents of the record as QuickBooks has them now. The lines of an edited one are not on record, so
    neither are the day's figures.
    """
    figures, before = wanted.figures, record.books.documents
    kept = [_kept(was, now_there) for was, now_there in zip(before, found, strict=True)]
    if not any(document.is_kept_edit for document in kept):
        kept = [replace(document, body_hash=EDITED_BODY) for document in kept]
    own, deltas = (kept[0], kept[1:]) if record.document is not None else (None, kept)
    books = replace(
        record.books,
        document=own,
        deltas=tuple(deltas),
        content_hash=figures.content_hash,
        lines_hash=figures.lines_hash,
        open_work=None,
    )
    if own is not None and not deltas:
        sold = 0 if figures.is_empty else wanted.document(record.day, own.kind, record.revision).total_minor
    else:
        sold = sum(document.total_minor for document in before)
    return Outcome(
        SyncState.POSTED,
        books,
        message=f"{KEPT_AS_EDITED}: {', '.join(each.doc_number for each in kept if each.is_kept_edit)}",
        proved_at=now,
        accepted_minor=sum(document.total_minor for document in found) - sold,
    )


def _kept(was: PostedDocument, now_there: PostedDocument) -> PostedDocument:
    """A document in its present version, marked where that is not the one that Daybook left."""
    is_as_left = versions_of((was,)) == versions_of((now_there,))
    return was if is_as_left else replace(now_there, body_hash=EDITED_BODY)


def ended(record: SyncRecord, state: SyncState, *, content_hash: str = "", message: str = "") -> Outcome:
    """The outcome of a day out of the books: it has no sales, or a person wants it out."""
    books = replace(record.books, content_hash=content_hash, lines_hash="", open_work=None)
    return Outcome(state, books, message=message)


def held(stop: NeedsAttentionError, record: SyncRecord, waiting: WaitingChange | None) -> Outcome:
    """A person must act; what stands is as the record says, and this waits."""
    return Outcome(
        SyncState.HELD,
        record.books,
        gaps=record.gaps,
        reason=stop.reason,
        message=str(stop),
        details=shortened(stop.details),
        fault_code=stop.fault_code,
        question=stop.question or question_of(stop, record.document),
        drift=record.drift,
        figures=record.figures,
        proved_at=record.proved_at,
        accepted_minor=record.accepted_minor,
        waiting=waiting,
    )


def as_it_was(record: SyncRecord, *, message: str | None = None) -> Outcome:
    """The outcome of an unchanged day; `message` names the request that was not carried out."""
    return Outcome(
        record.state,
        record.books,
        gaps=record.gaps,
        reason=record.reason,
        message=record.message if message is None else message,
        details=record.details,
        fault_code=record.fault_code,
        question=record.question,
        drift=record.drift,
        figures=record.figures,
        proved_at=record.proved_at,
        accepted_minor=record.accepted_minor,
        waiting=record.waiting,
        last_reading=record.last_reading,
    )
