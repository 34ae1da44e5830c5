"""Calls to QuickBooks that leave a trace before they leave: intent first, outcome after (design 5)."""

from collections.abc import Callable
from datetime import timedelta

from daybook.application.ports import Clock, SyncLog
from daybook.application.posting_target import Target
from daybook.domain.document_notes import sales_note
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting_key import PostingKey
from daybook.domain.sales_forms import Document, document_of
from daybook.domain.sync import Intent, IntentAction, PartlyPostedError, PartlyRefusedError, PostedDocument, SyncRecord

# How long QuickBooks remembers a request id is not published (quickbooks-online reference 2.3). Older than this, an
# unknown outcome is settled by looking for the document number instead.
REQUEST_ID_TRUSTED_FOR = timedelta(days=1)


class GuardedCalls:
    """The calls of one try. `revision_spent` and `outcome_unknown` tell what to settle the record with."""

    def __init__(self, record: SyncRecord, owner: str, sync_log: SyncLog, clock: Clock) -> None:
        self._record = record
        self._owner = owner
        self._sync_log = sync_log
        self._clock = clock
        self.revision_spent = record.revision
        # A hold that comes before the question is answered must not make us forget that a call may have arrived.
        self.outcome_unknown = record.intent is not None

    def know(self, revision: int) -> None:
        """The outcome of a revision is known: the next call needs another."""
        self.revision_spent, self.outcome_unknown = revision, False

    def resume(self, intent: Intent) -> None:
        """The call of an intent is to be made once more, under the same revision; its outcome is still unknown."""
        self.revision_spent, self.outcome_unknown = intent.revision - 1, True

    def next_key(self, target: Target, kind: DocumentKind, *, part: str = "") -> PostingKey:
        """The key of the next revision; while an outcome is unknown that is the same revision again."""
        return self._key(target, kind, self.revision_spent + 1, part)

    def told_apart(
        self, documents: tuple[PostedDocument, ...], target: Target
    ) -> tuple[PostedDocument | None, tuple[PostedDocument, ...]]:
        """The day's own document among a proof's, if it has one, and its deltas: they carry another number."""
        number = self._key(target, target.kind, 1, "").doc_number
        own = next((document for document in documents if document.doc_number == number), None)
        return own, tuple(document for document in documents if document is not own)

    def document(self, key: PostingKey, target: Target) -> Document:
        """The document of a key: its number is the same in every revision, its note names the revision."""
        note = sales_note(key.business_date, key.location, key.revision, target.connection.language)
        return document_of(
            key.kind, target.posting, doc_number=key.doc_number, private_note=note, mapping=target.mapping
        )

    def is_remembered(self, intent: Intent) -> bool:
        """Whether QuickBooks still replays the answer to the call's request id."""
        return self._clock.now() - intent.at <= REQUEST_ID_TRUSTED_FOR

    def was_made_of(self, intent: Intent, target: Target) -> bool:
        """Whether the call was about this target: with it the same payload goes out again."""
        if intent.action is IntentAction.DELTA:
            return intent.lines_hash == target.lines_hash
        if not target.posting.lines:
            return False
        key = self._key(target, intent.kind, intent.revision, "")
        return self.document(key, target).content_hash == intent.payload_hash

    def progress(self, key: PostingKey) -> PostedDocument | None:
        """What an earlier try of the same revision left standing of an invoice."""
        intent = self._record.intent
        return intent.progress if intent is not None and intent.revision == key.revision else None

    def carry_out(
        self,
        action: IntentAction,
        key: PostingKey,
        document: Document,
        target: Target,
        call: Callable[[], PostedDocument],
        *,
        standing: PostedDocument | None = None,
    ) -> PostedDocument:
        """Write the intent, make the call, and know what became of it as far as that can be known.

        `standing` is a document that the record does not hold yet and the call changes.

        Raises:
            NeedsAttentionError: QuickBooks refused for good.
            RetriableError: the outcome is unknown; the intent stays.
        """
        self._remember(action, key, document, target, self.progress(key) or standing)
        self.outcome_unknown = True
        try:
            posted = call()
        except (PartlyPostedError, PartlyRefusedError) as partly:
            self._remember(action, key, document, target, partly.document)
            raise
        except NeedsAttentionError as refusal:
            # Refused for good: QuickBooks may replay the refusal to the same request id, so the next try needs another.
            # Only a dead grant is refused before the request id is looked at, and tells nothing about an earlier call.
            if refusal.reason is not HoldReason.NEEDS_RECONNECT:
                self.know(key.revision)
            raise
        self.know(key.revision)
        return posted

    def _remember(
        self,
        action: IntentAction,
        key: PostingKey,
        document: Document,
        target: Target,
        progress: PostedDocument | None,
    ) -> None:
        earlier = self._record.intent
        intent = Intent(
            kind=document.kind,
            revision=key.revision,
            request_id=key.request_id,
            doc_number=key.doc_number,
            content_hash=target.content_hash,
            payload_hash=document.content_hash,
            # A repeated call keeps its first instant: that is when QuickBooks began to remember the request id.
            at=earlier.at if earlier and earlier.revision == key.revision else self._clock.now(),
            lines_hash=target.lines_hash,
            action=action,
            progress=progress,
        )
        self._sync_log.record_intent(self._record.day, self._owner, intent)

    def _key(self, target: Target, kind: DocumentKind, revision: int, part: str) -> PostingKey:
        day = self._record.day
        # A refund receipt is what an invoice day below zero becomes; its key is that of the chosen kind.
        chosen = DocumentKind.INVOICE if kind is DocumentKind.REFUND_RECEIPT else kind
        realm_id = target.connection.company.realm_id
        return PostingKey(realm_id, day.business_date, day.location, chosen, revision, part)
