"""How the figures of a day get into the books and stay right there: first posting, correction, closed books.

Never a second document for the same thing (design 4): a changed day is amended in place as the next revision; where its
period is closed, a dated delta entry in the first open period makes up the difference, or the day is held; a document
that a person edited is left alone.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from daybook.application.closed_books import ClosedBooks
from daybook.application.delta import as_posted, delta_of
from daybook.application.guarded_calls import GuardedCalls
from daybook.application.interrupted import Standing, standing_of
from daybook.application.keep_proof import keep_proof
from daybook.application.ports import Ledger
from daybook.application.posting_target import TAX_REFUSED, PostingPorts, Target
from daybook.application.references import references_for
from daybook.application.renew_company import with_company_of_now
from daybook.domain.booked_lines import BookedLines, booked_lines
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
    TaxRefusedError,
    shortened,
)

Call = Callable[[Document, PostingKey, CompanyReferences], PostedDocument]


class Booking:
    """One try at one location-day."""

    def __init__(self, record: SyncRecord, calls: GuardedCalls, target: Target, ports: PostingPorts) -> None:
        self._record = record
        self._calls = calls
        self._target = target
        self._ports = ports
        self._ledger: Ledger = ports.ledger_of(target.connection)
        self._deltas = record.deltas

    def run(self, cause: SyncCause) -> Outcome:
        """Make the books hold the target.

        Raises:
            NeedsAttentionError: a person must act; nothing was changed since the record was last settled, or the error
                holds what was.
            RetriableError: the outcome is unknown; the intent tells the next try.
        """
        proof = self._ports.proofs.get(self._record.day) if self._record.intent is not None else None
        standing = standing_of(self._record, self._calls, self._target, proof, self._ledger)
        self._target, self._deltas, document = standing.target, standing.deltas, standing.document
        if standing.delta_is_open:
            return self._post_delta(document)
        if document is None and not self._deltas:
            return self._first_posting()
        if self._record.reason is HoldReason.RESPONSE_DIFFERS and document is not None:
            raise ResponseDiffersError(self._record.message, document=document, details=self._record.details)
        if document and HoldReason.TOUCHED_IN_QUICKBOOKS in self._record.released and not self._deltas:
            return self._kept_as_edited(document)
        same_figures = standing.content_hash == self._target.content_hash
        same_accounts = cause not in APPLY_MAPPING or standing.lines_hash == self._target.lines_hash
        if same_figures and same_accounts:
            return self._finished(document) if standing.is_unproved else self._unchanged(standing)
        return self._correct(document)

    def _finished(self, found: PostedDocument | None) -> Outcome:
        """What was found may be a part of what was sent: an invoice gets the payments that it still lacks."""
        if found is None or found.kind is not DocumentKind.INVOICE:
            return self._posted(found)
        return self._write(IntentAction.POST, found.kind, self._sending(found))

    def _sending(self, found: PostedDocument | None = None) -> Call:
        def post(document: Document, key: PostingKey, references: CompanyReferences) -> PostedDocument:
            return self._ledger.post(document, key.request_id, references, done=found or self._calls.progress(key))

        return post

    def _first_posting(self) -> Outcome:
        if not self._target.posting.lines:
            return Outcome(SyncState.EMPTY, content_hash=self._target.content_hash)
        if HoldReason.CLOSED_PERIOD in self._record.released:
            return self._post_delta(None)
        return self._write(IntentAction.POST, self._target.kind, self._sending())

    def _write(self, action: IntentAction, kind: DocumentKind, call: Call) -> Outcome:
        try:
            posted = self._written(action, kind, call)
        except TaxRefusedError:
            # Nothing was stored: the same document goes out again, its tax as liability lines, under the next revision.
            self._target = replace(self._target.with_tax_as_lines(), note=TAX_REFUSED)
            posted = self._written(action, kind, call)
        return self._posted(posted)

    def _written(self, action: IntentAction, kind: DocumentKind, call: Call) -> PostedDocument:
        key = self._calls.next_key(self._target, kind)
        document = self._calls.document(key, self._target)
        made = partial(call, document, key, self._references(document))
        try:
            return self._calls.carry_out(action, key, document, self._target, made)
        except TaxRecomputedError as recomputed:
            return self._amend_with_tax_as_lines(recomputed.document)

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

        def amend(document: Document, key: PostingKey, references: CompanyReferences) -> PostedDocument:
            return self._ledger.amend(document, posted, key.request_id, references)

        def instead(document: Document, key: PostingKey, references: CompanyReferences) -> PostedDocument:
            self._ledger.remove(posted, key.removal_request_id)
            return self._ledger.post(document, key.request_id, references)

        # An invoice that became a refund receipt, or back, is another kind of paper: the old one goes first.
        stays = self._calls.document(key, self._target).kind is posted.kind
        action = IntentAction.AMEND if stays else IntentAction.REPLACE
        return self._write(action, posted.kind, amend if stays else instead)

    def _take_out(self, posted: PostedDocument, revision: int, request_id: str) -> Outcome:
        """The day holds nothing any more: its document leaves the books."""
        self._ledger.remove(posted, request_id)
        self._calls.know(revision)
        self._ports.proofs.delete(self._record.day)
        return Outcome(SyncState.EMPTY, content_hash=self._target.content_hash)

    def _post_delta(self, document: PostedDocument | None) -> Outcome:
        """Books closed: what they lack becomes a document in the first open period."""
        standing = self._ports.proofs.get(self._record.day)
        self._target = as_posted(self._target, standing)
        delta = delta_of(self._target, standing, document, self._record)
        self._target = replace(self._target, note=delta.note or self._target.note)
        if not delta.moves:
            return self._posted(document, delta.booked)
        closed = ClosedBooks(self._with_closing_date_of_now(), self._record)
        kind = DocumentKind.SALES_RECEIPT if delta.on_form else DocumentKind.JOURNAL_ENTRY
        key = self._calls.next_key(self._target, kind, part=f"C{len(self._deltas) + 1}")
        paper = closed.paper(delta, self._target, key)
        post = partial(closed.post, paper, key, self._references(paper), self._ledger)
        posted = self._calls.carry_out(IntentAction.DELTA, key, paper, self._target, post)
        self._deltas = (*self._deltas, posted)
        return self._posted(document, delta.booked)

    def _with_closing_date_of_now(self) -> Connection:
        """The connection with the company as it is now, read on a path that is rare, and once a try."""
        connection, is_of_now = self._target.connection, self._target.company_is_of_now
        return connection if is_of_now else with_company_of_now(connection, self._ports)

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

    def _unchanged(self, standing: Standing) -> Outcome:
        # The gaps of the record are those of the document, unless the mapping of today would book the very same lines.
        is_of_record = self._record.intent is None and standing.lines_hash != self._target.lines_hash
        gaps, noted = self._record.gaps if is_of_record else self._target.gaps, bool(self._record.message)
        return Outcome(
            SyncState.POSTED_WITH_GAPS if gaps else SyncState.POSTED,
            content_hash=standing.content_hash,
            lines_hash=standing.lines_hash,
            document=standing.document,
            gaps=gaps,
            deltas=self._deltas,
            # What was noted when the day was posted stays true for as long as its document stays.
            message=self._record.message if self._record.is_posted and (is_of_record or noted) else self._target.note,
            drift=self._record.drift,
        )

    def _posted(self, document: PostedDocument | None, booked: BookedLines | None = None) -> Outcome:
        target = self._target
        kind = document.kind if document else target.kind
        proof = prove(
            self._record.day,
            target.posting.currency,
            booked or booked_lines(target.posting, target.mapping, kind),
            target.reading.days,
            target.reading.controls,
            revision=self._calls.revision_spent,
            documents=tuple(d for d in (document, *self._deltas) if d is not None),
        )
        keep_proof(proof, target.connection, self._ports)
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
