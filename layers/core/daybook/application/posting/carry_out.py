"""The only module that changes documents in QuickBooks: record the intent, send once, record the answer at once.

Before a send the record has the intent, and a row beside it has the complete call. Token, call budget and references
are ready by then, so only the send follows. The answer is recorded before any other call.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from daybook.application.ports import PreparedCall
from daybook.application.posting.ports import Attempt
from daybook.application.posting.prove import store_proof
from daybook.application.posting.recovering.recover import answered, look_up, over
from daybook.application.posting.recovering.replays import is_of_the_past
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.books_calls import LOOK_UP_AFTER, SEND_WITHIN, BooksCall, Intent
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import (
    ConflictError,
    OutcomeUnknownError,
    PartlyPostedError,
    PartlyRefusedError,
    PostedDocument,
    ResponseDiffersError,
    TokenRejectedError,
)
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.proof.day_proof import Proof
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.location_day import SyncRecord


@dataclass(frozen=True, slots=True)
class Change:
    """One call, and the day after it.

    `completes`: after the call the books are as wanted. Then the hashes are recorded and `proof` is stored (None: no
    document is left).
    """

    call: BooksCall
    key: PostingKey
    content_hash: str
    lines_hash: str
    completes: bool
    proof: Proof | None = None


def carry_out(change: Change, record: SyncRecord, references: CompanyReferences, attempt: Attempt) -> SyncRecord:
    """Send one call, record the answer, and return the record.

    Raises:
        NeedsAttentionError: QuickBooks refused it, or stored something else; the record has the content of the books.
        RetriableError: QuickBooks did not carry it out, or no answer was seen (`OutcomeUnknownError`).
    """
    writer = attempt.systems.writer_of(attempt.connection)
    try:
        return _sent(writer.prepare(change.call, references), change, record, attempt)
    except TokenRejectedError:
        # QuickBooks refused the token and did not process the call. If it refuses a second token, the next try
        # continues.
        return _sent(writer.prepare(change.call, references), change, record, attempt)


def repeat(record: SyncRecord, references: CompanyReferences, attempt: Attempt) -> SyncRecord:
    """Send a call again whose result was not found: the same bytes under the same request id.

    A following call replaces the row of this one, so the proof of this call is stored and recorded before.

    Raises:
        NeedsAttentionError, RetriableError: as `carry_out`.
    """
    intent, sent = record.intent, attempt.systems.sync_log.sent_call(record.day)
    if intent is None or sent is None:
        raise ValueError(f"{record.day}: there is no call to repeat")
    proof = sent.proof if intent.completes else None
    change = Change(sent.call, sent.key, intent.content_hash, intent.lines_hash, intent.completes, proof)
    repeated = carry_out(change, record, references, attempt)
    if intent.completes:
        attempt.systems.sync_log.note(record.day, attempt.owner, repeated.books)
    return repeated


def _sent(prepared: PreparedCall, change: Change, record: SyncRecord, attempt: Attempt) -> SyncRecord:
    log = attempt.systems.sync_log
    intent = _intent_of(prepared, change, record, attempt)
    sent = SentCall(intent.request_id, change.key, change.call, change.proof)
    leased_until = log.record_intent(record.day, attempt.owner, intent, sent)
    _check_that_it_may_leave(intent, prepared, leased_until, attempt.now)
    try:
        document = prepared.send(intent.request_id)
    except OutcomeUnknownError:
        raise
    except ConflictError as conflict:
        return _conflict_settled(conflict, replace(record, intent=intent), intent, sent, attempt)
    except (PartlyPostedError, PartlyRefusedError, ResponseDiffersError) as partly:
        if is_of_the_past(partly.document, intent, attempt):
            return _to_be_made_anew(record, attempt)
        told = answered(record, intent, change.call, partly.document, whole=False)
        log.note(record.day, attempt.owner, told.books)
        raise
    except (NeedsAttentionError, RetriableError) as refusal:
        if _tells_of_the_call(refusal) and _may_show_later(intent, attempt.now):
            raise _looked_up_again(refusal, record, intent, attempt) from refusal
        log.note(record.day, attempt.owner, _refused(refusal, record).books)
        raise
    if is_of_the_past(document, intent, attempt):
        return _to_be_made_anew(record, attempt)
    told = answered(record, intent, change.call, document)
    log.note(record.day, attempt.owner, told.books)
    return store_proof(told, change.proof, attempt)


def _refused(refusal: NeedsAttentionError | RetriableError, record: SyncRecord) -> SyncRecord:
    """The record after a refusal: the books have not changed.

    QuickBooks throttles, or rejects a token or an ended grant, before it processes the call. Such a refusal does not
    show whether an earlier send was carried out. QuickBooks may replay any other refusal for the request id, so the
    next call has another id.
    """
    return over(record) if _tells_of_the_call(refusal) else record


def _to_be_made_anew(record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """The record after QuickBooks replayed an old answer: the request id is used, and the call wrote nothing."""
    seen = over(record)
    attempt.systems.sync_log.note(record.day, attempt.owner, seen.books)
    return seen


def _tells_of_the_call(refusal: NeedsAttentionError | RetriableError) -> bool:
    return isinstance(refusal, NeedsAttentionError) and refusal.reason is not HoldReason.NEEDS_RECONNECT


def _may_show_later(intent: Intent, now: datetime) -> bool:
    """Whether QuickBooks may have carried out an earlier send that no query shows yet."""
    return intent.is_repeat and (intent.refused_at is None or now < intent.refused_at + LOOK_UP_AFTER)


def _looked_up_again(refusal: Exception, record: SyncRecord, intent: Intent, attempt: Attempt) -> RetriableError:
    """Look the call up after a refused repeat: the refusal does not show whether the earlier send was carried out.

    A delayed query may not show a document yet that causes the refusal, or that was written before the books were
    closed.
    """
    waiting = replace(intent, refused_at=intent.refused_at or attempt.now)
    attempt.systems.sync_log.note(record.day, attempt.owner, replace(record, intent=waiting).books)
    return RetriableError(
        f"{intent.doc_number}: {refusal}; it is looked up once more",
        after_seconds=int(LOOK_UP_AFTER.total_seconds()) + 1,
    )


def _intent_of(prepared: PreparedCall, change: Change, record: SyncRecord, attempt: Attempt) -> Intent:
    now, open_call = attempt.now, record.intent
    request_id = change.key.request_id(prepared.payload_hash, record.calls)
    is_repeat = open_call is not None and open_call.request_id == request_id
    about = change.call.about
    return Intent(
        kind=_kind_of(change),
        revision=change.key.revision,
        request_id=request_id,
        doc_number=about.doc_number if about else change.key.doc_number,
        content_hash=change.content_hash,
        payload_hash=prepared.payload_hash,
        at=open_call.at if open_call and is_repeat else now,
        lines_hash=change.lines_hash,
        action=change.call.action,
        about=about,
        last_sent_at=now,
        completes=change.completes,
        realm_id=change.key.realm_id,
        refused_at=_refused_last(open_call) if open_call and is_repeat else None,
    )


def _refused_last(open_call: Intent) -> datetime | None:
    """When the last send of a call was refused; None if its answer was not seen, even if an earlier send was."""
    refused_at, sent_at = open_call.refused_at, open_call.last_sent_at
    return refused_at if refused_at is not None and (sent_at is None or refused_at >= sent_at) else None


def _check_that_it_may_leave(intent: Intent, prepared: PreparedCall, leased_until: datetime, now: datetime) -> None:
    """Let the worker with the lease alone send, within `SEND_WITHIN` (`domain/posting/books_calls.py`) of its intent.

    Raises:
        RetriableError: the worker was suspended for longer, or its lease may end before the answer.
    """
    late = intent.last_sent_at is None or now - intent.last_sent_at > SEND_WITHIN
    if late or leased_until - now < prepared.answers_within:
        raise RetriableError(f"{intent.doc_number}: this worker was held up, and leaves the call to another")


def _conflict_settled(
    conflict: ConflictError, record: SyncRecord, intent: Intent, sent: SentCall, attempt: Attempt
) -> SyncRecord:
    """Look up the document behind a conflict: if it is ours, take it over, else raise the conflict's error."""
    found = look_up(record, intent, sent, attempt)
    if found.intent is None:
        return found
    if _may_show_later(intent, attempt.now):
        raise _looked_up_again(conflict, record, found.intent, attempt) from conflict
    seen = over(record) if conflict.document is None else _with_document(record, conflict.document)
    if isinstance(conflict.unless_ours, NeedsAttentionError):
        attempt.systems.sync_log.note(record.day, attempt.owner, seen.books)
    raise conflict.unless_ours


def _with_document(record: SyncRecord, document: PostedDocument) -> SyncRecord:
    return over(replace(record, document=document))


def _kind_of(change: Change) -> DocumentKind:
    about, document = change.call.about, change.call.document
    return document.kind if document is not None else about.kind if about is not None else change.key.kind
