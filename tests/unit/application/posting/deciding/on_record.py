"""Records, documents and figures of one day, as the pure functions of a posting take them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from daybook.application.posting.decide import closed
from daybook.application.posting.steps import Figures, Hold, Period
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import CallAction, Intent
from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side
from daybook.domain.posting.posted_documents import NO_PAYMENTS, PostedDocument, PostedPart
from daybook.domain.posting.sales_forms import FormLine, SalesForm, TenderPayment
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState
from daybook.domain.sync.releases import release_of

DATE, NEXT_OPEN = date(2026, 11, 23), date(2026, 12, 1)
DAY = LocationDay("m_1", DATE, "304267:1")
NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
OPEN, CLOSED = Period(is_closed=False, first_open=DATE), Period(is_closed=True, first_open=NEXT_OPEN)
CORRECTED_LATER = Period(is_closed=True, first_open=NEXT_OPEN, may_correct=True)
ENTRY, INVOICE, RECEIPT = DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT
TENDERS = ("cash", "card")


def hash_of(minor):
    """The hash of figures that sold so much: of this release."""
    return f"2:sold-{minor}"


def figures(minor, kind=ENTRY, accounts=""):
    """A day that sold so much, on accounts of some name; nothing is an empty day."""
    return Figures(hash_of(minor), f"{hash_of(minor)}{accounts}", kind, is_empty=minor == 0)


def document(minor, kind=ENTRY, *, on=DATE, number="TL-20261123-ABCDE"):
    """What is sent for such a day."""
    if kind is ENTRY:
        earned, spent = (Side.CREDIT, Side.DEBIT) if minor > 0 else (Side.DEBIT, Side.CREDIT)
        lines = (JournalLine(spent, "cash", abs(minor), ""), JournalLine(earned, "sales", abs(minor), ""))
        return JournalEntry(on, number, "Daybook", "CAD", lines)
    sold = FormLine("sales", minor, "")
    if kind is RECEIPT:
        return SalesForm(kind, on, number, "Daybook", "CAD", (sold, FormLine("cash", -minor, "")))
    parts = (minor - minor // 2, minor // 2)
    payments = tuple(TenderPayment(tender, "cash", part, "") for tender, part in zip(TENDERS, parts, strict=True))
    return SalesForm(kind, on, number, "Daybook", "CAD", (sold,), payments)


def posted(minor, kind=ENTRY, *, paid=True, document_id="100", version=0):
    """The document as it stands, an invoice with its payments."""
    sent = document(minor, kind)
    stands = PostedDocument(
        kind, document_id, str(version), sent.doc_number, sent.total_minor, body_hash=sent.body_hash
    )
    if kind is not INVOICE:
        return stands
    if not paid:
        return stands
    parts = tuple(
        PostedPart(f"{each.tender}|", f"2{place}", "0", each.amount_minor, sent.payment_hash(each))
        for place, each in enumerate(sent.payments)
    )
    return replace(stands, parts=parts, payments_hash=sent.payments_hash)


def correction(minor, *, document_id="300", body_hash="as sent"):
    """A correction in a later period."""
    return PostedDocument(ENTRY, document_id, "0", f"TL-20261123-ABCDE-C{document_id}", minor, body_hash=body_hash)


def record(minor=0, state=SyncState.POSTED, **facts):
    """A day that is on record with figures; without any nothing stands."""
    sold = hash_of(minor)
    known = {"content_hash": sold, "lines_hash": sold, "document": posted(minor), "revision": 1} if minor else {}
    return replace(SyncRecord(DAY, state, NOW, NOW), **{**known, **facts})


def intent(action=CallAction.POST, minor=1000, **facts):
    """A call without an answer, sent ten minutes ago."""
    sent_at = NOW - timedelta(minutes=10)
    known = {
        "kind": ENTRY,
        "revision": 1,
        "request_id": "id-1",
        "doc_number": "TL-20261123-ABCDE",
        "content_hash": hash_of(minor),
        "payload_hash": "bytes",
        "at": sent_at,
        "lines_hash": hash_of(minor),
        "action": action,
        "last_sent_at": sent_at,
    }
    return Intent(**{**known, **facts})


def without_payments(stands):
    """An invoice whose payments were all taken out."""
    return replace(stands, parts=(), payments_hash=NO_PAYMENTS)


def to_open_period(facts, told, period):
    """A person has released the day to the first open period."""
    release = release_of(HoldReason.CLOSED_PERIOD, closed(facts, told, period).question)
    return replace(facts, released=frozenset({release}))


def check_step(step, expected):
    """A step, or a hold by its reason."""
    if isinstance(expected, HoldReason):
        assert isinstance(step, Hold)
        assert step.stop.reason is expected
    else:
        assert step == expected
