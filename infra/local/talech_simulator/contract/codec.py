"""Contract objects from JSON and back, strictly and fast enough for 200,000 orders.

jsonschema explains a broken record well but takes milliseconds for each. So records are read by decoders
built once per class; only a record they refuse is shown to jsonschema for its explanation.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

INSTANT_PATTERN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$"
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
DECIMAL_PATTERN = r"^-?\d+(\.\d+)?$"
_INSTANT = re.compile(INSTANT_PATTERN)
_DATE = re.compile(DATE_PATTERN)
_DECIMAL = re.compile(DECIMAL_PATTERN)

T = TypeVar("T")
Convert = Callable[[Any], Any]
_READERS: dict[type, Convert] = {}


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
    read: Callable[[object], T] = _reader_of(cls)
    return read(value)


def to_json(value: Any) -> Any:
    """The JSON shape of a contract object: instants in RFC 3339 UTC, decimals as text."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _reader_of(cls: type) -> Convert:
    reader = _READERS.get(cls)
    if reader is None:
        reader = _READERS[cls] = _build_reader(cls)
    return reader


def _build_reader(cls: type) -> Convert:
    hints = get_type_hints(cls)
    converters = {field.name: _converter_of(hints[field.name]) for field in fields(cls)}
    required = frozenset(
        field.name for field in fields(cls) if field.default is MISSING and field.default_factory is MISSING
    )

    def read(value: object) -> object:
        if not isinstance(value, Mapping):
            raise ContractError(f"is {value!r}, must be an object")
        values: dict[str, Any] = {}
        for name, raw in value.items():
            convert = converters.get(name)
            if convert is None:
                raise ContractError("unknown field").within(name)
            try:
                values[name] = convert(raw)
            except ContractError as error:
                raise error.within(name) from None
        missing = required - values.keys()
        if missing:
            raise ContractError("missing").within(min(missing))
        return cls(**values)

    return read


def _converter_of(hint: Any) -> Convert:
    origin = get_origin(hint)
    if origin is UnionType:
        (inner,) = [each for each in get_args(hint) if each is not NoneType]
        return _optional(_converter_of(inner))
    if origin is Literal:
        return _choice(get_args(hint))
    if origin is tuple:
        return _items(_converter_of(get_args(hint)[0]))
    if is_dataclass(hint):
        return _reader_of(hint)  # type: ignore[arg-type]
    return _PRIMITIVES[hint]


def _optional(convert: Convert) -> Convert:
    return lambda raw: None if raw is None else convert(raw)


def _choice(allowed: tuple[str, ...]) -> Convert:
    def convert(raw: object) -> object:
        if raw not in allowed:
            raise ContractError(f"is {raw!r}, must be one of {', '.join(allowed)}")
        return raw

    return convert


def _items(convert: Convert) -> Convert:
    def convert_all(raw: object) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise ContractError(f"is {raw!r}, must be a list")
        converted = []
        for position, each in enumerate(raw):
            try:
                converted.append(convert(each))
            except ContractError as error:
                raise error.within(position) from None
        return tuple(converted)

    return convert_all


def _exactly(kind: type, words: str) -> Convert:
    def convert(raw: object) -> object:
        if type(raw) is not kind:  # bool is an int to isinstance, but true is no amount
            raise ContractError(f"is {raw!r}, must be {words}")
        return raw

    return convert


def _text(raw: object) -> object:
    if not isinstance(raw, str):
        raise ContractError(f"is {raw!r}, must be a text")
    return raw


def _pattern(pattern: re.Pattern[str], parse: Callable[[str], Any], words: str) -> Convert:
    def convert(raw: object) -> object:
        if not isinstance(raw, str) or not pattern.match(raw):
            raise ContractError(f"is {raw!r}, must be {words}")
        try:
            return parse(raw)
        except ValueError:
            raise ContractError(f"is {raw!r}, must be {words} that exists") from None

    return convert


def parse_instant(text: str) -> datetime:
    """An RFC 3339 instant; any offset is accepted and turned into UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


_PRIMITIVES: Mapping[Any, Convert] = {
    str: _text,
    int: _exactly(int, "a whole number"),
    bool: _exactly(bool, "true or false"),
    Decimal: _pattern(_DECIMAL, Decimal, 'a decimal number as text, for example "2" or "0.13"'),
    date: _pattern(_DATE, date.fromisoformat, "a date like 2026-03-07"),
    datetime: _pattern(_INSTANT, parse_instant, "an instant in UTC like 2026-03-07T23:10:00Z"),
}
