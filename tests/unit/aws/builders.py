"""Domain values that the stores keep, sensible by default."""

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta

import factories
from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import (
    ChangedEntry,
    ChangeNotice,
    ChangeVerb,
    CompanyChanges,
    CompanyEntity,
    WatchedDocument,
)
from daybook.domain.company.connection import (
    ClosedBooksPolicy,
    Company,
    Connection,
    ConnectionStatus,
    LocationMode,
    PostingChoice,
    TokenSet,
    UntiedPolicy,
)
from daybook.domain.day.adjustments import AdjustmentLimit
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.merchant.business_date import BusinessCalendar, DaySettings
from daybook.domain.merchant.profile import Category, MerchantProfile, Tax, Tender
from daybook.domain.posting.balanced_lines import PostingLine
from daybook.domain.posting.books_calls import BooksCall, CallAction, Intent
from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.proof.day_proof import Proof, ProofField
from daybook.domain.proof.moved_balances import MovedBalance
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncState

MERCHANT = "304267"
REALM = "9341453000000001"
NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


def company(realm_id=REALM):
    return Company(
        realm_id=realm_id,
        name="Café de la Reine inc.",
        country="CA",
        home_currency="CAD",
        tracks_classes=True,
        tracks_locations=False,
        book_close_date=date(2025, 12, 31),
        subscription="PLUS",
    )


def connection(merchant_id=MERCHANT, *, realm_id=REALM, status=ConnectionStatus.CONNECTED):
    return Connection(
        merchant_id=merchant_id,
        company=company(realm_id),
        status=status,
        connected_at=NOW,
        document_kind=DocumentKind.SALES_RECEIPT,
        location_mode=LocationMode.COMBINED,
        untied_policy=UntiedPolicy.POST_AND_FLAG,
        language="fr",
        closed_books_policy=ClosedBooksPolicy.DELTA,
        changes=(PostingChoice(date(2026, 12, 1), DocumentKind.INVOICE, LocationMode.SEPARATE),),
        adjustment_limit=AdjustmentLimit(250),
        clears_tenders=True,
    )


def profile(merchant_id=MERCHANT):
    moved = BusinessCalendar(
        (
            DaySettings(date(2020, 1, 1), time(4), "America/Toronto"),
            DaySettings(date(2026, 6, 1), time(2, 30), "America/Halifax"),
        )
    )
    shop = factories.location()
    return MerchantProfile(
        merchant_id=merchant_id,
        name="Café de la Reine",
        plan="PREMIUM",
        country="CA",
        is_demo=False,
        locations=(shop, factories.location("304268:1", zone=moved.history[-1].zone)),
        categories=(Category("c1", shop.id, "Boissons"),),
        taxes=(Tax("t1", "TVH", "PERCENT", "13"), Tax("t2", "Éco-frais", "FLAT", None)),
        tenders=(Tender("CASH", "CASH", "Comptant"),),
        card_types=("VISA",),
        apps_allowed=False,
    )


def mapping(version=1, *, effective_from=date(2020, 1, 1)):
    return AccountMapping(
        version=version,
        effective_from=effective_from,
        accounts={"revenue": "79", "tender:CCRD:VISA": "35"},
        suspense_account="99",
        customers={"84": "12"},
        labels={"revenue:c1": "Boissons"},
        account_names={"79": "Ventes", "99": "En suspens"},
        account_types={"79": "Income"},
        tax_codes={
            "": MappedTaxCode("4"),
            "t_gst+t_qst": MappedTaxCode(
                "7", (MappedTaxRate("t_gst", "11", "5"), MappedTaxRate("t_qst", "12", "9.975"))
            ),
        },
    )


def references(**changes):
    facts = {
        "customer_id": "12",
        "items": {"79": "5"},
        "payment_methods": {"VISA": "3"},
        "departments": {"304267:1": "1"},
        "classes": {"304267:1": "2"},
    } | changes
    return CompanyReferences(**facts)


def tokens(*, realm_id=REALM, access="access-1", refresh="refresh-1", version=0, hard_expires_at=None):
    return TokenSet(
        realm_id=realm_id,
        access_token=access,
        access_expires_at=NOW + timedelta(hours=1),
        refresh_token=refresh,
        refresh_expires_at=NOW + timedelta(days=100),
        hard_expires_at=hard_expires_at,
        version=version,
    )


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


_SEEN_ITEM = ChangedEntry(CompanyEntity.ITEM, "5", NOW, lost=True, seen=True)


def company_changes():
    """Lists that were read, entries that changed since, a tax code that is gone, and balances that were moved."""
    entries = (
        ChangedEntry(CompanyEntity.ACCOUNT, "79", NOW + timedelta(hours=1)),
        ChangedEntry(CompanyEntity.CLASS, "", NOW + timedelta(hours=2)),
        ChangedEntry(CompanyEntity.TAX_CODE, "7", NOW, lost=True),
    )
    moved = (MovedBalance("35", NOW), MovedBalance("79", NOW, "5", "80", took_history=False))
    return CompanyChanges(REALM, NOW, (*entries, _SEEN_ITEM), version=1, moved=moved)


def change_notice(notice_id="5c0f3a1e-Account-79", **changes):
    facts = {"realm_id": REALM, "entity": CompanyEntity.ACCOUNT, "id": "79", "verb": ChangeVerb.MERGED, "at": NOW}
    return ChangeNotice(notice_id, **facts | changes)


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
