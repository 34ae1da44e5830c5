"""Decides the next `Step` of a day from the record and talech's figures. Pure functions, one branch per case.

Every case leads to the wanted books or to a hold of this module: closed, touched, differing. All other holds come from
an answer of QuickBooks or talech.
"""

from datetime import datetime

from daybook.application.posting.steps import (
    Correct,
    End,
    Figures,
    Forget,
    Hold,
    Keep,
    KeepAsEdited,
    LookAgain,
    Period,
    Repeat,
    Step,
    TakeBack,
    TakeOut,
    Write,
)
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import LOOK_UP_AFTER, BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.posting.sales_forms import Document
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Place
from daybook.domain.sync.drift import DriftKind
from daybook.domain.sync.location_day import APPLY_MAPPING, SyncCause, SyncRecord, SyncState
from daybook.domain.sync.releases import is_released, question_of, question_of_drift


def is_wanted_out(record: SyncRecord) -> bool:
    """Whether a person wants the day out of the books, by the newest request."""
    directive = record.open_directive
    return directive.place is Place.OUT if directive is not None else record.state is SyncState.UNDONE


def decide(record: SyncRecord, figures: Figures, cause: SyncCause, period: Period, now: datetime) -> Step:
    """The next step of a day without an open call, or with one that a look-up did not find (`Intent.missed_at`)."""
    if record.intent is not None:
        return _about_a_missing_call(record, figures, now)
    if is_wanted_out(record):
        return out_of_the_books(record)
    if record.books.is_nothing:
        return End(SyncState.EMPTY) if figures.is_empty else _first_posting(record, figures, period)
    if record.reason is HoldReason.RESPONSE_DIFFERS:
        return Hold(NeedsAttentionError(HoldReason.RESPONSE_DIFFERS, record.message, details=record.details))
    if record.open_work is OpenWork.PARTLY and not _keeps_the_edit(record):
        return _about_half_a_change(record, figures, period)
    return _about_a_whole_document(record, figures, cause, period)


def _keeps_the_edit(record: SyncRecord) -> bool:
    """Whether a person keeps documents of the day as edited; nothing more of it is written, even if half was."""
    if wants_edit_kept(record):
        return True
    document = record.document
    if document is None or record.deltas:
        return False
    is_accepted = document.is_kept_edit and record.open_work is None
    return is_accepted and not (record.is_posted and record.content_hash)


def _about_a_whole_document(record: SyncRecord, figures: Figures, cause: SyncCause, period: Period) -> Step:
    kept, is_changed = record.books.kept_edit, not has_figures(record, figures, cause)
    if kept is not None and record.content_hash and is_changed:
        return _beside_a_kept_edit(record, kept, figures)
    if _keeps_the_edit(record):
        return KeepAsEdited()
    return _changed(record, figures, period) if is_changed else Keep()


def _beside_a_kept_edit(record: SyncRecord, document: PostedDocument, figures: Figures) -> Step:
    """A release keeps the edit against these figures on these accounts, and against no later ones."""
    stop = NeedsAttentionError(
        HoldReason.TOUCHED_IN_QUICKBOOKS,
        f"{document.doc_number} stays as a person edited it, and talech or the accounts have changed since: keep the "
        "edit, or undo and redo the day",
    )
    stop.question = question_of(stop, document, figures.content_hash, figures.lines_hash)
    return KeepAsEdited() if is_released(record.released, stop.reason, stop.question) else Hold(stop)


def out_of_the_books(record: SyncRecord) -> Step:
    """The next step of a day that a person wants out; talech is not read."""
    return End(SyncState.UNDONE) if record.books.is_nothing else TakeOut(SyncState.UNDONE)


def wants_edit_kept(record: SyncRecord) -> bool:
    """Whether a person has released an edit that a worker met, or QuickBooks announced."""
    touched = HoldReason.TOUCHED_IN_QUICKBOOKS
    if record.reason is touched and is_released(record.released, touched, record.question):
        return True
    drift = record.drift
    edited = drift is not None and drift.kind is DriftKind.EDITED
    return bool(edited and drift and is_released(record.released, touched, question_of_drift(drift)))


def has_figures(record: SyncRecord, figures: Figures, cause: SyncCause) -> bool:
    """Whether the books have the figures, and also the accounts of today's mapping if it must be applied."""
    if not figures.are_known_as(record.content_hash):
        return False
    return cause not in APPLY_MAPPING or figures.lines_are_known_as(record.lines_hash)


