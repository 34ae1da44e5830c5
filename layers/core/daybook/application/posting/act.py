"""Carries out a `Step` that changes the books, call by call; each result is recorded before the next call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from daybook.application.posting import outcomes
from daybook.application.posting.carry_out import Change, carry_out, repeat
from daybook.application.posting.correction import as_posted, correction_document, delta_of, outside_tax_return
from daybook.application.posting.decide import next_call
from daybook.application.posting.ports import Attempt
from daybook.application.posting.prove import store_proof
from daybook.application.posting.reading.references import references_for
from daybook.application.posting.reading.wanted import Wanted
from daybook.application.posting.recovering.recover import over
from daybook.application.posting.steps import Forget, Period, Repeat, TakeBack, TakeOut
from daybook.domain.company.connection import ClosedBooksPolicy, Connection
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument, TaxRecomputedError, TaxRefusedError
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.location_day import Outcome, SyncRecord, SyncState
from daybook.domain.sync.releases import question_of

_OWN_TAX = "QuickBooks works the tax of the correction out by itself"


def period_of(business_date: date, connection: Connection) -> Period:
    """Whether the period of a date is open, according to the last reading of the company."""
    closed_through = connection.company.book_close_date
    may_correct = connection.closed_books_policy is ClosedBooksPolicy.DELTA
    if closed_through is None or business_date > closed_through:
        return Period(is_closed=False, first_open=business_date, may_correct=may_correct)
    return Period(is_closed=True, first_open=closed_through + timedelta(days=1), may_correct=may_correct)


def open_call_settled(step: Repeat | Forget, record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """Send a call once more, or drop it, after look-ups did not find its result."""
    if isinstance(step, Repeat):
        return repeat(record, attempt.systems.connections.references(record.day.merchant_id), attempt)
    forgotten = over(record)
    attempt.systems.sync_log.note(record.day, attempt.owner, forgotten.books)
    return forgotten


def write(record: SyncRecord, wanted: Wanted, attempt: Attempt) -> SyncRecord:
    """Make one call that brings the day's own document nearer to the wanted one; if none is needed, store the proof."""
    kind = record.document.kind if record.document is not None else wanted.kind
    revision = record.revision + 1
    document = wanted.document(record.day, kind, revision)
    call = next_call(record.document, document)
    figures = wanted.figures
    proof = wanted.proof(record.day, wanted.key(record.day, kind, revision).kind)
    if call is None:
        whole = replace(
            record,
            content_hash=figures.content_hash,
            lines_hash=figures.lines_hash,
            open_work=OpenWork.UNPROVED,
        )
        return store_proof(whole, proof, attempt)
    completes = next_call(_after(call), document) is None
    change = Change(
        call,
        wanted.key(record.day, kind, revision),
        figures.content_hash,
        figures.lines_hash,
        completes,
        proof if completes else None,
    )
    systems = attempt.systems
    ledger = systems.ledger_of(attempt.connection)
    references = references_for(document, wanted.mapping, ledger, systems.connections, record.day.merchant_id)
    return carry_out(change, record, references, attempt)


def take_out(step: TakeOut | TakeBack, record: SyncRecord, attempt: Attempt, content_hash: str = "") -> SyncRecord:
    """Make one call that removes the next part of the day: payments, then their invoice, then corrections.

    If a bank deposit or a person's edit locks a part, a person's undo is refused before anything is removed.

    Raises:
        NeedsAttentionError: a part is locked.
    """
    documents = record.books.documents
    by_a_person = isinstance(step, TakeOut) and step.ends_as is SyncState.UNDONE
    if by_a_person and record.open_work is None and (len(documents) > 1 or documents[0].parts):
        lock = attempt.systems.ledger_of(attempt.connection).locks_of(documents)
        if lock is not None:
            raise lock
    document = documents[-1] if isinstance(step, TakeBack) else documents[0]
    call = next_call(document, None) or BooksCall(CallAction.REMOVE, None, document)
    last = len(documents) == 1 and call.action is CallAction.REMOVE
    key = _removal_key(record, document, attempt)
    references = attempt.systems.connections.references(record.day.merchant_id)
    if isinstance(step, TakeOut):
        return carry_out(Change(call, key, content_hash, "", last and _ends(step)), record, references, attempt)
    proof = attempt.systems.proofs.get(record.day)
    whole = Change(call, key, record.content_hash, record.lines_hash, completes=True, proof=proof)
    taken = carry_out(whole, record, references, attempt)
    # A correction may follow, so record first that this state is proved.
    attempt.systems.sync_log.note(record.day, attempt.owner, taken.books)
    return taken


