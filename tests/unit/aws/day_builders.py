"""What the stores keep of a day, sensible by default: its record, its call, its documents, its proof."""

from dataclasses import fields
from datetime import date

from daybook.domain.chart.mapping import MappedTaxCode, MappedTaxRate
from daybook.domain.company.changes import (
    WatchedDocument,
)
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.posting.balanced_lines import PostingLine
from daybook.domain.posting.books_calls import BooksCall, CallAction, Intent
from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.proof.day_proof import Proof, ProofField
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncState
from unit.aws.builders import MERCHANT, NOW, REALM


def day(business_date=date(2026, 11, 23), *, location="304267:1", merchant_id=MERCHANT):
    return LocationDay(merchant_id, business_date, location)


def intent(revision=1, **changes):
    facts = {
        "kind": DocumentKind.JOURNAL_ENTRY,
        "revision": revision,
        "request_id": "5" * 40,
        "doc_number": "TL-20261123-ABCDEF",
        "content_hash": "c" * 64,
        "payload_hash": "p" * 64,
        "at": NOW,
    } | changes
    return Intent(**facts)


def half_paid_invoice():
    """An intent of an invoice that stands while one of its payments does not yet."""
    return intent(
        kind=DocumentKind.INVOICE,
        action=CallAction.PAY,
        lines_hash="l" * 64,
        progress=invoice(),
        about=invoice(),
        last_sent_at=NOW,
        missed_at=NOW,
        refused_at=NOW,
        completes=False,
        realm_id=REALM,
    )


def document():
    return PostedDocument(DocumentKind.JOURNAL_ENTRY, "148", "0", "TL-20261123-ABCDEF", 123_456, "1-6740-1")


def invoice():
    parts = (PostedPart("tender:CCRD:VISA@304267:1", "150", "0", 120_000), PostedPart("tender:CASH", "151", "1", 3_456))
    number, tid, body, payments = "TL-20261123-ABCDEF", "1-6740-2", "1:b0d7", "1:9a75"
    return PostedDocument(DocumentKind.INVOICE, "149", "2", number, 123_456, tid, parts, body, payments, "2:5f0d")


def sales_day(location_id="304267:1", *, business_date=date(2026, 11, 23)):
    """Every figure differs from every other, so that none can stand in for another."""
    names = [field.name for field in fields(SalesDay) if field.type in ("int", int)]
    return SalesDay(
        location_id=location_id,
        business_date=business_date,
        currency="CAD",
        revenue={"c1": 90_000, "none": 10_000},
        refunds={"c1": 500},
        taxes={"t_hst": 13_000},
        service_charges={"house": 700},
        tenders=(TenderTotal("CCRD", "CARD", "VISA", 120_000, 500), TenderTotal("CASH", "CASH", None, 3_456, 0)),
        tax_sets={"revenue:c1": {"t_hst": 80_000, "": 10_000}},
        **{name: 1000 + number for number, name in enumerate(names)},
    )


def proof(location_day=None, *, revision=1, lines=None):
    location_day = location_day or day()
    line = PostingLine(
        role=Role(RoleKind.TENDER, "CCRD", "VISA"),
        amount_minor=119_500,
        memo="Payments by VISA",
        location_id=location_day.location,
        account_id="35",
        customer_id="12",
        is_payment=True,
        tax_set="t_hst",
        figure="tenders",
    )
    sales = PostingLine(Role(RoleKind.REVENUE, "c1"), -119_500, "Sales", location_day.location, "79", figure="revenue")
    return Proof(
        day=location_day,
        revision=revision,
        currency="CAD",
        documents=(invoice(), document()),
        fields=(
            ProofField(location_day.location, "tip", None, 100, 100),
            ProofField(location_day.location, "grossRevenue", 119_500, 119_500, 119_499),
        ),
        lines=lines or (line, sales),
        sales_days=(sales_day(location_day.location, business_date=location_day.business_date),),
        tax_codes={"t_hst": MappedTaxCode("9", (MappedTaxRate("t_hst", "15", "13"),)), "": MappedTaxCode("4")},
        hash_version=1,
    )


def drift():
    return Drift(DriftKind.REMOVED, "148", NOW)


def watched_document():
    return WatchedDocument(day(location="all"), NOW)


def posted(state=SyncState.POSTED, *, gaps=(), message="", drift=None, **standing):
    """An outcome; everything else says what stands: document, deltas, lines_hash, revision, intent, open_work."""
    stands = BooksState(**{"revision": 1, "content_hash": "c" * 64, "document": document()} | standing)
    return Outcome(state, stands, gaps=gaps, message=message, drift=drift)


def sent_call(request_id="5" * 40, *, with_proof=True):
    """A journal entry on its way, with the proof that holds once it stands."""
    line = JournalLine(Side.DEBIT, "35", 119_500, "Cartes · Visa", "12", "304267:1")
    other = JournalLine(Side.CREDIT, "79", 119_500, "Ventes")
    entry = JournalEntry(date(2026, 11, 23), "TL-20261123-ABCDEF", "Daybook: é", "CAD", (line, other))
    key = PostingKey(REALM, date(2026, 11, 23), "304267:1", DocumentKind.JOURNAL_ENTRY, 1)
    return SentCall(request_id, key, BooksCall(CallAction.POST, entry), proof() if with_proof else None)


def settled(sync_log, location_day, outcome=None, *, directives_done=0):
    sync_log.claim(location_day, "worker")
    sync_log.settle(location_day, "worker", outcome or posted(), directives_done=directives_done)
