"""Rows that the first release wrote, word for word: what it did not know yet has a value that changes nothing."""

from datetime import UTC, date, datetime

from daybook.contracts.stored_connection import StoredConnection
from daybook.contracts.stored_mapping import StoredMapping
from daybook.contracts.stored_sync_record import StoredSyncRecord
from daybook.domain.connection import ClosedBooksPolicy, Company, Connection, ConnectionStatus, LocationMode
from daybook.domain.documents import DocumentKind
from daybook.domain.mapping import AccountMapping
from daybook.domain.sync import Intent, IntentAction, LocationDay, PostedDocument, SyncRecord, SyncState

AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
CONNECTION = """
{"schema_version": 1, "merchant_id": "304267", "company": {"realm_id": "9341453000000001", "name": "Night Bar",
 "country": "CA", "home_currency": "CAD", "tracks_classes": true, "tracks_locations": false, "subscription": "PLUS"},
 "status": "connected", "connected_at": "2026-11-24T09:05:00Z", "document_kind": "journal_entry",
 "location_mode": "separate", "untied_policy": "hold", "language": "fr"}
"""
MAPPING = """
{"schema_version": 1, "version": 3, "effective_from": "2020-01-01", "accounts": {"revenue": "79"},
 "suspense_account": "99", "customers": {}, "labels": {"revenue:c1": "Boissons"}}
"""
SYNC_RECORD = """
{"schema_version": 1, "merchant_id": "304267", "business_date": "2026-11-23", "location": "304267:1",
 "state": "failed", "due_at": "2026-11-24T09:05:00.000000+00:00", "updated_at": "2026-11-24T09:05:00.000000+00:00",
 "revision": 1, "attempts": 3, "content_hash": "c", "document": {"kind": "journal_entry", "id": "148",
 "sync_token": "0", "doc_number": "TL-20261123-ABCDEF", "total_minor": 123456, "intuit_tid": "1-6740-1"},
 "gaps": [], "message": "TimeoutError", "details": [], "intent": {"kind": "journal_entry", "revision": 2,
 "request_id": "5", "doc_number": "TL-20261123-ABCDEF", "content_hash": "d", "payload_hash": "p",
 "at": "2026-11-24T09:05:00Z"}}
"""


def test_an_earlier_connection_holds_days_of_closed_books_and_never_changed_its_choice():
    read = StoredConnection.parse(CONNECTION).to_domain()

    company = Company("9341453000000001", "Night Bar", "CA", "CAD", True, False, None, "PLUS")  # noqa: FBT003
    assert read == Connection("304267", company, ConnectionStatus.CONNECTED, AT, language="fr")
    assert read.closed_books_policy is ClosedBooksPolicy.HOLD
    assert read.choice_on(date(2026, 11, 23)).location_mode is LocationMode.SEPARATE


def test_an_earlier_mapping_names_no_accounts():
    read = StoredMapping.parse(MAPPING).to_domain()

    assert read == AccountMapping(3, date(2020, 1, 1), {"revenue": "79"}, "99", labels={"revenue:c1": "Boissons"})


def test_an_earlier_record_was_about_to_post_and_knows_of_no_corrections():
    read = StoredSyncRecord.parse(SYNC_RECORD).to_domain()

    kind, number = DocumentKind.JOURNAL_ENTRY, "TL-20261123-ABCDEF"
    assert read == SyncRecord(
        LocationDay("304267", date(2026, 11, 23), "304267:1"),
        SyncState.FAILED,
        AT,
        AT,
        revision=1,
        attempts=3,
        content_hash="c",
        document=PostedDocument(kind, "148", "0", number, 123_456, "1-6740-1"),
        message="TimeoutError",
        intent=Intent(kind, 2, "5", number, "d", "p", AT),
    )
    assert read.intent.action is IntentAction.POST