def next_call(document: PostedDocument | None, wanted: Document | None) -> BooksCall | None:
    """The next call for the day's own document; None if it is as wanted.

    If several calls are needed, the order is: an invoice before its payments; payments are removed before their
    invoice; a document of another kind is removed before its successor. A smaller invoice is amended after its
    payments, because QuickBooks refuses a payment that is larger than the open amount, even if a later call reduces it.
    """
    if document is None:
        return None if wanted is None else BooksCall(CallAction.POST, wanted)
    if wanted is None or wanted.kind is not document.kind:
        if document.parts:
            return BooksCall(CallAction.PAY, None, document)
        return BooksCall(CallAction.REMOVE, None, document)
    is_paid_otherwise = wanted.kind is DocumentKind.INVOICE and document.payments_hash != wanted.payments_hash
    shrinks = len(document.parts) > 1 and wanted.total_minor < document.total_minor
    if document.body_hash != wanted.body_hash and not (is_paid_otherwise and shrinks):
        return BooksCall(CallAction.AMEND, wanted, document)
    return BooksCall(CallAction.PAY, wanted, document) if is_paid_otherwise else None


def _about_a_missing_call(record: SyncRecord, figures: Figures, now: datetime) -> Step:
    """The next step about an open call whose result a look-up did not find, and talech may tell the day otherwise now.

    Its bytes are sent once more as they were; other figures follow as a change of what these bytes make. A day that is
    empty or wanted out by now needs no new document: a second look-up finds none, and the call is dropped.
    """
    intent = record.intent
    if intent is None or intent.missed_at is None:
        raise ValueError(f"{record.day}: an open call is looked up before anything is decided")
    out = figures.is_empty or is_wanted_out(record)
    if not out or intent.action not in (CallAction.POST, CallAction.DELTA):
        return Repeat()
    second_look = intent.missed_at + LOOK_UP_AFTER
    return Forget() if now >= second_look else LookAgain(second_look)


def _about_half_a_change(record: SyncRecord, figures: Figures, period: Period) -> Step:
    if record.deltas and not record.deltas[-1].body_hash:
        return TakeBack()
    if record.deltas:
        # The parts of a day in two periods are not recorded separately, so the day starts again from nothing.
        return TakeOut(SyncState.DUE)
    if record.document is not None and record.document.is_kept_edit:
        return Hold(_undone_by_half(record.document))
    if period.refusal is not None:
        return Hold(
            NeedsAttentionError(
                HoldReason.CLOSED_PERIOD,
                f"the period was closed while a change of {record.day} was under way, and a part of it is in the "
                "books: reopen the period, and the rest follows by itself",
            )
        )
    return TakeOut(SyncState.EMPTY) if figures.is_empty else Write()


def _undone_by_half(document: PostedDocument) -> NeedsAttentionError:
    """An undo of a document that a person edited met a lock half-way: to bring it back would write over the edit."""
    stop = NeedsAttentionError(
        HoldReason.TOUCHED_IN_QUICKBOOKS,
        f"{document.doc_number} stays as a person edited it, and an undo has removed payments of it: keep it as it is, "
        "or undo the day again",
    )
    stop.question = question_of(stop, document)
    return stop


def _first_posting(record: SyncRecord, figures: Figures, period: Period) -> Step:
    """The next step of a day of which nothing is in the books: it is new, or a redo brings it back.

    Once QuickBooks has refused its date it is held; the merchant's choice for changes of closed periods is not asked.
    A person reopens the period, or releases the whole day to the first open date.
    """
    if _is_released_to_open_period(record, figures, period):
        return Correct()
    # Only QuickBooks knows whether the period was reopened: the worker tries to post, which costs no read.
    return Hold(closed(record, figures, period)) if period.refusal is not None else Write()


def _changed(record: SyncRecord, figures: Figures, period: Period) -> Step:
    if period.is_closed and not (period.may_correct or _is_released_to_open_period(record, figures, period)):
        return Hold(closed(record, figures, period))
    # A part of the day may be in a later period already; amending the document too would count it twice.
    if period.is_closed or record.document is None or record.deltas:
        return Correct()
    return TakeOut(SyncState.EMPTY) if figures.is_empty else Write()


def closed(record: SyncRecord, figures: Figures, period: Period) -> NeedsAttentionError:
    """The hold of a day in a closed period. A release settles only these figures on this date."""
    asked = NeedsAttentionError(HoldReason.CLOSED_PERIOD, "")
    refusal = period.refusal
    stop = NeedsAttentionError(
        HoldReason.CLOSED_PERIOD,
        f"the books are closed before {period.first_open}: reopen them, or post to the first open date",
        details=refusal.details if refusal is not None else (),
        fault_code=refusal.fault_code if refusal is not None else None,
    )
    # The text of QuickBooks' refusal varies, so it is shown but is not part of the question.
    stop.question = question_of(asked, record.document, figures.content_hash, period.first_open)
    return stop


def _is_released_to_open_period(record: SyncRecord, figures: Figures, period: Period) -> bool:
    question = closed(record, figures, period).question
    return is_released(record.released, HoldReason.CLOSED_PERIOD, question)
