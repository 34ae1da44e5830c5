"""Put one location-day into the books, exactly once (design 5).

1. Take the lease.  2. Read the day and refuse what does not tie.  3. Write the intent.  4. POST with the request id
that follows from the posting key.  5. Write the outcome. A crash between any two steps heals on the next try, because
the intent tells the next worker what may already be in QuickBooks.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from daybook.application.ports import Clock, ConnectionStore, Ledger, SalesSource, SyncLog
from daybook.application.read_sales_days import read_sales_days
from daybook.domain.connection import Connection, ConnectionStatus
from daybook.domain.documents import DocumentKind, JournalEntry, journal_entry
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting import Posting, build_posting
from daybook.domain.posting_key import PostingKey
from daybook.domain.sales import SalesDay
from daybook.domain.sync import (
    Intent,
    LocationDay,
    Outcome,
    PostedDocument,
    ResponseDiffersError,
    SyncRecord,
    SyncState,
)

# How long QuickBooks remembers a request id is not published (quickbooks-online reference 2.3). Older than this, an
# unknown outcome is settled by looking for the document number instead.
REQUEST_ID_TRUSTED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PostingPorts:
    """What the use case needs; `sales_of` and `ledger_of` open one merchant's systems."""

    connections: ConnectionStore
    sync_log: SyncLog
    sales_of: Callable[[str], SalesSource]
    ledger_of: Callable[[Connection], Ledger]
    clock: Clock


def post_location_day(day: LocationDay, owner: str, ports: PostingPorts, *, last_try: bool = False) -> Outcome:
    """Bring the location-day to an outcome: posted, posted with gaps, empty, or held for a named reason.

    `owner` identifies this worker for the lease. With `last_try` a failure that could have been retried is recorded
    as failed, because the message goes to the dead-letter queue next.

    Raises:
        RetriableError: nothing is lost and the same call may succeed later.
    """
    record = ports.sync_log.claim(day, owner)
    attempt = _Attempt(record, owner, ports)
    try:
        outcome = attempt.run()
    except NeedsAttentionError as stop:
        outcome = _held(stop, record)
        if stop.reason is HoldReason.NEEDS_RECONNECT:
            _mark_disconnected(day.merchant_id, ports.connections)
    except RetriableError as error:
        if last_try:
            ports.sync_log.fail(day, owner, str(error))
        else:
            ports.sync_log.release(day, owner)
        raise
    except Exception as bug:
        # Not swallowed: the record says that the day failed, the traceback goes on to the queue and the alarm.
        ports.sync_log.fail(day, owner, f"{type(bug).__name__}: {bug}")
        raise
    ports.sync_log.settle(day, owner, outcome, revision=attempt.revision_spent, keep_intent=attempt.outcome_unknown)
    return outcome


