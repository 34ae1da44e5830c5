"""Settles intents of an earlier release, which have only the hash of the sent document, not the call itself."""

from dataclasses import replace

from daybook.application.posting.outcomes import KEPT_AS_EDITED
from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.wanted import Wanted
from daybook.application.posting.recovering.earlier_calls import sent_by
from daybook.application.posting.recovering.recover import accepted_as_edited, look_up, over
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import CallAction, Intent
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import EDITED_BODY, PostedDocument
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncState
from daybook.domain.sync.releases import unless_released

# A mark instead of a hash: corrections of earlier releases are complete, unless QuickBooks stored another tax.
_WHOLE = "whole"


def as_directive(record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """The record with a request to an earlier release as a directive, which a worker carries out or withdraws.

    Then, an open undo was an intent, and a redo was only a message. The directive is stored before anything else, so
    that an interrupted try does not lose the request.
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
    """Whether an earlier release made the intent: such an intent has no time of sending."""
    return intent is not None and intent.last_sent_at is None


def settle_earlier_removal(record: SyncRecord, attempt: Attempt, *, is_wanted_out: bool) -> SyncRecord:
    """The record after a look at the books, for a day that an earlier release removed or was asked to remove.

    The day will be removed anyway, so only the documents with its numbers matter, not the content of the call.
    """
    intent = record.intent
    if intent is None or not is_earlier(intent) or not (is_wanted_out or intent.action is CallAction.REMOVE):
        return record
    settled = _as_the_books_are(record, intent, attempt)
    attempt.systems.sync_log.note(record.day, attempt.owner, settled.books)
    return settled


def with_whole_corrections(record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """The record before its day is removed part by part: corrections of earlier releases are marked complete."""
    if record.open_work is not None or all(delta.body_hash for delta in record.deltas):
        return record
    deltas = tuple(replace(delta, body_hash=delta.body_hash or _WHOLE) for delta in record.deltas)
    whole = replace(record, deltas=deltas)
    attempt.systems.sync_log.note(record.day, attempt.owner, whole.books)
    return whole


def with_kept_edit(record: SyncRecord) -> SyncRecord:
    """The record with its edited document marked as kept: an earlier release said so in the message alone. Pure."""
    document = record.document
    if document is None or document.body_hash or not record.is_posted or not record.message.startswith(KEPT_AS_EDITED):
        return record
    return replace(record, document=replace(document, body_hash=EDITED_BODY))


def recover_earlier(record: SyncRecord, wanted: Wanted, attempt: Attempt) -> SyncRecord:
    """The record after the call was rebuilt from present figures, or its document was found by number.

    Raises:
        NeedsAttentionError: only a person can find out whether the call was carried out.
    """
    intent = record.intent
    if intent is None or not is_earlier(intent):
        return record
    sent = sent_by(intent, record, wanted, attempt)
    if sent is not None:
        # Only the invoice's own call is known; its payments are compared and changed after it.
        of_its_own = replace(intent, completes=intent.completes and intent.kind is not DocumentKind.INVOICE)
        looked = look_up(record, of_its_own, sent, attempt)
        if looked.intent is None:
            return looked
    settled = _found_by_number(record, intent, wanted, attempt)
    attempt.systems.sync_log.note(record.day, attempt.owner, settled.books)
    return settled


def _found_by_number(record: SyncRecord, intent: Intent, wanted: Wanted, attempt: Attempt) -> SyncRecord:
    """The record after a search by the number of the call; the figures of the call are no longer available."""
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
    """The record if no document has the number: the call is sent again, or searched twice if the day must stay out.

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
    """The record with every document that has one of the day's numbers."""
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
    """The document with its remaining payments; with the present version if only payments changed it."""
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
    """Whether the version comes only from Daybook's writes: the creation, and one step for each payment.

    The version after an amendment is known only if its answer was seen.
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
