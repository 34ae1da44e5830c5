"""What the stores keep of a merchant and a company, sensible by default."""

from datetime import UTC, date, datetime, time, timedelta

import factories
from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import ChangedEntry, ChangeNotice, ChangeVerb, CompanyChanges, CompanyEntity
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
from daybook.domain.merchant.business_date import BusinessCalendar, DaySettings
from daybook.domain.merchant.profile import Category, MerchantProfile, Tax, Tender
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proof.moved_balances import MovedBalance

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
