"""JSON in and out, with money kept exact: numbers are read as `Decimal` and never calculated as floats."""

import json
from decimal import Decimal
from typing import Any

Body = dict[str, Any]
"""A JSON object as it travels, decimals as `Decimal`."""


def _number(value: object) -> float:
    """A decimal at the very edge: QuickBooks answers with JSON numbers (docs/quickbooks.md 7)."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def dumps(body: object) -> bytes:
    """A body as UTF-8 JSON."""
    return json.dumps(body, default=_number, ensure_ascii=False).encode()


def loads(raw: bytes) -> Any:
    """A body from UTF-8 JSON.

    Raises:
        ValueError: the bytes are not UTF-8 or not JSON.
    """
    return json.loads(raw.decode(), parse_float=Decimal)
