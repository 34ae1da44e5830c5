"""The published JSON Schemas are the contracts, byte by byte, and other people's validators accept what we send."""

import json
from pathlib import Path

import jsonschema
import pytest

from daybook.contracts.plan_syncs_event import SCHEDULED_TIME, schedule_input
from daybook.contracts.schemas import PUBLISHED, file_name, schema_text, write_schemas
from daybook.contracts.stored_connection import StoredConnection
from daybook.contracts.stored_mapping import StoredMapping
from daybook.contracts.stored_profile import StoredProfile
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.business_date import NOON
from daybook.domain.sync import SyncCause, SyncRequest
from unit.aws.builders import NOW, connection, day, mapping, profile

SCHEMAS = Path(__file__).parents[3] / "schemas"
SENT = {
    "sync-message-v1": SyncMessage.of(SyncRequest(day(), SyncCause.REPLAY, NOW)).text(),
    "plan-syncs-event-v1": schedule_input("304267", "America/Toronto", NOON).replace(
        SCHEDULED_TIME, "2026-11-24T17:00:00Z"
    ),
    "stored-connection-v1": StoredConnection.of(connection()).text(),
    "stored-profile-v1": StoredProfile.of(profile()).text(),
    "stored-mapping-v1": StoredMapping.of(mapping()).text(),
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
