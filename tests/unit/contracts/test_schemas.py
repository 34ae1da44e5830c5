"""The published JSON Schemas are the contracts, byte by byte, and other people's validators accept what we send."""

import json
from pathlib import Path

import jsonschema
import pytest

from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.plan_syncs_event import SCHEDULED_TIME, schedule_input
from daybook.contracts.schemas import PUBLISHED, file_name, schema_text, write_schemas
from daybook.contracts.stored_company_changes import StoredCompanyChanges, StoredWatchedDocument
from daybook.contracts.stored_company_lists import StoredCompanyLists, StoredSampleDay
from daybook.contracts.stored_connection import StoredConnection
from daybook.contracts.stored_mapping import StoredMapping
from daybook.contracts.stored_moves import StoredMoves
from daybook.contracts.stored_notify import StoredNotice, StoredNotifyPreference
from daybook.contracts.stored_profile import StoredProfile
from daybook.contracts.stored_proof import StoredProof
from daybook.contracts.stored_references import StoredReferences
from daybook.contracts.stored_rows import EXPECTED_CLOSING
from daybook.contracts.stored_setup import StoredSetup
from daybook.contracts.stored_sync_record import StoredSyncRecord
from daybook.contracts.sync_message import SyncMessage
from daybook.contracts.watchdog_event import WatchdogEvent
from daybook.domain.books import BooksMove
from daybook.domain.business_date import NOON
from daybook.domain.closing import Closing, ExpectedClosing
from daybook.domain.errors import HoldReason
from daybook.domain.notify import Notice, NotifyPreference
from daybook.domain.sync import SyncCause, SyncRecord, SyncRequest, SyncState
from unit.aws.builders import (
    NOW,
    change_notice,
    company_changes,
    connection,
    day,
    drift,
    half_paid_invoice,
    invoice,
    mapping,
    profile,
    proof,
    references,
    watched_document,
)
from unit.aws.test_setup_store import ANSWERS, LISTS

SCHEMAS = Path(__file__).parents[3] / "schemas"
RECORD = SyncRecord(
    day(),
    SyncState.FAILED,
    NOW,
    NOW,
    document=invoice(),
    intent=half_paid_invoice(),
    deltas=(invoice(),),
    released=frozenset({HoldReason.NOT_TIED}),
    drift=drift(),
)
NOTICE = Notice(HoldReason.NOT_TIED, NOW, frozenset({day().business_date}), NOW, 1)
SENT = {
    "sync-message-v1": SyncMessage.of(SyncRequest(day(), SyncCause.REPLAY, NOW)).text(),
    "change-notices-message-v1": ChangeNoticesMessage.of((change_notice(),)).text(),
    "stored-company-changes-v1": StoredCompanyChanges.of(company_changes()).text(),
    "stored-watched-document-v1": StoredWatchedDocument.of(watched_document()).text(),
    "plan-syncs-event-v1": schedule_input("304267", "America/Toronto", NOON).replace(
        SCHEDULED_TIME, "2026-11-24T17:00:00Z"
    ),
    "watchdog-event-v1": WatchdogEvent(scheduled_time=NOW).text(),
    "stored-connection-v1": StoredConnection.of(connection()).text(),
    "stored-profile-v1": StoredProfile.of(profile()).text(),
    "stored-moves-v1": StoredMoves.of((BooksMove("304267:1", day().business_date, "304267@2"),)).text(),
    "stored-mapping-v1": StoredMapping.of(mapping()).text(),
    "stored-references-v1": StoredReferences.of(references()).text(),
    "stored-sync-record-v1": StoredSyncRecord.of(RECORD).text(),
    "stored-notify-preference-v1": StoredNotifyPreference.of(NotifyPreference("o@example.com", "fr", "t")).text(),
    "stored-notice-v1": StoredNotice.of(NOTICE).text(),
    "stored-proof-v1": StoredProof.of(proof()).text(),
    "stored-setup-v1": StoredSetup.of(ANSWERS).text(),
    "stored-company-lists-v1": StoredCompanyLists.of(LISTS).text(),
    "stored-expected-closing-v1": json.dumps(
        EXPECTED_CLOSING.document(ExpectedClosing("304267", Closing("America/Toronto", NOON), NOW).asked(NOW))
    ),
    "stored-sample-day-v1": StoredSampleDay.of(proof().sales_days).text(),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_schema_is_its_contract(name):
    """After a change: python -m daybook.contracts.schemas schemas. A breaking one gets a new version and file."""
    assert (SCHEMAS / file_name(name)).read_text("utf-8") == schema_text(name)


@pytest.mark.parametrize("name", SENT)
def test_what_is_sent_is_valid_by_its_published_schema(name):
    schema = json.loads((SCHEMAS / file_name(name)).read_text("utf-8"))

    jsonschema.validate(json.loads(SENT[name]), schema, jsonschema.Draft202012Validator)


def test_the_schemas_are_written_where_they_are_asked_for(tmp_path):
    write_schemas(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {file_name(name) for name in PUBLISHED}
