"""The JSON Schema of the sample-merchant folder, written from the contract classes.

`schemas/sample-merchant-v1.schema.json` is this module's output, committed for people and their editors:
`python -m talech_simulator --schema > schemas/sample-merchant-v1.schema.json`.
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from inspect import getdoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from talech_simulator.contract.codec import DATE_PATTERN, DECIMAL_PATTERN, INSTANT_PATTERN, to_json
from talech_simulator.contract.drawer import DrawerEvent, DrawerShift
from talech_simulator.contract.merchant import (
    Category,
    EarlierSettings,
    Location,
    Merchant,
    MerchantFile,
    Tax,
    Tender,
)
from talech_simulator.contract.orders import (
    Discount,
    EarlierClosing,
    Modifier,
    Order,
    OrderLine,
    Payment,
    ServiceCharge,
    TaxAmount,
    TipChange,
    Totals,
)
from talech_simulator.contract.refunds import Refund, RefundLine

_NAMES: dict[type, str] = {
    MerchantFile: "merchant_file",
    Merchant: "merchant",
    Location: "location",
    EarlierSettings: "earlier_settings",
    Category: "category",
    Tax: "tax",
    Tender: "tender",
    Order: "order",
    OrderLine: "order_line",
    Modifier: "modifier",
    TaxAmount: "tax_amount",
    Discount: "discount",
    ServiceCharge: "service_charge",
    Totals: "totals",
    Payment: "payment",
    TipChange: "tip_change",
    EarlierClosing: "earlier_closing",
    Refund: "refund",
    RefundLine: "refund_line",
    DrawerEvent: "drawer_event",
    DrawerShift: "drawer_shift",
}
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
    definitions = {name: _object(cls) for cls, name in _NAMES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://daybook.example/schemas/sample-merchant-v1.schema.json",
        "title": "Daybook sample merchant, version 1",
        "description": _DESCRIPTION,
        "$ref": "#/$defs/merchant_file",
        "$defs": {**definitions, "drawer_line": _DRAWER_LINE},
    }


def schema_of(definition: str) -> dict[str, Any]:
    """The schema of one record, for example `order`."""
    return {"$ref": f"#/$defs/{definition}", "$defs": schema()["$defs"]}


def _object(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    properties: dict[str, Any] = {}
    required = []
    for field in fields(cls):
        hint, description = get_args(hints[field.name])[:2]
        properties[field.name] = {**_type(hint), "description": description}
        if field.default is MISSING:
            required.append(field.name)
        else:
            properties[field.name]["default"] = to_json(field.default)
    return {
        "description": (getdoc(cls) or "").split("\n\n", maxsplit=1)[0].replace("\n", " "),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _type(hint: Any) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin is Annotated:
        return _type(get_args(hint)[0])
    if origin is UnionType:
        (inner,) = [each for each in get_args(hint) if each is not NoneType]
        return _type(inner) | {"type": [_type(inner)["type"], "null"]}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0])}
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{_NAMES[hint]}"}  # type: ignore[index]
    return _PRIMITIVES[hint]


_PRIMITIVES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "string", "pattern": DECIMAL_PATTERN},
    date: {"type": "string", "format": "date", "pattern": DATE_PATTERN},
    datetime: {"type": "string", "format": "date-time", "pattern": INSTANT_PATTERN},
}
