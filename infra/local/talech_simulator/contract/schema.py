"""The JSON Schema of the sample-merchant folder, written from the contract classes.

`schemas/sample-merchant-v1.schema.json` is this module's output, committed for people and their editors:
`python -m talech_simulator --schema > schemas/sample-merchant-v1.schema.json`.
"""

import json
import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from talech_simulator.contract.drawer import DrawerEvent, DrawerShift
from talech_simulator.contract.merchant import MerchantFile
from talech_simulator.contract.orders import Order
from talech_simulator.contract.refunds import Refund

_Records = tuple[MerchantFile, Order, Refund, DrawerEvent, DrawerShift]
_DRAWER_LINE = {
    "description": "One line of drawer.jsonl: an event or a shift.",
    "type": "object",
    "properties": {
        "drawer_event": {"$ref": "#/$defs/drawer_event"},
        "drawer_shift": {"$ref": "#/$defs/drawer_shift"},
    },
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
}
_DESCRIPTION = (
    "A folder: merchant.json (one merchant_file), orders.jsonl (one order per line), refunds.jsonl (one "
    "refund per line), optional drawer.jsonl (one drawer_line per line). Any file may end in .gz. Amounts "
    "are integers of minor units (cents), instants are RFC 3339 in UTC. This schema itself describes "
    "merchant.json; the other records are in $defs."
)


@cache
def schema() -> dict[str, Any]:
    """The whole schema; its root describes `merchant.json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://daybook.example/schemas/sample-merchant-v1.schema.json",
        "title": "Daybook sample merchant, version 1",
        "description": _DESCRIPTION,
        "$ref": "#/$defs/merchant_file",
        "$defs": {**_records(), "drawer_line": _DRAWER_LINE},
    }


def schema_of(definition: str) -> dict[str, Any]:
    """The schema of one record, for example `order`."""
    return {"$ref": f"#/$defs/{definition}", "$defs": schema()["$defs"]}


def _records() -> dict[str, Any]:
    """Every record by its name in JSON: an `OrderLine` is an `order_line`."""
    text = json.dumps(TypeAdapter(_Records).json_schema(schema_generator=_Plain)["$defs"])
    named: dict[str, Any] = json.loads(re.sub(r"#/\$defs/\w+", lambda found: _snake(found[0]), text))
    return {_snake(name): record for name, record in named.items()}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


class _Plain(GenerateJsonSchema):
    """Says in fewer words what pydantic says: people and their editors read it."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002
        return value

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def dataclass_schema(self, schema: Any) -> JsonSchemaValue:
        described = super().dataclass_schema(schema)
        described.pop("title")
        return described

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        return {**inner, "type": [inner["type"], "null"]}

    def literal_schema(self, schema: Any) -> JsonSchemaValue:
        return {"enum": schema["expected"]}
