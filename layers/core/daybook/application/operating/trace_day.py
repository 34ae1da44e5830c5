"""A business date's whole story, from what is on record: planned, tried, sent, posted, proved, and what people did."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from daybook.application.operating.replay_letters import LetterChoice, ReplaySystems, waiting_letters
from daybook.application.ports.systems import HasProofs, HasSyncLog
from daybook.domain.audit import AuditRecord
from daybook.domain.merchant.books import BooksId
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncRecord
from daybook.domain.words import noted

# So many of the newest audit records are searched for the date.
_AUDIT_RECORDS = 200


class TraceSystems(ReplaySystems, HasProofs, HasSyncLog, Protocol):
    """The systems that a trace reads."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that is known: when (None if the record keeps no time), of which location, and what."""

    at: datetime | None
    location: str
    message: str
    values: Mapping[str, object]


def trace_day(merchant_id: BooksId, business_date: date, systems: TraceSystems) -> tuple[Event, ...]:
    """Every event of a merchant's date, oldest first; what has no time stands last. Nothing is changed."""
    records = tuple(systems.sync_log.history(merchant_id, first=business_date, last=business_date))
    proofs = tuple(systems.proofs.between(merchant_id, business_date, business_date))
    letters = waiting_letters(LetterChoice(merchant_id=merchant_id, business_date=business_date), systems)
    audit = systems.audit.page(merchant_id, _AUDIT_RECORDS).records
    events = [event for record in records for event in _of_record(record)]
    events += [_of_proof(proof) for proof in proofs]
    events += [
        Event(
            letter.sent_at,
            letter.location or "",
            noted("dead letter {id} in {queue}: {problem}"),
            {"id": letter.message_id, "queue": letter.queue.value, "problem": letter.problem},
        )
        for letter in letters
    ]
    events += _of_audit(audit, business_date)
    timed = sorted((each for each in events if each.at is not None), key=lambda each: (each.at, each.location))
    return (*timed, *(each for each in events if each.at is None))


def _of_record(record: SyncRecord) -> Iterator[Event]:
    where = record.day.location
    yield Event(record.due_at, where, noted("due"), {})
    tried = {"attempts": record.attempts, "tries": record.tries, "again": record.requeued}
    yield Event(None, where, noted("attempts: {attempts}, without an outcome: {tries}, queued again: {again}"), tried)
    if wait := record.vendor_wait:
        yield Event(wait.since, where, noted("waits for a vendor: {text}"), {"text": wait.condition.value})
    if asked := record.directive:
        yield Event(asked.asked_at, where, noted("a person asked: {text}"), {"text": asked.place.value})
    if record.drift:
        yield Event(record.drift.at, where, noted("a person changed the document in QuickBooks"), {})
    if intent := record.intent:
        call = {"action": intent.action.value, "number": intent.doc_number, "call": intent.request_id}
        yield Event(intent.at, where, noted("call {call} ({action} {number}) was sent, and no answer was seen"), call)
        if intent.last_sent_at and intent.last_sent_at != intent.at:
            yield Event(intent.last_sent_at, where, noted("the same call was sent again"), {})
    yield from _of_outcome(record, where)


def _of_outcome(record: SyncRecord, where: str) -> Iterator[Event]:
    for document in record.books.documents:
        told = {"number": document.doc_number, "id": document.id, "tid": document.intuit_tid or "-"}
        yield Event(document.created_at, where, noted("the books hold {number}, id {id}, intuit_tid {tid}"), told)
    outcome = {
        "state": story_of(record).state.value,
        "reason": record.reason.value if record.reason else "",
        "text": record.message,
    }
    if record.settled_at:
        yield Event(record.settled_at, where, noted("came to {state} {reason} {text}"), outcome)
    if record.proved_at:
        yield Event(record.proved_at, where, noted("QuickBooks told what the books hold"), {})


def _of_proof(proof: Proof) -> Event:
    differ = sum(bool(field.difference_minor) for field in proof.fields)
    told = {"fields": len(proof.fields), "differ": differ, "hash": proof.hash[:12]}
    return Event(None, proof.day.location, noted("proof {hash}: {fields} fields, {differ} differ"), told)


def _of_audit(records: Iterable[AuditRecord], business_date: date) -> Iterator[Event]:
    for record in records:
        if str(business_date) in record.about:
            told = {"who": record.who or "-", "deed": record.deed, "about": record.about}
            yield Event(record.at, "", noted("{who}: {deed} {about}"), told)
