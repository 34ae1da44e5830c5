"""Takes a day's documents out of QuickBooks, and leaves a trace first: a crash must not hide a missing day."""

from daybook.application.posting_target import PostingPorts
from daybook.domain.connection import Connection
from daybook.domain.documents import DocumentKind
from daybook.domain.posting_key import PostingKey
from daybook.domain.sync import Intent, IntentAction, Outcome, PostedDocument, SyncRecord, SyncState


class Removal:
    """One removal. Whoever meets its intent carries it out once more: what is gone already is fine."""

    def __init__(self, record: SyncRecord, connection: Connection, ports: PostingPorts) -> None:
        self._record = record
        self._ports = ports
        self._connection = connection
        self.revision = record.revision + 1

    @property
    def intent(self) -> Intent:
        """What is on record before the first call."""
        first = self._documents[0]
        return Intent(
            kind=first.kind,
            revision=self.revision,
            request_id=self._key(0).removal_request_id,
            doc_number=first.doc_number,
            content_hash=self._record.content_hash,
            payload_hash="",
            at=self._ports.clock.now(),
            lines_hash=self._record.lines_hash,
            action=IntentAction.REMOVE,
        )

    def carry_out(self) -> Outcome:
        """Remove the day's own document, then its corrections: if it is locked, the books remain as they were.

        Raises:
            NeedsAttentionError: a bank deposit, a closed period or a person's edit locks a document.
            RetriableError: QuickBooks did not answer; the same call may be repeated.
        """
        ledger = self._ports.ledger_of(self._connection)
        for number, document in enumerate(self._documents):
            ledger.remove(document, self._key(number).removal_request_id)
        self._ports.proofs.delete(self._record.day)
        return Outcome(SyncState.UNDONE, message="taken out of the books on request")

    @property
    def _documents(self) -> tuple[PostedDocument, ...]:
        return tuple(each for each in (self._record.document, *self._record.deltas) if each is not None)

    def _key(self, number: int) -> PostingKey:
        realm_id, day = self._connection.company.realm_id, self._record.day
        kind, part = DocumentKind.JOURNAL_ENTRY, f"undo{number}"
        return PostingKey(realm_id, day.business_date, day.location, kind, self.revision, part)


def as_it_was(record: SyncRecord) -> Outcome:
    """How a day ends that nothing was changed of."""
    return Outcome(
        record.state,
        content_hash=record.content_hash,
        lines_hash=record.lines_hash,
        document=record.document,
        gaps=record.gaps,
        reason=record.reason,
        message=record.message,
        details=record.details,
        deltas=record.deltas,
        fault_code=record.fault_code,
    )
