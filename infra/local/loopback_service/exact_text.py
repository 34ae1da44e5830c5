"""JSON that gives back what went in: decimals, instants and spans of time beside what JSON has."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

_DECIMAL, _INSTANT, _SECONDS = "$decimal", "$instant", "$seconds"


def text_of(value: object) -> str:
    """A value as text; tuples come back as lists."""
    return json.dumps(value, default=_tagged, ensure_ascii=False)


def value_of(text: str) -> Any:
    """The value of a text.

    Raises:
        ValueError: it was not written by `text_of`.
    """
    return json.loads(text, object_hook=_untagged)


def _tagged(value: object) -> dict[str, Any]:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, datetime):
        return {_INSTANT: value.isoformat()}
    if isinstance(value, timedelta):
        return {_SECONDS: value.total_seconds()}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _untagged(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        ((tag, value),) = found.items()
        if tag == _DECIMAL:
            return Decimal(value)
        if tag == _INSTANT:
            return datetime.fromisoformat(value)
        if tag == _SECONDS:
            return timedelta(seconds=value)
    return found
