"""How the figures of a day get into the books and stay right there: first posting, correction, closed books.

Never a second document for the same thing (design 4): a changed day is amended in place as the next revision; where its
period is closed, a dated delta entry in the first open period makes up the difference, or the day is held; a document
that a person edited is left alone.
"""

from collections.abc import Callable
from functools import partial

from daybook.application.closed_books import ClosedBooks
from daybook.application.guarded_calls import GuardedCalls
from daybook.application.ports import Ledger
from daybook.application.posting_target import PostingPorts, Target
from daybook.application.references import references_for
from daybook.domain.connection import Connection
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting_key import PostingKey
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
    TaxRecomputedError,
    shortened,
)


class Booking:
    """One try at one location-day."""

    def __init__(self, record: SyncRecord, calls: GuardedCalls, target: Target, ports: PostingPorts) -> None:
        self._record = record
        self._calls = calls
        self._target = target
        self._ports = ports
        self._ledger: Ledger = ports.ledger_of(target.connection)
        self._deltas = record.deltas
        # Whether the proof on record is missing although the document stands: it was found, not posted, by this try.
        self._unproved = False

    def run(self, cause: SyncCause) -> Outcome:
        """Make the books hold the target.

        Raises:
            NeedsAttentionError: a person must act; nothing was changed since the record was last settled, or the error
                holds what was.
            RetriableError: the outcome is unknown; the intent tells the next try.
        """
        document, content_hash, lines_hash = self._standing()
        if document is None and not self._deltas:
            return self._first_posting()
        if self._record.reason is HoldReason.RESPONSE_DIFFERS and document is not None:
            raise ResponseDiffersError(self._record.message, document=document, details=self._record.details)
        same_figures = content_hash == self._target.content_hash
        same_accounts = cause not in APPLY_MAPPING or lines_hash == self._target.lines_hash
        if same_figures and same_accounts:
            return self._posted(document) if self._unproved else self._unchanged(document, content_hash, lines_hash)
        return self._correct(document)

    def _standing(self) -> tuple[PostedDocument | None, str, str]:
        """The document that stands for the day and the hashes of what it holds; settles an unknown outcome first."""
        record, intent = self._record, self._record.intent
        proof = self._ports.proofs.get(record.day) if intent is not None else None
        if intent is not None and proof is not None and proof.revision == intent.revision:
            # A proof is written after QuickBooks has answered: the try before this one died on its last step.
            self._calls.know(intent.revision)
            document, self._deltas = self._calls.told_apart(proof.documents, self._target)
            return document, intent.content_hash, intent.lines_hash
        if intent is None or self._calls.may_repeat(intent, self._target):
            return record.document, record.content_hash, record.lines_hash
        as_lines = self._target.with_tax_as_lines()
        if intent.action is IntentAction.AMEND and intent.progress and self._calls.may_repeat(intent, as_lines):
            # The answer that tax had been put back into lines was lost: the same amendment once more.
            self._target = as_lines
            self._calls.resume(intent)
            return intent.progress, "", ""
        if intent.action is not IntentAction.POST:
            raise NeedsAttentionError(
                HoldReason.TOUCHED_IN_QUICKBOOKS,
                f"nobody knows whether the correction of {intent.doc_number} arrived: compare it in QuickBooks",
            )
        found = self._ledger.find(intent.kind, intent.doc_number)
        self._calls.know(intent.revision)
        self._unproved = found is not None
        return (found, intent.content_hash, intent.lines_hash) if found else (None, "", "")

    def _first_posting(self) -> Outcome:
        if not self._target.posting.lines:
            return Outcome(SyncState.EMPTY, content_hash=self._target.content_hash)
        if HoldReason.CLOSED_PERIOD in self._record.released:
            return self._post_delta(None)
        key = self._calls.next_key(self._target, self._target.kind)
        document = self._calls.document(key, self._target)
        references = self._references(document)
        done = self._calls.progress(key)
        post = partial(self._ledger.post, document, key.request_id, references, done=done)
        return self._write(IntentAction.POST, key, document, post)

    def _write(
        self, action: IntentAction, key: PostingKey, document: Document, call: Callable[[], PostedDocument]
    ) -> Outcome:
        try:
            posted = self._calls.carry_out(action, key, document, self._target, call)
        except TaxRecomputedError as recomputed:
            posted = self._amend_with_tax_as_lines(recomputed.document)
        return self._posted(posted)

    def _amend_with_tax_as_lines(self, posted: PostedDocument) -> PostedDocument:
        """QuickBooks computed another tax than the till collected: the same document, tax as a liability line.

        Exact to the cent and immune to automated sales tax (quickbooks-online reference 6.2, safe procedure).
        """
        self._target = self._target.with_tax_as_lines()
        key = self._calls.next_key(self._target, posted.kind)
        document = self._calls.document(key, self._target)
        references = self._references(document)
        amend = partial(self._ledger.amend, document, posted, key.request_id, references)
        return self._calls.carry_out(IntentAction.AMEND, key, document, self._target, amend, standing=posted)

    def _correct(self, posted: PostedDocument | None) -> Outcome:
        if posted is None or self._deltas:
            # Part of the day already lies in a later period; amending the document too would count it twice.
            return self._post_delta(posted)
        if HoldReason.TOUCHED_IN_QUICKBOOKS in self._record.released:
            return self._kept_as_edited(posted)
        closed = ClosedBooks(self._target.connection, self._record)
        try:
            closed.check(self._target.posting.business_date)
            return self._amend(posted)
        except NeedsAttentionError as stop:
            if stop.reason is HoldReason.CLOSED_PERIOD and closed.may_post_delta:
                return self._post_delta(posted)
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
        return self._write(action, key, document, amend if stays else replace)

    def _take_out(self, posted: PostedDocument, revision: int, request_id: str) -> Outcome:
        """The day holds nothing any more: its document leaves the books."""
        self._ledger.remove(posted, request_id)
        self._calls.know(revision)
        self._ports.proofs.delete(self._record.day)
        return Outcome(SyncState.EMPTY, content_hash=self._target.content_hash)

    def _post_delta(self, document: PostedDocument | None) -> Outcome:
        """Books closed: the difference to what the books hold becomes an entry in the first open period."""
        connection = self._with_closing_date_of_now()
        standing = self._ports.proofs.get(self._record.day)
        key = self._calls.next_key(self._target, DocumentKind.JOURNAL_ENTRY, part=f"C{len(self._deltas) + 1}")
        entry = ClosedBooks(connection, self._record).delta_entry(self._target.posting, standing, key)
        if entry is None:
            return self._posted(document)
        references = self._references(entry)
        post = partial(self._ledger.post, entry, key.request_id, references)
        posted = self._calls.carry_out(IntentAction.DELTA, key, entry, self._target, post)
        self._deltas = (*self._deltas, posted)
        return self._posted(document)

    def _with_closing_date_of_now(self) -> Connection:
        """The connection with the company as it is now; two metered reads, on a path that is rare."""
        company = self._ledger.company()
        connection = self._ports.connections.connection(self._record.day.merchant_id) or self._target.connection
        self._ports.connections.save_connection(connection.with_company(company))
        return self._target.connection.with_company(company)

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
        # What a person wrote is not on record, so nothing may be computed from what was.
        self._ports.proofs.delete(self._record.day)
        return Outcome(
            SyncState.POSTED,
            content_hash=self._target.content_hash,
            lines_hash=self._target.lines_hash,
            document=found,
            deltas=self._deltas,
            message=f"kept as edited in QuickBooks: {found.doc_number}",
        )

    def _unchanged(self, document: PostedDocument | None, content_hash: str, lines_hash: str) -> Outcome:
        # The gaps of the record are those of the document; a mapping made since does not change what the books hold.
        gaps = self._record.gaps if self._record.intent is None else self._target.gaps
        return Outcome(
            SyncState.POSTED_WITH_GAPS if gaps else SyncState.POSTED,
            content_hash=content_hash,
            lines_hash=lines_hash,
            document=document,
            gaps=gaps,
            deltas=self._deltas,
        )

    def _posted(self, document: PostedDocument | None) -> Outcome:
        target = self._target
        proof = prove(
            self._record.day,
            target.posting,
            target.reading.days,
            target.reading.controls,
            revision=self._calls.revision_spent,
            documents=tuple(d for d in (document, *self._deltas) if d is not None),
        )
        self._ports.proofs.save(proof)
        return Outcome(
            SyncState.POSTED_WITH_GAPS if target.gaps else SyncState.POSTED,
            content_hash=target.content_hash,
            lines_hash=target.lines_hash,
            document=document,
            gaps=target.gaps,
            deltas=self._deltas,
            message=target.note,
            details=shortened(target.reading.problems),
        )