class _Attempt:
    """One try at one location-day."""

    def __init__(self, record: SyncRecord, owner: str, ports: PostingPorts) -> None:
        self._record = record
        self._owner = owner
        self._ports = ports
        self.revision_spent = record.revision
        # A hold that comes before the question is answered must not make us forget that a POST may have arrived.
        self.outcome_unknown = record.intent is not None

    def run(self) -> Outcome:
        """Read, compare, post."""
        day, connections = self._record.day, self._ports.connections
        connection = self._usable_connection()
        profile = connections.profile(day.merchant_id)
        mapping = connections.mapping_on(day.merchant_id, day.business_date)
        if profile is None or mapping is None:
            raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"{day} has no account mapping yet: finish the setup")
        sales_days = read_sales_days(day, profile, connection, self._ports.sales_of(day.merchant_id))
        posting = build_posting(sales_days, mapping)
        return self._bring_into_the_books(connection, posting, _content_hash(sales_days))

    def _bring_into_the_books(self, connection: Connection, posting: Posting, content_hash: str) -> Outcome:
        record, ledger = self._record, self._ports.ledger_of(connection)
        if record.document is not None:
            return self._compare_with_posted(content_hash, record.document)
        if record.intent is not None and not self._may_repeat(record.intent, connection, posting):
            found = ledger.find_journal_entry(record.intent.doc_number)
            if found is not None:
                return self._adopt(record.intent, posting, content_hash, found)
            self.revision_spent, self.outcome_unknown = record.intent.revision, False
        if not posting.lines:
            return Outcome(SyncState.EMPTY, content_hash=content_hash)
        key = self._key(connection, self.revision_spent + 1)
        entry = self._entry(key, posting)
        self._remember(key, entry, content_hash)
        return _posted(content_hash, self._post(ledger, entry, key), _gap_names(posting))

    def _post(self, ledger: Ledger, entry: JournalEntry, key: PostingKey) -> PostedDocument:
        self.outcome_unknown = True
        try:
            document = ledger.post_journal_entry(entry, key.request_id)
        except NeedsAttentionError as refusal:
            # Refused for good: QuickBooks may replay the refusal to the same request id, so the next try needs another.
            # Only a dead grant is refused before the request id is looked at, and tells nothing about an earlier POST.
            if refusal.reason is not HoldReason.NEEDS_RECONNECT:
                self.revision_spent, self.outcome_unknown = key.revision, False
            raise
        self.revision_spent, self.outcome_unknown = key.revision, False
        return document

    def _may_repeat(self, intent: Intent, connection: Connection, posting: Posting) -> bool:
        """Whether the POST can be repeated under its request id: same payload, and recent enough to be remembered."""
        if not posting.lines or self._ports.clock.now() - intent.at > REQUEST_ID_TRUSTED_FOR:
            return False
        return self._entry(self._key(connection, intent.revision), posting).content_hash == intent.payload_hash

    def _adopt(self, intent: Intent, posting: Posting, content_hash: str, found: PostedDocument) -> Outcome:
        """The earlier POST did arrive: keep its document instead of making a second one."""
        self.revision_spent, self.outcome_unknown = intent.revision, False
        if intent.content_hash != content_hash:
            return _changed_after_posting(intent.content_hash, found)
        return _posted(content_hash, found, _gap_names(posting))

    def _compare_with_posted(self, content_hash: str, document: PostedDocument) -> Outcome:
        if self._record.reason is HoldReason.RESPONSE_DIFFERS:
            raise ResponseDiffersError(self._record.message, document=document, details=self._record.details)
        if content_hash == self._record.content_hash:
            return _posted(content_hash, document, self._record.gaps)
        return _changed_after_posting(self._record.content_hash, document)

    def _remember(self, key: PostingKey, entry: JournalEntry, content_hash: str) -> None:
        earlier = self._record.intent
        intent = Intent(
            kind=key.kind,
            revision=key.revision,
            request_id=key.request_id,
            doc_number=key.doc_number,
            content_hash=content_hash,
            payload_hash=entry.content_hash,
            # A repeated POST keeps its first instant: that is when QuickBooks began to remember the request id.
            at=earlier.at if earlier and earlier.revision == key.revision else self._ports.clock.now(),
        )
        self._ports.sync_log.record_intent(self._record.day, self._owner, intent)

    def _key(self, connection: Connection, revision: int) -> PostingKey:
        day = self._record.day
        kind = DocumentKind.JOURNAL_ENTRY
        return PostingKey(connection.company.realm_id, day.business_date, day.location, kind, revision)

    def _entry(self, key: PostingKey, posting: Posting) -> JournalEntry:
        note = f"Daybook: talech sales of {key.business_date}, location {key.location}, revision {key.revision}"
        return journal_entry(posting, doc_number=key.doc_number, private_note=note)

    def _usable_connection(self) -> Connection:
        merchant_id = self._record.day.merchant_id
        connection = self._ports.connections.connection(merchant_id)
        if connection is None or connection.status is not ConnectionStatus.CONNECTED:
            raise NeedsAttentionError(
                HoldReason.NEEDS_RECONNECT, f"merchant {merchant_id} is not connected to QuickBooks: connect again"
            )
        return connection


def _content_hash(days: tuple[SalesDay, ...]) -> str:
    return hashlib.sha256("".join(day.content_hash for day in days).encode()).hexdigest()


def _gap_names(posting: Posting) -> tuple[str, ...]:
    return tuple(sorted({str(gap.role) for gap in posting.gaps}))


def _posted(content_hash: str, document: PostedDocument, gaps: tuple[str, ...]) -> Outcome:
    state = SyncState.POSTED_WITH_GAPS if gaps else SyncState.POSTED
    return Outcome(state, content_hash=content_hash, document=document, gaps=gaps)


def _changed_after_posting(posted_hash: str, document: PostedDocument) -> Outcome:
    return Outcome(
        SyncState.HELD,
        content_hash=posted_hash,
        document=document,
        reason=HoldReason.CHANGED_AFTER_POSTING,
        message=f"talech changed the day after it was posted as {document.doc_number}; the books hold what was posted",
    )


def _mark_disconnected(merchant_id: str, connections: ConnectionStore) -> None:
    connection = connections.connection(merchant_id)
    if connection is not None and connection.status is ConnectionStatus.CONNECTED:
        connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))


def _held(stop: NeedsAttentionError, record: SyncRecord) -> Outcome:
    document = stop.document if isinstance(stop, ResponseDiffersError) else record.document
    return Outcome(
        SyncState.HELD,
        content_hash=record.content_hash,
        document=document,
        reason=stop.reason,
        message=str(stop),
        details=stop.details,
    )
