"""Rows that the first release wrote, word for word: what it did not know yet has a value that changes nothing."""

import json
from datetime import UTC, date, datetime

from daybook.contracts.stored_rows import (
    COMPANY_LISTS,
    CONNECTION,
    MAPPING,
    NOTIFY_PREFERENCE,
    PROOF,
    SETUP,
    SYNC_RECORD,
)
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import ClosedBooksPolicy, Company, Connection, ConnectionStatus, LocationMode
from daybook.domain.company.setup import SetupStep
from daybook.domain.posting.books_calls import CallAction, Intent
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState
from daybook.domain.telling.notify import NotifyPreference

AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
EARLIER_CONNECTION = """
{"schema_version": 1, "merchant_id": "304267", "company": {"realm_id": "9341453000000001", "name": "Night Bar",
 "country": "CA", "home_currency": "CAD", "tracks_classes": true, "tracks_locations": false, "subscription": "PLUS"},
 "status": "connected", "connected_at": "2026-11-24T09:05:00Z", "document_kind": "journal_entry",
 "location_mode": "separate", "untied_policy": "hold", "language": "fr"}
"""
EARLIER_MAPPING = """
{"schema_version": 1, "version": 3, "effective_from": "2020-01-01", "accounts": {"revenue": "79"},
 "suspense_account": "99", "customers": {}, "labels": {"revenue:c1": "Boissons"}}
"""
EARLIER_SETUP = """
{"schema_version": 1, "realm_id": "9341453000000001", "document_kind": "invoice", "one_revenue_account": false,
 "accounts": {"tip": "create"}, "departments": {}, "classes": {}, "answered": ["stores", "document"]}
"""
EARLIER_COMPANY_LISTS = """
{"schema_version": 1, "accounts": [["1", "Sales", "Income", "SalesOfProductIncome", true]], "classes": [],
 "departments": [], "read_at": "2026-11-24T09:05:00Z", "realm_id": "9341453000000001"}
"""
EARLIER_SYNC_RECORD = """
{"schema_version": 1, "merchant_id": "304267", "business_date": "2026-11-23", "location": "304267:1",
 "state": "failed", "due_at": "2026-11-24T09:05:00.000000+00:00", "updated_at": "2026-11-24T09:05:00.000000+00:00",
 "revision": 1, "attempts": 3, "content_hash": "c", "document": {"kind": "journal_entry", "id": "148",
 "sync_token": "0", "doc_number": "TL-20261123-ABCDEF", "total_minor": 123456, "intuit_tid": "1-6740-1"},
 "gaps": [], "message": "TimeoutError", "details": [], "intent": {"kind": "journal_entry", "revision": 2,
 "request_id": "5", "doc_number": "TL-20261123-ABCDEF", "content_hash": "d", "payload_hash": "p",
 "at": "2026-11-24T09:05:00Z"}}
"""


EARLIER_PROOF = """
{"schema_version": 1, "merchant_id": "304267", "business_date": "2026-11-23", "location": "304267:1", "revision": 1,
 "currency": "CAD", "documents": [{"kind": "sales_receipt", "id": "148", "sync_token": "0",
 "doc_number": "TL-20261123-ABCDE", "total_minor": 0, "intuit_tid": "1-6740-1"}], "fields": [],
 "lines": [{"role": "revenue:c1", "amount_minor": -1000, "memo": "Sales", "location_id": "304267:1", "account_id": "79",
 "figure": "revenue"}, {"role": "tender:CASH", "amount_minor": 1000, "memo": "Payments by CASH",
 "location_id": "304267:1", "account_id": "35", "is_payment": true, "figure": "tenders"}], "sales_days": []}
"""


def test_an_earlier_connection_holds_days_of_closed_books_and_never_changed_its_choice():
    read = CONNECTION.value(json.loads(EARLIER_CONNECTION))

    company = Company("9341453000000001", "Night Bar", "CA", "CAD", True, False, None, "PLUS")  # noqa: FBT003
    assert read == Connection("304267", company, ConnectionStatus.CONNECTED, AT, language="fr")
    assert read.closed_books_policy is ClosedBooksPolicy.HOLD
    assert read.choice_on(date(2026, 11, 23)).location_mode is LocationMode.SEPARATE


def test_an_earlier_mapping_names_no_accounts():
    read = MAPPING.value(json.loads(EARLIER_MAPPING))

    assert read == AccountMapping(3, date(2020, 1, 1), {"revenue": "79"}, "99", labels={"revenue:c1": "Boissons"})


def test_an_earlier_proof_does_not_know_its_tax_codes_and_keeps_its_hash():
    read = PROOF.value(json.loads(EARLIER_PROOF))

    assert read.tax_codes is None
    assert not read.booked.is_coded
    # The hash that the release without tax codes gave these very facts.
    assert read.hash == "69c92b8234d33e6c8d54f7735b869366e4e3f8d38b7c5c2d63d08e4cec95e06b"


def test_an_earlier_record_was_about_to_post_and_knows_of_no_corrections():
    read = SYNC_RECORD.value(json.loads(EARLIER_SYNC_RECORD))

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
    assert read.intent.action is CallAction.POST
    assert read.drift is None


def test_an_earlier_setup_keeps_taxes_as_lines_and_has_not_answered_about_codes():
    read = SETUP.value(json.loads(EARLIER_SETUP))

    assert (read.untaxed_code, read.tax_codes) == ("", {})
    assert read.answered == {SetupStep.STORES, SetupStep.DOCUMENT}


def test_earlier_lists_know_of_no_tax_codes_so_that_they_are_read_when_they_are_needed():
    assert COMPANY_LISTS.value(json.loads(EARLIER_COMPANY_LISTS)).tax_codes is None


def test_a_company_of_an_earlier_connection_sells_taxed_until_it_is_read_again():
    company = CONNECTION.value(json.loads(EARLIER_CONNECTION)).company

    assert (company.uses_sales_tax, company.automated_sales_tax) == (True, False)


def test_lists_remembered_before_accounts_had_numbers_are_read():
    (account, *_) = COMPANY_LISTS.value(json.loads(EARLIER_COMPANY_LISTS)).chart.accounts

    assert (account.number, account.currency, account.path) == ("", "", account.name)


def test_an_address_that_an_earlier_release_stored_counts_as_confirmed():
    row = {"schema_version": 1, "email": "owner@example.com", "language": "en", "unsubscribe_token": "stop-1"}

    assert NOTIFY_PREFERENCE.value(row) == NotifyPreference("owner@example.com", "en", "stop-1")
