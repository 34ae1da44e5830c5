"""Looks up a call without a seen answer, before talech is read and before anything is decided."""

from dataclasses import replace
from datetime import datetime

from daybook.application.posting.ports import Attempt
from daybook.application.posting.prove import prove_before_another_call
from daybook.application.posting.recovering.replays import told_from_copies
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, TooEarlyError
from daybook.domain.posting.books_calls import BooksCall, CallAction, Found, Intent, Likeness
from daybook.domain.posting.posted_documents import EDITED_BODY, PostedDocument, payments_hash_of
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.location_day import SyncRecord
from daybook.domain.sync.releases import is_released, question_of


def recover(record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """The record with every result that can be found without talech.

    An intent remains if the books have no result of its call (`missed_at`), or if an earlier release wrote it
    (`recover_earlier` settles it after the figures are read).

    Raises:
        TooEarlyError: the call may still be running; `after_seconds` says when it can be looked up.
        NeedsAttentionError: the document is not ours, there are several, or the company is no longer connected.
    """
    if record.open_work is OpenWork.UNPROVED:
        record = _proved(record, attempt)
    intent = record.intent
    if intent is None:
        return record
    _check_company(record, intent, attempt)
    _wait_until_it_shows(record, intent, attempt.now)
    sent = attempt.systems.sync_log.sent_call(record.day)
    if sent is None or sent.request_id != intent.request_id:
        return record
    return look_up(record, intent, sent, attempt)


def look_up(record: SyncRecord, intent: Intent, sent: SentCall, attempt: Attempt) -> SyncRecord:
    """Look up a call in QuickBooks, and record the result before any other call.

    Raises:
        NeedsAttentionError: the document is not ours, or there are several.
    """
    systems = attempt.systems
    references = systems.connections.references(record.day.merchant_id)
    found = systems.ledger_of(attempt.connection).look_up(sent.call, _marker_of(sent.call), references)
    found = told_from_copies(found, intent, record)
    stop = objection(intent, sent.call, found)
    if stop is not None:
        stop.question = question_of(stop, found.asked_about)
        if found.document is None or not is_released(record.released, stop.reason, stop.question):
            if sent.call.about is not None:  # a person has changed the document since, so the call is over
                systems.sync_log.note(record.day, attempt.owner, overtaken(record, sent.call, found.document).books)
                systems.proofs.overtake(record.day)
            raise stop
        record = accepted_as_edited(record, intent, found.document, attempt)
    else:
        record = explained(record, intent, sent.call, found, attempt.now)
    systems.sync_log.note(record.day, attempt.owner, record.books)
    return prove_before_another_call(record, sent.proof, attempt)


def accepted_as_edited(record: SyncRecord, intent: Intent, found: PostedDocument, attempt: Attempt) -> SyncRecord:
    """The record after a person decided to keep an edited document; its content is not recorded.

    So the day's proof can no longer be used in computations. The figures beside which an own document is kept are those
    of the outcome.
    """
    attempt.systems.proofs.overtake(record.day)
    kept, settled = replace(found, body_hash=EDITED_BODY), over(record)
    if intent.action is not CallAction.DELTA:
        return replace(settled, document=kept, content_hash="", lines_hash="", open_work=None)
    return replace(
        settled,
        deltas=(*record.deltas, kept),
        revision=intent.revision,
        content_hash=intent.content_hash,
        lines_hash=intent.lines_hash,
    )


def _marker_of(call: BooksCall) -> str:
    """The start of the private note (day, place, revision): it finds a document whose number a person changed.

    Corrections of one day have the same note, so they are searched only by number.
    """
    return call.document.private_note if call.document is not None and call.action is CallAction.POST else ""


def objection(intent: Intent, call: BooksCall, found: Found) -> NeedsAttentionError | None:
    """Why a person must look at the result; None if Daybook can settle it."""
    touched = HoldReason.TOUCHED_IN_QUICKBOOKS
    if found.likeness is Likeness.SEVERAL:
        return NeedsAttentionError(
            touched,
            f"several documents carry the number {intent.doc_number}: delete all but one",
            details=found.details,
        )
    if found.likeness is Likeness.OLDER:
        what = f"{intent.doc_number} is the number of a document that was made before Daybook sent its own: delete it"
        return NeedsAttentionError(touched, what, details=found.details)
    if found.likeness is Likeness.OTHER:
        what = f"{intent.doc_number} holds other figures in QuickBooks than Daybook sent: a person has changed it"
        return NeedsAttentionError(touched, what, details=found.details)
    if found.likeness is Likeness.MISSING and call.document is not None and call.about is not None:
        what = f"{intent.doc_number} was deleted in QuickBooks: undo and redo the day"
        return NeedsAttentionError(touched, what, details=found.details)
    return None


def explained(record: SyncRecord, intent: Intent, call: BooksCall, found: Found, now: datetime) -> SyncRecord:
    """The record after a look-up: the call was carried out, partly, or not at all. Pure."""
    gone = found.likeness is Likeness.MISSING and call.document is None
    if gone or found.likeness is Likeness.AS_SENT:
        return answered(record, intent, call, found.document)
    if found.likeness in (Likeness.TAX_DIFFERS, Likeness.PARTLY):
        return answered(record, intent, call, found.document, whole=False)
    moved = _moved_along(call.about, found.document)
    if moved is not None:  # our own payments changed its version, so QuickBooks can never accept the old bytes
        return over(_with_version(record, moved))
    return replace(record, intent=replace(intent, missed_at=intent.missed_at or now))


def answered(
    record: SyncRecord, intent: Intent, call: BooksCall, document: PostedDocument | None, *, whole: bool = True
) -> SyncRecord:
    """The record after a call was carried out, `whole` or in part; `document` is the present document. Pure.

    The hashes change only with the last call of a change, so that half a change never looks complete.
    """
    about = call.about
    if call.action is CallAction.DELTA and document is not None:
        record = replace(record, deltas=(*record.deltas, document))
    elif about is not None and any(delta.id == about.id for delta in record.deltas):
        record = replace(record, deltas=tuple(delta for delta in record.deltas if delta.id != about.id))
    else:
        record = replace(record, document=document)
    if call.action in (CallAction.POST, CallAction.AMEND, CallAction.DELTA):
        record = replace(record, revision=intent.revision)
    record = over(record)
    if not (whole and intent.completes and _is_paid(call, document)):
        return replace(record, open_work=OpenWork.PARTLY)
    return replace(record, content_hash=intent.content_hash, lines_hash=intent.lines_hash, open_work=OpenWork.UNPROVED)


def over(record: SyncRecord) -> SyncRecord:
    """The record without its intent, after the answer to the call was seen."""
    return replace(record, intent=None, calls=record.calls + 1)


def overtaken(record: SyncRecord, call: BooksCall, found: PostedDocument | None) -> SyncRecord:
    """The record after a person changed the document of a call: its present content is not recorded. Pure.

    No figures count as posted. The recorded versions stay, so that QuickBooks refuses every later call that would
    overwrite the person's change. Payments that are as Daybook left or sent them stay known.
    """
    own, about = record.document, call.about
    if own is not None and about is not None and own.id == about.id:
        parts = {part.key: replace(part, body_hash="") for part in own.parts}
        parts |= {part.key: part for part in (found.parts if found is not None else ()) if part.body_hash}
        standing = tuple(parts.values())
        paid = payments_hash_of(part.body_hash for part in standing) if standing else own.payments_hash
        own = replace(own, body_hash="", parts=standing, payments_hash=paid)
    return replace(over(record), document=own, content_hash="", lines_hash="")


def _moved_along(about: PostedDocument | None, found: PostedDocument | None) -> PostedDocument | None:
    """The document of a call with its present version, if that differs and no person changed it."""
    if about is None or found is None:
        return None
    same = about.sync_token == found.sync_token and about.parts == found.parts
    return None if same else found


def _with_version(record: SyncRecord, document: PostedDocument) -> SyncRecord:
    deltas = tuple(document if delta.id == document.id else delta for delta in record.deltas)
    own = record.document
    return replace(record, deltas=deltas, document=document if own is not None and own.id == document.id else own)


def _is_paid(call: BooksCall, document: PostedDocument | None) -> bool:
    """Whether the batch of payments was the last one for its invoice."""
    if call.action is not CallAction.PAY or document is None:
        return True
    wanted = call.document
    return document.payments_hash == wanted.payments_hash if wanted is not None else not document.parts


def _proved(record: SyncRecord, attempt: Attempt) -> SyncRecord:
    sent = attempt.systems.sync_log.sent_call(record.day)
    if sent is None:  # without its call no proof can be made: the day is compared with talech's figures again
        return replace(record, open_work=OpenWork.PARTLY)
    return prove_before_another_call(record, sent.proof, attempt)


def _check_company(record: SyncRecord, intent: Intent, attempt: Attempt) -> None:
    company = attempt.connection.company
    if intent.realm_id and intent.realm_id != company.realm_id:
        raise NeedsAttentionError(
            HoldReason.OPEN_IN_OTHER_COMPANY,
            f"{record.day}: a call to company {intent.realm_id} has no answer, and Daybook is connected to "
            f"{company.realm_id} now: look for {intent.doc_number} in the company before",
            details=(f"number {intent.doc_number}", f"company {intent.realm_id}"),
        )


def _wait_until_it_shows(record: SyncRecord, intent: Intent, now: datetime) -> None:
    seconds = (intent.may_be_looked_up_at - now).total_seconds()
    if seconds > 0:
        raise TooEarlyError(
            f"{record.day}: QuickBooks may still process {intent.doc_number}; the look-up comes in {seconds:.0f} s",
            after_seconds=int(seconds) + 1,
            condition=Condition.QUICKBOOKS_UNAVAILABLE,
        )
