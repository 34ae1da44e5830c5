"""The record of a location-day as SyncLogTable keeps it."""

from datetime import date
from typing import Literal, Self

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier, Instant
from daybook.contracts.stored_drift import StoredDrift
from daybook.contracts.stored_posted_document import StoredPostedDocument
from daybook.contracts.stored_vendor_wait import StoredVendorWait
from daybook.domain.books import BooksId
from daybook.domain.books_calls import CallAction, Intent
from daybook.domain.directives import Directive, Place
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason
from daybook.domain.sync import LocationDay, OpenWork, SyncRecord, SyncState


class StoredIntent(Contract):
    """What was about to be posted: enough to finish or find it after a crash."""

    kind: DocumentKind
    revision: int
    request_id: str
    doc_number: str
    content_hash: str
    payload_hash: str
    at: Instant
    lines_hash: str = ""
    action: CallAction = CallAction.POST
    progress: StoredPostedDocument | None = None
    about: StoredPostedDocument | None = None
    last_sent_at: Instant | None = None
    completes: bool = True
    missed_at: Instant | None = None
    realm_id: str = ""
    refused_at: Instant | None = None

    @classmethod
    def of(cls, intent: Intent) -> Self:
        """The stored form."""
        return cls(
            kind=intent.kind,
            revision=intent.revision,
            request_id=intent.request_id,
            doc_number=intent.doc_number,
            content_hash=intent.content_hash,
            payload_hash=intent.payload_hash,
            at=intent.at,
            lines_hash=intent.lines_hash,
            action=intent.action,
            progress=StoredPostedDocument.of(intent.progress) if intent.progress else None,
            about=StoredPostedDocument.of(intent.about) if intent.about else None,
            last_sent_at=intent.last_sent_at,
            completes=intent.completes,
            missed_at=intent.missed_at,
            realm_id=intent.realm_id,
            refused_at=intent.refused_at,
        )

    def to_domain(self) -> Intent:
        """The domain's form."""
        return Intent(
            kind=self.kind,
            revision=self.revision,
            request_id=self.request_id,
            doc_number=self.doc_number,
            content_hash=self.content_hash,
            payload_hash=self.payload_hash,
            at=self.at,
            lines_hash=self.lines_hash,
            action=self.action,
            progress=self.progress.to_domain() if self.progress else None,
            about=self.about.to_domain() if self.about else None,
            last_sent_at=self.last_sent_at,
            completes=self.completes,
            missed_at=self.missed_at,
            realm_id=self.realm_id,
            refused_at=self.refused_at,
        )


class StoredSyncRecord(Contract):
    """Everything remembered of a location-day. The table's own attributes (keys, lease) are not part of it."""

    schema_version: Literal[1] = 1
    merchant_id: BooksIdentifier
    business_date: date
    location: Identifier
    state: SyncState
    due_at: Instant
    updated_at: Instant
    revision: int = 0
    attempts: int = 0
    content_hash: str = ""
    document: StoredPostedDocument | None = None
    gaps: tuple[str, ...] = ()
    reason: HoldReason | None = None
    message: str = ""
    details: tuple[str, ...] = ()
    intent: StoredIntent | None = None
    lines_hash: str = ""
    deltas: tuple[StoredPostedDocument, ...] = ()
    released: tuple[str, ...] = ()
    fault_code: int | None = None
    settled_at: Instant | None = None
    requeued: int = 0
    drift: StoredDrift | None = None
    vendor_wait: StoredVendorWait | None = None
    open_work: OpenWork | None = None
    question: str = ""
    tries: int = 0
    calls: int = 0
    directive_number: int = 0
    directive_place: Place | None = None
    directive_at: Instant | None = None
    directives_done: int = 0

    @classmethod
    def of(cls, record: SyncRecord) -> Self:
        """The stored form."""
        return cls(
            merchant_id=record.day.merchant_id,
            business_date=record.day.business_date,
            location=record.day.location,
            state=record.state,
            due_at=record.due_at,
            updated_at=record.updated_at,
            revision=record.revision,
            attempts=record.attempts,
            content_hash=record.content_hash,
            document=StoredPostedDocument.of(record.document) if record.document else None,
            gaps=record.gaps,
            reason=record.reason,
            message=record.message,
            details=record.details,
            intent=StoredIntent.of(record.intent) if record.intent else None,
            lines_hash=record.lines_hash,
            deltas=tuple(StoredPostedDocument.of(delta) for delta in record.deltas),
            released=tuple(sorted(record.released)),
            fault_code=record.fault_code,
            settled_at=record.settled_at,
            requeued=record.requeued,
            drift=StoredDrift.of(record.drift) if record.drift else None,
            vendor_wait=StoredVendorWait.of(record.vendor_wait) if record.vendor_wait else None,
            open_work=record.open_work,
            question=record.question,
            tries=record.tries,
            calls=record.calls,
            directive_number=record.directive.number if record.directive else 0,
            directive_place=record.directive.place if record.directive else None,
            directive_at=record.directive.asked_at if record.directive else None,
            directives_done=record.directives_done,
        )

    def to_domain(self) -> SyncRecord:
        """The domain's form."""
        return SyncRecord(
            day=LocationDay(BooksId(self.merchant_id), self.business_date, self.location),
            state=self.state,
            due_at=self.due_at,
            updated_at=self.updated_at,
            revision=self.revision,
            attempts=self.attempts,
            content_hash=self.content_hash,
            document=self.document.to_domain() if self.document else None,
            gaps=self.gaps,
            reason=self.reason,
            message=self.message,
            details=self.details,
            intent=self.intent.to_domain() if self.intent else None,
            lines_hash=self.lines_hash,
            deltas=tuple(delta.to_domain() for delta in self.deltas),
            released=frozenset(self.released),
            fault_code=self.fault_code,
            settled_at=self.settled_at,
            requeued=self.requeued,
            drift=self.drift.to_domain() if self.drift else None,
            vendor_wait=self.vendor_wait.to_domain() if self.vendor_wait else None,
            open_work=self.open_work,
            question=self.question,
            tries=self.tries,
            calls=self.calls,
            directive=self._directive,
            directives_done=self.directives_done,
        )

    @property
    def _directive(self) -> Directive | None:
        if self.directive_place is None or self.directive_at is None:
            return None
        return Directive(self.directive_number, self.directive_place, self.directive_at)
