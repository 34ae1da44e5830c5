"""Contract objects from JSON and back, strictly and fast enough for 200,000 orders.

jsonschema explains a broken record well but takes milliseconds for each. So pydantic reads records, and only a record
that it refuses is shown to jsonschema for its explanation.
"""

import re
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError, WithJsonSchema, with_config

T = TypeVar("T")
_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)

RECORD = with_config(ConfigDict(extra="forbid"))
"""A record of the contract: a field that is not in it is refused."""


class ContractError(ValueError):
    """A JSON value that does not fit the contract; `path` names the field."""

    def __init__(self, problem: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path

    def within(self, step: str | int) -> "ContractError":
        """The same problem seen from one level up."""
        return ContractError(self.problem, (step, *self.path))


def from_json(cls: type[T], value: object) -> T:
    """Read one contract object.

    Raises:
        ContractError: the first thing that does not fit, with the path to it.
    """
    read: Callable[[object], T] = _reader_of(cast("Hashable", cls))
    try:
        return read(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        raise ContractError(first["msg"], first["loc"]) from None


def to_json(value: Any) -> Any:
    """The JSON shape of a contract object: instants in RFC 3339 UTC, decimals as text."""
    return _ANYTHING.dump_python(value, mode="json")


def parse_instant(text: str) -> datetime:
    """An RFC 3339 instant; any offset is accepted and turned into UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


@cache
def _reader_of(cls: Hashable) -> Callable[[object], Any]:
    return TypeAdapter(cls).validate_python


def _text(pattern: str, parse: Callable[[str], Any]) -> BeforeValidator:
    """Reads a text of one form only; what is wrong with another one, the JSON Schema says."""
    form = re.compile(pattern)

    def read(raw: object) -> Any:
        if not isinstance(raw, str) or not form.match(raw):
            raise ValueError(f"is {raw!r}, must be a text like {pattern}")
        return parse(raw)

    return BeforeValidator(read)


_INSTANT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_DECIMAL = r"^-?\d+(\.\d+)?$"

Instant = Annotated[
    datetime,
    _text(_INSTANT, parse_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": _INSTANT}),
]
Day = Annotated[
    date, _text(_DAY, date.fromisoformat), WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY})
]
DecimalText = Annotated[Decimal, _text(_DECIMAL, Decimal), WithJsonSchema({"type": "string", "pattern": _DECIMAL})]
