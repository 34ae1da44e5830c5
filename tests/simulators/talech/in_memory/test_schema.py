"""The JSON Schema, the fast reader and the committed file are one contract."""

import copy
import json
from pathlib import Path

import pytest

from generate import NEXT_STEP
from simulators.talech.worked_example import O2
from talech_simulator.contract import ContractError, Order, from_json, to_json
from talech_simulator.contract.schema import schema
from talech_simulator.folder.explain import validator_of

COMMITTED = Path(__file__).parents[4] / "schemas" / "sample-merchant-v1.schema.json"


def test_committed_schema_is_what_the_contract_classes_say():
    assert json.loads(COMMITTED.read_text("utf-8")) == schema(), NEXT_STEP


def test_every_record_and_every_field_is_described():
    records = schema()["$defs"]

    undescribed = [name for name, record in records.items() if not record["description"]]
    undescribed += [
        f"{name}.{field}"
        for name, record in records.items()
        for field, described in record["properties"].items()
        if not described.get("description") and "$ref" not in described
    ]

    assert undescribed == []


def broken(path, value=None):
    """O2 with one value replaced, or removed when `value` is None."""
    changed = copy.deepcopy(O2)
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    "candidate",
    [
        O2,
        broken(["id"], None),
        broken(["id"], 17),
        broken(["status"], "PAID"),
        broken(["opened_at"], "2026-03-06"),
        broken(["opened_at"], "2026-13-06T00:00:00Z"),
        broken(["opened_at"], "2026-03-06T00:00:00+01:00"),
        broken(["closed_at"], 0),
        broken(["training"], "no"),
        broken(["guests"], 2.5),
        broken(["guests"], value=True),
        broken(["lines"], {}),
        broken(["lines", 0, "quantity"], 2),
        broken(["lines", 0, "quantity"], "two"),
        broken(["lines", 0, "gross_minor"], 10.5),
        broken(["lines", 0, "colour"], "red"),
        broken(["totals", "net_minor"], None),
        broken(["payments", 0, "tip_minor"], "5"),
        broken(["service_charges", 0, "payee"], "OWNER"),
    ],
)
def test_fast_reader_and_schema_accept_and_refuse_the_same(candidate):
    try:
        from_json(Order, candidate)
        read = True
    except ContractError:
        read = False

    assert read == validator_of("order").is_valid(candidate)


def test_what_is_written_is_read_back_the_same():
    order = from_json(Order, O2)

    written = json.loads(json.dumps(to_json(order)))

    assert from_json(Order, written) == order
    assert written["opened_at"] == O2["opened_at"]
    assert written["loyalty_minor"] == 0
