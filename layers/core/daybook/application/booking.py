"""How the figures of a day get into the books and stay right there: first posting, correction, closed books.

Never a second document for the same thing (design 4): a changed day is amended in place as the next revision; where its
period is closed, a dated delta entry in the first open period makes up the difference, or the day is held; a document
that a person edited is left alone.
"""

from daybook.application.closed_books import ClosedBooks
from daybook.application.guarded_calls import GuardedCalls
from daybook.application.ports import Ledger
from daybook.application.posting_target import PostingPorts, Target
from daybook.application.references import references_for
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.proof import prove
from daybook.domain.references import CompanyReferences
from daybook.domain.sales_forms import Document
from daybook.domain.sync import (
    APPLY_MAPPING,
    IntentAction,
    Outcome,
    PostedDocument,
    ResponseDiffersError,
    SyncCause,
    SyncRecord,
    SyncState,
)


class Booking:
    """One try at one location-day."""

    def __init__(self, record: SyncRecord, calls: GuardedCalls, target: Target, ports: PostingPorts) -> None:
        self._record = record
        self._calls = calls
        self._target = target
        self._ports = ports
        self._ledger: Ledger = ports.ledger_of(target.connection)

    def run(self, cause: SyncCause) -> Outcome:
        """Make the books hold the target.

        Raises:
            NeedsAttentionError: a person must act; nothing was changed since the record was last settled, or the error
                holds what was.
            RetriableError: the outcome is unknown; the intent tells the next try.
        """
        document, content_hash, lines_hash = self._standing()
        if document is None:
            return self._first_posting()
        if self._record.reason is HoldReason.RESPONSE_DIFFERS:
            raise ResponseDiffersError(self._record.message, document=document, details=self._record.details)
        same_figures = content_hash == self._target.content_hash
        same_accounts = cause not in APPLY_MAPPING or lines_hash == self._target.lines_hash
        if same_figures and same_accounts:
            return self._unchanged(document, content_hash, lines_hash)
        return self._correct(document)

    def _standing(self) -> tuple[PostedDocument | None, str, str]:
        """The document that stands for the day and the hashes of what it holds; settles an unknown outcome first."""
        record, intent = self._record, self._record.intent
        if intent is None or self._calls.may_repeat(intent, self._target):
            return record.document, record.content_hash, record.lines_hash
        if intent.action is not IntentAction.POST:
            raise NeedsAttentionError(
                HoldReason.TOUCHED_IN_QUICKBOOKS,
                f"nobody knows whether the correction of {intent.doc_number} arrived: compare it in QuickBooks",
            )
        found = self._ledger.find(intent.kind, intent.doc_number)
        self._calls.know(intent.revision)
        return (found, intent.content_hash, intent.lines_hash) if found else (None, "", "")

    def _first_posting(self) -> Outcome:
        if not self._target.posting.lines:
            return Outcome(SyncState.EMPTY, content_hash=self._target.content_hash)
        if HoldReason.CLOSED_PERIOD in self._record.released:
            return self._post_delta()
        key = self._calls.next_key(self._target, self._target.kind)
        document = self._calls.document(key, self._target)
        references = self._references(document)
        done = self._calls.progress(key)
        posted = self._calls.carry_out(
            IntentAction.POST,
            key,
            document,
            self._target,
            lambda: self._ledger.post(document, key.request_id, references, done=done),
        )
        return self._posted(posted)

    def _correct(self, posted: PostedDocument) -> Outcome:
        if HoldReason.TOUCHED_IN_QUICKBOOKS in self._record.released:
            return self._kept_as_edited(posted)
        if self._record.deltas:
            # Part of the day already lies in a later period; amending the document too would count it twice.
            return self._post_delta()
        closed = ClosedBooks(self._target.connection, self._record)
        try:
            closed.check(self._target.posting.business_date)
            return self._amend(posted)
        except NeedsAttentionError as stop:
            if stop.reason is HoldReason.CLOSED_PERIOD and closed.may_post_delta:
                return self._post_delta()
            raise

    def _amend(self, posted: PostedDocument) -> Outcome:
        key = self._calls.next_key(self._target, posted.kind)
        if not self._target.posting.lines:
            return self._take_out(posted, key.revision, key.removal_request_id)
        document = self._calls.document(key, self._target)
        references = self._references(document)

        def amend() -> PostedDocument:
            return self._ledger.amend(document, posted, key.request_id, references)

        def replace() -> PostedDocument:
            self._ledger.remove(posted, key.removal_request_id)
            return self._ledger.post(document, key.request_id, references)

        # An invoice that became a refund receipt, or back, is another kind of paper: the old one goes first.
        stays = document.kind is posted.kind
        action = IntentAction.AMEND if stays else IntentAction.REPLACE
        return self._posted(self._calls.carry_out(action, key, document, self._target, amend if stays else replace))

    def _take_out(self, posted: PostedDocument, revision: int, request_id: str) -> Outcome:
        """The day holds nothing any more: its document leaves the books."""
        self._ledger.remove(posted, request_id)
        self._calls.know(revision)
        self._ports.proofs.delete(self._record.day)
        return Outcome(SyncState.EMPTY, content_hash=self._target.content_hash)

    def _post_delta(self) -> Outcome:
        """Books closed: the difference to what the books hold becomes an entry in the first open period."""
        connection = self._target.connection.with_company(self._ledger.company())
        self._ports.connections.save_connection(connection)
        standing = self._ports.proofs.get(self._record.day)
        key = self._calls.next_key(self._target, DocumentKind.JOURNAL_ENTRY, part=f"C{len(self._record.deltas) + 1}")
        entry = ClosedBooks(connection, self._record).delta_entry(self._target.posting, standing, key)
        if entry is None:
            return self._posted(self._record.document)
        references = self._references(entry)
        posted = self._calls.carry_out(
            IntentAction.DELTA,
            key,
            entry,
            self._target,
            lambda: self._ledger.post(entry, key.request_id, references),
        )
        return self._posted(self._record.document, deltas=(*self._record.deltas, posted))

    def _references(self, document: Document) -> CompanyReferences:
        return references_for(
            document, self._target.mapping, self._ledger, self._ports.connections, self._record.day.merchant_id
        )

    def _kept_as_edited(self, posted: PostedDocument) -> Outcome:
        """A person decided that their edit in QuickBooks stays: the day counts as posted with what is there."""
        found = self._ledger.find(posted.kind, posted.doc_number)
        if found is None:
            raise NeedsAttentionError(
                HoldReason.TOUCHED_IN_QUICKBOOKS, f"{posted.doc_number} is gone from QuickBooks: undo and redo the day"
            )
        return Outcome(
            SyncState.POSTED,
            content_hash=self._target.content_hash,
            lines_hash=self._target.lines_hash,
            document=found,
            deltas=self._record.deltas,
            message=f"kept as edited in QuickBooks: {found.doc_number}",
        )

    def _unchanged(self, document: PostedDocument, content_hash: str, lines_hash: str) -> Outcome:
        # The gaps of the record are those of the document; a mapping made since does not change what the books hold.
        gaps = self._record.gaps if self._record.document is not None else self._target.gaps
        return Outcome(
            SyncState.POSTED_WITH_GAPS if gaps else SyncState.POSTED,
            content_hash=content_hash,
            lines_hash=lines_hash,
            document=document,
            gaps=gaps,
            deltas=self._record.deltas,
        )

    def _posted(self, document: PostedDocument | None, *, deltas: tuple[PostedDocument, ...] | None = None) -> Outcome:
        deltas = self._record.deltas if deltas is None else deltas
        target = self._target
        proof = prove(
            self._record.day,
            target.posting,
            target.reading.days,
            target.reading.controls,
            revision=self._calls.revision_spent,
            documents=tuple(d for d in (document, *deltas) if d is not None),
        )
        self._ports.proofs.save(proof)
        return Outcome(
            SyncState.POSTED_WITH_GAPS if target.gaps else SyncState.POSTED,
            content_hash=target.content_hash,
            lines_hash=target.lines_hash,
            document=document,
            gaps=target.gaps,
            deltas=deltas,
            details=target.reading.problems,
        )