def correct(record: SyncRecord, wanted: Wanted, period: Period, attempt: Attempt) -> tuple[SyncRecord, Wanted]:
    """Post the difference between wanted and booked lines as a document in the first open period.

    Raises:
        NeedsAttentionError: the content of the books is not recorded, or the tax return would miss the correction.
    """
    systems = attempt.systems
    proved = None if record.books.is_overtaken else systems.proofs.get(record.day)
    wanted = as_posted(wanted, proved)
    delta = delta_of(wanted, proved, record)
    wanted = replace(wanted, note=delta.note or wanted.note)
    figures, proof = wanted.figures, wanted.proof(record.day, wanted.kind, delta.booked)
    if not delta.moves:
        whole = replace(
            record,
            content_hash=figures.content_hash,
            lines_hash=figures.lines_hash,
            open_work=OpenWork.UNPROVED,
        )
        return store_proof(whole, proof, attempt), wanted
    kind = DocumentKind.SALES_RECEIPT if delta.on_form else DocumentKind.JOURNAL_ENTRY
    key = wanted.key(record.day, kind, record.revision + 1, part=f"C{len(record.deltas) + 1}")
    document = correction_document(delta, wanted, record.document, key, period.first_open)
    change = Change(
        BooksCall(CallAction.DELTA, document),
        key,
        figures.content_hash,
        figures.lines_hash,
        completes=True,
        proof=proof,
    )
    ledger = systems.ledger_of(attempt.connection)
    references = references_for(document, wanted.mapping, ledger, systems.connections, record.day.merchant_id)
    try:
        return carry_out(change, record, references, attempt), wanted
    except TaxRecomputedError as recomputed:
        standing_now = systems.sync_log.get(record.day)
        if standing_now is not None:
            take_out(TakeBack(), standing_now, attempt)
        raise _own_tax(record, delta.question, recomputed) from recomputed
    except TaxRefusedError as refused:
        raise _own_tax(record, delta.question, refused) from refused


def kept_as_edited(record: SyncRecord, wanted: Wanted, attempt: Attempt) -> Outcome:
    """A person wants to keep the edit in QuickBooks: the day counts as posted with its documents as they are now.

    Raises:
        NeedsAttentionError: a document is gone, or was edited again since the person decided.
    """
    ledger = attempt.systems.ledger_of(attempt.connection)
    found = []
    for document in record.books.documents:
        now = ledger.as_it_is(document)
        if now is None:
            what = f"{document.doc_number} is gone from QuickBooks: undo and redo the day"
            raise NeedsAttentionError(HoldReason.TOUCHED_IN_QUICKBOOKS, what)
        found.append(now)
    _check_that_it_is_the_same_edit(record, found)
    # The edited content is not recorded: the proof only names the documents, in case the record is lost.
    proof = wanted.proof(record.day, found[0].kind)
    left = replace(proof, revision=record.revision, documents=tuple(found), is_overtaken=True)
    attempt.systems.proofs.save(left)
    return outcomes.kept_as_edited(record, found, wanted, attempt.now)


def _check_that_it_is_the_same_edit(record: SyncRecord, found: Sequence[PostedDocument]) -> None:
    touched = HoldReason.TOUCHED_IN_QUICKBOOKS
    if record.reason is not touched or not record.details or not record.question:
        return
    asked = NeedsAttentionError(touched, "it was edited again since this edit was accepted", details=record.details)
    questions = [question_of(asked, document) for document in found]
    if record.question not in questions:
        asked.question = questions[0]
        raise asked


def _own_tax(record: SyncRecord, question: str, stop: NeedsAttentionError) -> NeedsAttentionError:
    """The hold for a correction that QuickBooks would tax differently: with tax as a line the return would miss it."""
    outside = outside_tax_return(record.day, _OWN_TAX, stop.details)
    outside.question = question
    return outside


def _after(call: BooksCall) -> PostedDocument | None:
    """The content of the books after a call, as far as the next call depends on it."""
    document, about = call.document, call.about
    if call.action is CallAction.REMOVE or document is None:
        return None if call.action is CallAction.REMOVE or about is None else replace(about, parts=())
    before = about or PostedDocument(document.kind, "", "", document.doc_number, document.total_minor)
    if call.action is CallAction.PAY:
        return replace(before, payments_hash=document.payments_hash)
    return replace(before, body_hash=document.body_hash)


def _ends(step: TakeOut | TakeBack) -> bool:
    return isinstance(step, TakeOut) and step.ends_as is not SyncState.DUE


def _removal_key(record: SyncRecord, document: PostedDocument, attempt: Attempt) -> PostingKey:
    realm_id, day = attempt.connection.company.realm_id, record.day
    return PostingKey(realm_id, day.business_date, day.location, document.kind, record.revision, part="out")
