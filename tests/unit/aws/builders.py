"""Domain values that the stores keep, sensible by default."""

from datetime import UTC, date, datetime, time, timedelta

import factories
from daybook.domain.business_date import BusinessCalendar, DaySettings
from daybook.domain.connection import Company, Connection, ConnectionStatus, LocationMode, TokenSet, UntiedPolicy
from daybook.domain.documents import DocumentKind
from daybook.domain.mapping import AccountMapping
from daybook.domain.merchant import Category, MerchantProfile, Tax, Tender
from daybook.domain.sync import Intent, LocationDay, Outcome, PostedDocument, SyncState

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
        document_kind=DocumentKind.JOURNAL_ENTRY,
        location_mode=LocationMode.COMBINED,
        untied_policy=UntiedPolicy.POST_AND_FLAG,
        language="fr",
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
    )


def mapping(version=1, *, effective_from=date(2020, 1, 1)):
    return AccountMapping(
        version=version,
        effective_from=effective_from,
        accounts={"revenue": "79", "tender:CCRD:VISA": "35"},
        suspense_account="99",
        customers={"84": "12"},
        labels={"revenue:c1": "Boissons"},
    )


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


def intent(revision=1):
    return Intent(
        kind=DocumentKind.JOURNAL_ENTRY,
        revision=revision,
        request_id="5" * 40,
        doc_number="TL-20261123-ABCDEF",
        content_hash="c" * 64,
        payload_hash="p" * 64,
        at=NOW,
    )


def document():
    return PostedDocument(DocumentKind.JOURNAL_ENTRY, "148", "0", "TL-20261123-ABCDEF", 123_456, "1-6740-1")


def posted(**changes):
    facts = {"state": SyncState.POSTED, "content_hash": "c" * 64, "document": document()} | changes
    return Outcome(**facts)
