"""Why a record does not fit the contract, in the words of the JSON Schema's own descriptions."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from talech_simulator.contract.codec import ContractError, parse_instant
from talech_simulator.contract.schema import schema_of
from talech_simulator.folder.problems import Finding, field_name

_FORMATS = FormatChecker(formats=())
_FORMATS.checks("date", raises=ValueError)(lambda value: bool(date.fromisoformat(str(value))))
_FORMATS.checks("date-time", raises=ValueError)(lambda value: bool(parse_instant(str(value))))
_LONGEST_VALUE = 60


@cache
def validator_of(definition: str) -> Draft202012Validator:
    """The validator of one record of the contract, for example `order`."""
    return Draft202012Validator(schema_of(definition), format_checker=_FORMATS)


def explain(definition: str, value: object, refusal: ContractError) -> list[Finding]:
    """Every way in which `value` breaks the schema; the reader's own `refusal` if the schema has none."""
    errors = sorted(validator_of(definition).iter_errors(value), key=lambda error: list(map(str, error.path)))
    findings = [finding for error in errors for finding in _findings_of(error)]
    return list(dict.fromkeys(findings)) or [Finding(field_name(refusal.path), refusal.problem)]


def _findings_of(error: ValidationError) -> Iterator[Finding]:
    path = list(error.absolute_path)
    described = cast("dict[str, Any]", error.schema)
    value: Any = error.instance
    if error.validator == "required":
        for name in described["required"]:
            if name not in value:
                advice = described["properties"][name].get("description", "see the schema")
                yield Finding(field_name([*path, name]), f"missing; add it: {advice}")
    elif error.validator == "additionalProperties":
        known = described["properties"]
        for name in value.keys() - known.keys():
            words = f"unknown field; remove it or use one of {', '.join(known)}"
            yield Finding(field_name([*path, name]), words)
    else:
        expected = _expected(str(error.validator), described)
        yield Finding(field_name(path), f"is {_shown(value)}, {expected}")


def _expected(keyword: str, described: dict[str, Any]) -> str:
    description = described.get("description", "")
    if keyword == "type":
        kinds = described["type"]
        words = kinds if isinstance(kinds, str) else " or ".join(kinds)
        return f"must be {words}: {description}"
    if keyword == "enum":
        return f"must be one of {', '.join(described['enum'])}: {description}"
    if keyword in {"minProperties", "maxProperties"}:
        return "must hold exactly one of drawer_event and drawer_shift"
    return f"must be a {described.get('format', 'decimal number as text')}: {description}"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "..."
