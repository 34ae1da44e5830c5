"""A value of the domain is stored as it is, and read back whole by this release, an earlier one and a later one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum

import jsonschema
import pytest

from daybook.contracts.contract import ContractError
from daybook.contracts.row import Row
from daybook.domain.sync.closing import Closing
from daybook.domain.sync.location_day import SyncRecord, SyncState
from unit.aws.builders import NOW
from unit.aws.day_builders import day, drift, half_paid_invoice, invoice


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Every kind of field that rows have."""

    name: str
    on: date
    at: datetime
    colour: Colour
    named: str | None
    parts: tuple[Part, ...]
    flags: frozenset[Colour] = frozenset()
    accounts: Mapping[str, str] = field(default_factory=dict)
    closing: Closing | None = None
    is_open: bool = False


ROW = Row(Kept, "kept")
VALUE = Kept(
    name="Café",
    on=date(2026, 11, 23),
    at=datetime(2026, 11, 24, 9, 5, 0, 123456, tzinfo=UTC),
    colour=Colour.RED,
    named=None,
    parts=(Part("a", 1), Part("b", -2)),
    flags=frozenset({Colour.RED}),
    accounts={"revenue": "79"},
    closing=Closing("America/Toronto", time(4, 5)),
    is_open=True,
)
BARE = Kept("x", date(2026, 1, 1), NOW, Colour.RED, "y", ())


@pytest.mark.parametrize("value", [VALUE, BARE], ids=["everything", "defaults"])
def test_a_value_comes_back_as_it_was(value):
    document = json.loads(json.dumps(ROW.document(value)))

    assert document["schema_version"] == 1
    assert ROW.value(document) == value


def test_the_record_of_a_day_needs_no_class_of_its_own_to_be_stored():
    record = SyncRecord(
        day(),
        SyncState.FAILED,
        NOW,
        NOW,
        document=invoice(),
        intent=half_paid_invoice(),
        deltas=(invoice(),),
        drift=drift(),
    )
    row = Row(SyncRecord, "stored-sync-record")

    assert row.value(row.document(record)) == record


def test_what_a_later_release_added_is_ignored_at_every_depth():
    document = ROW.document(VALUE)
    later = {**document, "mood": "good", "parts": [{**part, "tax_minor": 3} for part in document["parts"]]}

    assert ROW.value(later) == VALUE


def test_what_an_earlier_release_did_not_know_takes_the_default_of_the_domain():
    document = ROW.document(BARE)
    for unknown in ("flags", "accounts", "closing", "is_open"):
        del document[unknown]

    assert ROW.value(document) == BARE


@pytest.mark.parametrize("version", [2, None, "1"])
def test_another_version_of_the_form_is_not_read_as_this_one(version):
    with pytest.raises(ContractError, match=r"kept: schema_version .* is not the known 1"):
        ROW.value({**ROW.document(VALUE), "schema_version": version})


@pytest.mark.parametrize(
    ("change", "named"),
    [({"name": 3}, "name"), ({"at": "soon"}, "at"), ({"colour": "blue"}, "colour"), ({"parts": [{}]}, "parts.0.name")],
)
def test_a_field_that_is_wrong_is_named_with_its_row(change, named):
    with pytest.raises(ContractError, match=rf"^kept: {named}: "):
        ROW.value({**ROW.document(VALUE), **change})


def test_what_is_stored_is_valid_by_the_schema_that_is_published():
    schema = ROW.json_schema()

    jsonschema.validate(ROW.document(VALUE), schema, jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**ROW.document(VALUE), "schema_version": 2}, schema, jsonschema.Draft202012Validator)
