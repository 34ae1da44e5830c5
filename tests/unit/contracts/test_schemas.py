"""The published JSON Schemas are the contracts, byte by byte, and other people's validators accept what we send."""

import json
from pathlib import Path

import jsonschema
import pytest

from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.plan_syncs_event import SCHEDULED_TIME, schedule_input
from daybook.contracts.schemas import PUBLISHED, file_name, schema_text, write_schemas
from daybook.contracts.stored_rows import STORED_ROWS
from daybook.contracts.sync_message import SyncMessage
from daybook.contracts.watchdog_event import WatchdogEvent
from daybook.domain.merchant.business_date import NOON
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from generate import NEXT_STEP
from unit.aws.builders import NOW, change_notice
from unit.aws.day_builders import day
from unit.contracts.stored_examples import EXAMPLES

SCHEMAS = Path(__file__).parents[3] / "schemas"
SENT = {
    "sync-message-v1": SyncMessage.of(SyncRequest(day(), SyncCause.REPLAY, NOW)).text(),
    "change-notices-message-v1": ChangeNoticesMessage.of((change_notice(),)).text(),
    "plan-syncs-event-v1": schedule_input("304267", "America/Toronto", NOON).replace(
        SCHEDULED_TIME, "2026-11-24T17:00:00Z"
    ),
    "watchdog-event-v1": WatchdogEvent(scheduled_time=NOW).text(),
    **{f"{row.name}-v1": json.dumps(row.document(EXAMPLES[row.name])) for row in STORED_ROWS},
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_schema_is_its_contract(name):
    """A change that breaks a reader gets a new version and a file of its own."""
    assert (SCHEMAS / file_name(name)).read_text("utf-8") == schema_text(name), NEXT_STEP


@pytest.mark.parametrize("name", SENT)
def test_what_is_sent_is_valid_by_its_published_schema(name):
    schema = json.loads((SCHEMAS / file_name(name)).read_text("utf-8"))

    jsonschema.validate(json.loads(SENT[name]), schema, jsonschema.Draft202012Validator)


def test_the_schemas_are_written_where_they_are_asked_for(tmp_path):
    write_schemas(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {file_name(name) for name in PUBLISHED}
