"""The contracts as JSON Schema, one file per version; `make generate` writes them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.contract import Contract
from daybook.contracts.mapping_template import MappingTemplate
from daybook.contracts.plan_syncs_event import PlanSyncsEvent
from daybook.contracts.replay_request import ReplayRequest
from daybook.contracts.row import Row
from daybook.contracts.stored_accountants import ACCOUNTANTS, CLIENT_NOTE, FIRM
from daybook.contracts.stored_answers import ANSWERED_NOTICES
from daybook.contracts.stored_balances import TYPED_AMOUNTS
from daybook.contracts.stored_clearing import CLEARING_RECORD, DOUBLE_INCOME_RECORD, LOOK_PLAN
from daybook.contracts.stored_rows import STORED_ROWS
from daybook.contracts.sync_message import SyncMessage
from daybook.contracts.watchdog_event import WatchdogEvent

PUBLISHED: Mapping[str, type[Contract] | Row[Any]] = {
    "sync-message-v1": SyncMessage,
    "plan-syncs-event-v1": PlanSyncsEvent,
    "watchdog-event-v1": WatchdogEvent,
    "replay-request-v1": ReplayRequest,
    "change-notices-message-v1": ChangeNoticesMessage,
    "mapping-template-v1": MappingTemplate,
    **{
        f"{row.name}-v{row.schema_version}": row
        for row in (
            *STORED_ROWS,
            CLEARING_RECORD,
            DOUBLE_INCOME_RECORD,
            LOOK_PLAN,
            ANSWERED_NOTICES,
            ACCOUNTANTS,
            CLIENT_NOTE,
            FIRM,
            TYPED_AMOUNTS,
        )
    },
}


def file_name(name: str) -> str:
    """Where the schema lies inside the folder."""
    return f"{name}.schema.json"


def schema_text(name: str) -> str:
    """The JSON Schema of a published contract, as its file holds it."""
    published = PUBLISHED[name]
    content = published.json_schema() if isinstance(published, Row) else published.model_json_schema()
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://daybook.example/schemas/{file_name(name)}",
        **content,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write every published schema into the folder."""
    for name in PUBLISHED:
        (folder / file_name(name)).write_text(schema_text(name), encoding="utf-8")
