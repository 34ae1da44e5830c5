"""Calls whose answer was not seen by an earlier release: their intents name what was sent by its hash, not whole."""

from dataclasses import replace

from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.wanted import Wanted
from daybook.application.posting.recovering.earlier_calls import sent_by
from daybook.application.posting.recovering.recover import accepted_as_edited, look_up, over
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import CallAction, Intent
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import OpenWork, SyncCause, SyncRecord, SyncState
from daybook.domain.sync.releases import unless_released

# Beside a correction that QuickBooks stored with another tax, which has no hash, those of earlier releases are whole.
_WHOLE = "whole"


def as_directive(record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """The record with what a person asked of an earlier release as a directive, which is carried out or withdrawn.

    An undo without an answer was an intent then, a redo nothing but its message. The directive is on record before
    anything follows from it, so that a try that is interrupted does not forget what was asked.
    """
    if record.directive is not None:
        return record
    request, intent = attempt.request, record.intent
    if record.state is SyncState.UNDONE and request.cause is SyncCause.REDO:
        place, asked_at = Place.IN, request.requested_at
    elif intent is not None and intent.action is CallAction.REMOVE and is_earlier(intent):
        place, asked_at = Place.OUT, intent.at
    else:
        return record
    return replace(record, directive=attempt.systems.sync_log.direct(record.day, place, asked_at))


def is_earlier(intent: Intent | None) -> bool:
    """Whether an earlier release made it: those told nothing of when they sent."""
    return intent is not None and intent.last_sent_at is None


def settle_earlier_removal(record: SyncRecord, attempt: Attempt, *, is_wanted_out: bool) -> SyncRecord:
    """The record once the books have told what stands of a day that an earlier release took out, or was asked for.

    Of a day that goes out anyway it does not matter what a call was to write, only what lies there under its number.
    """
    intent = record.intent
    if intent is None or not is_earlier(intent) or not (is_wanted_out or intent.action is CallAction.REMOVE):
        return record
    settled = _as_the_books_are(record, intent, attempt)
    attempt.systems.sync_log.note(record.day, attempt.owner, settled.standing)
    return settled


def with_whole_corrections(record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """The record before its day is taken out by parts: the corrections of earlier releases are known to be whole."""
    if record.open_work is not None or all(delta.body_hash for delta in record.deltas):
        return record
    deltas = tuple(replace(delta, body_hash=delta.body_hash or _WHOLE) for delta in record.deltas)
    whole = replace(record, deltas=deltas)
    attempt.systems.sync_log.note(record.day, attempt.owner, whole.standing)
    return whole


def recover_earlier(record: SyncRecord, wanted: Wanted, attempt: Attempt) -> SyncRecord:
    """The record once the figures of now have told what the call was about, or its number what stands.

    Raises:
        NeedsAttentionError: only a person can tell what became of it.
    """
    intent = record.intent
    if intent is None or not is_earlier(intent):
        return record
    sent = sent_by(intent, record, wanted, attempt)
    if sent is not None:
        # Of an invoice only its own call is known; its payments are brought in line after it.
        of_its_own = replace(intent, completes=intent.completes and intent.kind is not DocumentKind.INVOICE)
        looked = look_up(record, of_its_own, sent, attempt)
        if looked.intent is None:
            return looked
    settled = _told_apart(record, intent, wanted, attempt)
    attempt.systems.sync_log.note(record.day, attempt.owner, settled.standing)
    return settled


def _told_apart(record: SyncRecord, intent: Intent, wanted: Wanted, attempt: Attempt) -> SyncRecord:
    """The record by what carries the number of the call; it was about figures that nobody has any more."""
    before = record.document
    found = attempt.systems.ledger_of(attempt.connection).find(intent.kind, intent.doc_number)
    if found is None:
        return _of_a_call_that_is_missing(record, intent, attempt, goes_out=wanted.figures.is_empty)
    if intent.action is CallAction.AMEND and intent.progress is None and before is not None and _is_left(found, before):
        return over(record)
    written = over(replace(record, revision=intent.revision, open_work=OpenWork.PARTLY))
    if not _is_ours(found, intent):
        if stop := unless_released(_unknown(record, intent, found, wanted), record.released, found):
            raise stop
        return accepted_as_edited(record, intent, found, attempt)
    if intent.action is CallAction.DELTA:
        return replace(written, deltas=(*record.deltas, found))
    return replace(written, document=found)


def _of_a_call_that_is_missing(record: SyncRecord, intent: Intent, attempt: Attempt, *, goes_out: bool) -> SyncRecord:
    """The record where nothing carries the number: it is sent anew, or looked for twice where nothing shall be there.

    Raises:
        NeedsAttentionError: a person deleted what the call was to change.
    """
    if intent.action is CallAction.REPLACE:
        return replace(over(record), document=_still_there(record.document, attempt), open_work=OpenWork.PARTLY)
    if intent.action is CallAction.AMEND:
        what = f"{intent.doc_number} was deleted in QuickBooks: undo and redo the day"
        raise NeedsAttentionError(HoldReason.TOUCHED_IN_QUICKBOOKS, what)
    if goes_out:
        return replace(record, intent=replace(intent, missed_at=intent.missed_at or attempt.now))
    return over(record)


def _as_the_books_are(record: SyncRecord, intent: Intent, attempt: Attempt) -> SyncRecord:
    """The record with every document that is found under the numbers of the day."""
    document = _still_there(record.document, attempt)
    deltas = tuple(delta for delta in record.deltas if _still_there(delta, attempt) is not None)
    if intent.action is not CallAction.REMOVE:
        found = attempt.systems.ledger_of(attempt.connection).find(intent.kind, intent.doc_number)
        if found is None and intent.action in (CallAction.POST, CallAction.DELTA):
            return _of_a_call_that_is_missing(record, intent, attempt, goes_out=True)
        if found is not None and intent.action is CallAction.DELTA:
            deltas = (*deltas, found)
        elif found is not None:
            document = found
    return replace(over(record), document=document, deltas=deltas, open_work=OpenWork.PARTLY)


def _still_there(document: PostedDocument | None, attempt: Attempt) -> PostedDocument | None:
    """A document with the payments that are left of it; in the version of now where only they have moved it."""
    if document is None:
        return None
    found = attempt.systems.ledger_of(attempt.connection).find(document.kind, document.doc_number)
    if found is None or found.id != document.id:
        return None
    paid = {part.id for part in found.parts}
    left = replace(document, parts=tuple(part for part in document.parts if part.id in paid))
    is_moved_by_us = _moves(found, document) <= len(document.parts) - len(left.parts)
    return replace(left, sync_token=found.sync_token) if is_moved_by_us else left


def _is_ours(found: PostedDocument, intent: Intent) -> bool:
    """Whether nobody but us can have brought it to its version: it was made, and each of its payments moved it once.

    The version that an amendment made is known only where its answer was seen.
    """
    if intent.action is CallAction.AMEND and intent.progress is None:
        return False
    made = intent.progress if intent.action is CallAction.AMEND else None
    payments = len(found.parts) + (len(made.parts) if made else 0)
    return (made is None or made.id == found.id) and _moves(found, made) <= payments


def _is_left(found: PostedDocument, before: PostedDocument) -> bool:
    return found.id == before.id and _moves(found, before) == 0


def _moves(found: PostedDocument, since: PostedDocument | None) -> int:
    return int(found.sync_token) - (int(since.sync_token) if since else 0)


def _unknown(record: SyncRecord, intent: Intent, found: PostedDocument, wanted: Wanted) -> NeedsAttentionError:
    what = f"it is not known whether the correction of {intent.doc_number} arrived, or a person changed it: compare it"
    sold = 0 if wanted.figures.is_empty else wanted.document(record.day, intent.kind, intent.revision).total_minor
    return NeedsAttentionError(
        HoldReason.TOUCHED_IN_QUICKBOOKS,
        f"{what} in QuickBooks",
        details=(f"total: QuickBooks has {found.total_minor}, talech's figures of now make {sold} (minor units)",),
    )
