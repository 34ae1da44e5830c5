"""The only module that changes documents in QuickBooks: a trace first, one send, and the answer on record at once.

Before a send the record holds the intent, and a row beside it the call as a whole. Token, call budget and references
are at hand by then: nothing but the send follows. What the answer told is written before anything else is called.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from daybook.application.ports import PreparedCall
from daybook.application.posting.ports import Attempt
from daybook.application.posting.prove import prove_standing
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
    """One call, and what the day is once it was carried out.

    `completes` says that the books are as wanted then: the hashes count, and `proof` is theirs (None: nothing is left).
    """

    call: BooksCall
    key: PostingKey
    content_hash: str
    lines_hash: str
    completes: bool
    proof: Proof | None = None


def carry_out(change: Change, record: SyncRecord, references: CompanyReferences, attempt: Attempt) -> SyncRecord:
    """Send one call and return the record with what the books hold by its answer; it is written by then.

    Raises:
        NeedsAttentionError: QuickBooks refused it, or stored something else; the record says what stands.
        RetriableError: QuickBooks did not do it, or its answer was not seen (`OutcomeUnknownError`).
    """
    writer = attempt.systems.writer_of(attempt.connection)
    try:
        return _sent(writer.prepare(change.call, references), change, record, attempt)
    except TokenRejectedError:
        # It was refused before it was looked at. A second token that is refused is a matter for the next try.
        return _sent(writer.prepare(change.call, references), change, record, attempt)


def repeat(record: SyncRecord, references: CompanyReferences, attempt: Attempt) -> SyncRecord:
    """Send the call of a missing intent once more: the same bytes under the same id.

    Another call may follow, whose row takes the place of this one's: the record says first that this one is proved.

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
        attempt.systems.sync_log.note(record.day, attempt.owner, repeated.standing)
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
        log.note(record.day, attempt.owner, told.standing)
        raise
    except (NeedsAttentionError, RetriableError) as refusal:
        if _tells_of_the_call(refusal) and _may_show_later(intent, attempt.now):
            raise _looked_up_again(refusal, record, intent, attempt) from refusal
        log.note(record.day, attempt.owner, _refused(refusal, record).standing)
        raise
    if is_of_the_past(document, intent, attempt):
        return _to_be_made_anew(record, attempt)
    told = answered(record, intent, change.call, document)
    log.note(record.day, attempt.owner, told.standing)
    return prove_standing(told, change.proof, attempt)


def _refused(refusal: NeedsAttentionError | RetriableError, record: SyncRecord) -> SyncRecord:
    """The record after a refusal: nothing has changed.

    A throttle, a rejected token and a dead grant come before QuickBooks looks at the call: they tell nothing of an
    earlier send of it. Any other refusal may be replayed to its request id, so the next call has another one.
    """
    return over(record) if _tells_of_the_call(refusal) else record


def _to_be_made_anew(record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """The record once the answer to a call turned out to be an old one: its id is used up, and nothing stands of it."""
    seen = over(record)
    attempt.systems.sync_log.note(record.day, attempt.owner, seen.standing)
    return seen


def _tells_of_the_call(refusal: NeedsAttentionError | RetriableError) -> bool:
    return isinstance(refusal, NeedsAttentionError) and refusal.reason is not HoldReason.NEEDS_RECONNECT


def _may_show_later(intent: Intent, now: datetime) -> bool:
    """Whether a send before this one may have been carried out, although no query shows it yet."""
    was_sent_before = intent.last_sent_at is not None and intent.last_sent_at > intent.at
    return was_sent_before and (intent.refused_at is None or now < intent.refused_at + LOOK_UP_AFTER)


def _looked_up_again(refusal: Exception, record: SyncRecord, intent: Intent, attempt: Attempt) -> RetriableError:
    """A refused repeat tells nothing of the send before: the call stays open until it was looked up once more.

    A query that lags may not show yet what then stands in the way, or was carried out before the books were closed.
    """
    waiting = replace(intent, refused_at=intent.refused_at or attempt.now)
    attempt.systems.sync_log.note(record.day, attempt.owner, replace(record, intent=waiting).standing)
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
        refused_at=open_call.refused_at if open_call and is_repeat else None,
    )


def _check_that_it_may_leave(intent: Intent, prepared: PreparedCall, leased_until: datetime, now: datetime) -> None:
    """A worker that was asleep, or whose lease may end while it waits for the answer, sends nothing."""
    late = intent.last_sent_at is None or now - intent.last_sent_at > SEND_WITHIN
    if late or leased_until - now < prepared.answers_within:
        raise RetriableError(f"{intent.doc_number}: this worker was held up, and leaves the call to another")


def _conflict_settled(
    conflict: ConflictError, record: SyncRecord, intent: Intent, sent: SentCall, attempt: Attempt
) -> SyncRecord:
    """Something stands in the way that may be our own: ours is adopted, anything else is what the conflict means."""
    found = look_up(record, intent, sent, attempt)
    if found.intent is None:
        return found
    if _may_show_later(intent, attempt.now):
        raise _looked_up_again(conflict, record, found.intent, attempt) from conflict
    seen = over(record) if conflict.document is None else _with_document(record, conflict.document)
    if isinstance(conflict.unless_ours, NeedsAttentionError):
        attempt.systems.sync_log.note(record.day, attempt.owner, seen.standing)
    raise conflict.unless_ours


def _with_document(record: SyncRecord, document: PostedDocument) -> SyncRecord:
    return over(replace(record, document=document))


def _kind_of(change: Change) -> DocumentKind:
    about, document = change.call.about, change.call.document
    return document.kind if document is not None else about.kind if about is not None else change.key.kind
