"""Change data capture: what changed since a moment, deletions included (docs/quickbooks.md 2.6)."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.entities.definition import EntityDefinition
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.query.presentation import presented, presented_deletion
from quickbooks_simulator.registry import BY_NAME
from quickbooks_simulator.wire import Body

LONGEST_LOOK_BACK = timedelta(days=30)
MOST_OBJECTS = 1000


def changes(company: Company, entities: str, changed_since: str, now: datetime) -> Body:
    """The `CDCResponse`: one `QueryResponse` per entity asked for, empty where nothing changed.

    Raises:
        ApiFault: 2020 for a missing parameter, 2010 for an entity it does not cover, 2060 for a bad or too early time.
    """
    since = _since(changed_since, now)
    left = MOST_OBJECTS
    answers: list[Body] = []
    for definition in _definitions(entities):
        rows = _changed_rows(company, definition, since)[:left]
        left -= len(rows)
        answers.append({definition.name: rows, "startPosition": 1, "maxResults": len(rows)} if rows else {})
    return {"CDCResponse": [{"QueryResponse": answers}]}


def _definitions(entities: str) -> list[EntityDefinition]:
    names = [name.strip() for name in entities.split(",") if name.strip()]
    if not names:
        raise refusal("2020", "Required parameter entities is missing in the request", "entities")
    unknown = [name for name in names if name not in BY_NAME or not BY_NAME[name].in_change_data_capture]
    if unknown:
        raise refusal("2010", f"Change data capture does not cover {unknown[0]}", "entities")
    return [BY_NAME[name] for name in names]


def _since(text: str, now: datetime) -> datetime:
    if not text:
        raise refusal("2020", "Required parameter changedSince is missing in the request", "changedSince")
    try:
        since = datetime.fromisoformat(
            text.replace(" ", "+") if "T" in text else text
        )  # an unescaped + arrives as a blank
    except ValueError:
        raise refusal("2060", f"changedSince is not a time: {text!r}", "changedSince") from None
    since = since if since.tzinfo else since.replace(tzinfo=UTC)
    if now - since > LONGEST_LOOK_BACK:
        raise refusal("2060", "changedSince lies more than 30 days back", "changedSince")
    return since


def _changed_rows(company: Company, definition: EntityDefinition, since: datetime) -> list[Body]:
    return [
        presented_deletion(record) if record.deleted else deepcopy(presented(company, definition, record))
        for record in company.table(definition.name).values()
        if record.updated >= since
    ]
