"""What may stand in a request: a small vocabulary for the shape of entities, and the check that applies it.

Unknown properties are refused (2010), texts have lengths (2050), dates, numbers and enumerations must be well-formed
(2060, 2080, 2170). Real clients send empty strings, `null`, numbers as text and read-only fields back; these are
tolerated as QuickBooks tolerates them (docs/quickbooks.md 11, point 10).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from quickbooks_simulator.faults.refusals import ApiFault, Problem
from quickbooks_simulator.wire import Body

_LAST_LATIN1 = 0xFF
_CENT = Decimal("0.01")

_MOST_INTEGER_DIGITS = Decimal(10) ** 10
"""Amounts have the "10.5 format" (docs/quickbooks.md 2.8)."""


@dataclass(slots=True)
class Inspection:
    """Collects every problem of a request, because QuickBooks reports them together."""

    latin1_only: bool
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, detail: str, element: str) -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(code, detail, element))


class Field(Protocol):
    """A kind of value. `clean` answers the value to keep, or None when it is unset."""

    def clean(self, value: Any, element: str, inspection: Inspection) -> Any:
        """Check one value and normalise it."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A string up to a length; `forbidden` characters answer 2040."""

    longest: int = 4000
    forbidden: str = ""

    def clean(self, value: Any, element: str, inspection: Inspection) -> str | None:
        """An empty text is an unset text."""
        if value is None or value == "":
            return None
        if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
            inspection.refuse("2080", f"{element} must be a text", element)
            return None
        text = str(value)
        if len(text) > self.longest:
            inspection.refuse(
                "2050", f"{element} has {len(text)} characters, at most {self.longest} are supported", element
            )
        strange = [
            letter
            for letter in text
            if letter in self.forbidden or (inspection.latin1_only and ord(letter) > _LAST_LATIN1)
        ]
        if strange:
            inspection.refuse("2040", f"{element} contains {strange[0]!r}", element)
        return text


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def clean(self, value: Any, element: str, inspection: Inspection) -> bool | None:
        """Texts `true` and `false` are understood."""
        if value is None or value == "":
            return None
        known = {"true": True, "false": False}.get(str(value).lower())
        if known is None:
            inspection.refuse("2170", f"{element} must be true or false, not {value!r}", element)
        return known


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number with at most ten integer digits."""

    def clean(self, value: Any, element: str, inspection: Inspection) -> Decimal | None:
        """Numbers written as text are understood."""
        if value is None or value == "":
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(value, bool) or not number.is_finite():
            inspection.refuse("2080", f"{element} is not a number: {value!r}", element)
            return None
        if abs(number) >= _MOST_INTEGER_DIGITS:
            inspection.refuse("2110", f"{element} has more than ten integer digits", element)
        return number


@dataclass(frozen=True, slots=True)
class Money:
    """A number with at most two decimals."""

    def clean(self, value: Any, element: str, inspection: Inspection) -> Decimal | None:
        """Rounding would hide an amount that the client never meant (docs/quickbooks.md 13.14)."""
        number = Number().clean(value, element, inspection)
        if number is not None and number != number.quantize(_CENT):
            inspection.refuse("2110", f"{element} has more than two decimals: {value}", element)
            return None
        return number


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date, `YYYY-MM-DD`; an offset after it is refused."""

    def clean(self, value: Any, element: str, inspection: Inspection) -> str | None:
        """The date as text."""
        if value is None or value == "":
            return None
        try:
            day = date.fromisoformat(value).isoformat()
        except (TypeError, ValueError):
            day = None
        if day is None or day != value:
            inspection.refuse("2060", f"{element} must be a date like 2026-11-23, not {value!r}", element)
        return day


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fixed set of texts."""

    values: frozenset[str]

    def clean(self, value: Any, element: str, inspection: Inspection) -> str | None:
        """Spelling and case must match."""
        if value is None or value == "":
            return None
        if value not in self.values:
            inspection.refuse("2170", f"{element} does not know {value!r}", element)
            return None
        return str(value)


@dataclass(frozen=True, slots=True)
class Reference:
    """`{"value": id, "name": label}`; only the value counts on input."""

    def clean(self, value: Any, element: str, inspection: Inspection) -> Body | None:
        """The reference, or None when its value is empty."""
        if value is None or value == "":
            return None
        if not isinstance(value, dict):
            inspection.refuse("2010", f"{element} must be an object with a value", element)
            return None
        for key in value.keys() - {"value", "name", "type"}:
            inspection.refuse("2010", f"Property Name:{key} specified is unsupported or invalid", f"{element}.{key}")
        target = value.get("value")
        return {"value": str(target)} if target not in (None, "") else None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Read-only: QuickBooks takes it back without complaint and goes by its own figure."""

    def clean(self, value: Any, element: str, inspection: Inspection) -> None:  # noqa: ARG002 -- nothing to check
        """Always unset."""
        return


@dataclass(frozen=True, slots=True)
class Kept:
    """Known and stored as it comes; nothing in the simulator depends on it."""

    def clean(self, value: Any, element: str, inspection: Inspection) -> Any:  # noqa: ARG002 -- nothing to check
        """The value, unless it is empty."""
        return None if value in ("", [], {}) else value


@dataclass(frozen=True, slots=True)
class Group:
    """A nested object with known fields."""

    fields: Mapping[str, Field]

    def clean(self, value: Any, element: str, inspection: Inspection) -> Body | None:
        """The known fields that are set."""
        if value is None or value == "":
            return None
        if not isinstance(value, dict):
            inspection.refuse("2010", f"{element} must be an object", element)
            return None
        cleaned = self.clean_keeping_unset(value, element, inspection)
        return {key: part for key, part in cleaned.items() if part is not None}

    def clean_keeping_unset(self, value: Body, element: str, inspection: Inspection) -> Body:
        """Every supplied field; None for one that was emptied, which is how a sparse update clears it."""
        cleaned: Body = {}
        for key, part in value.items():
            inner = f"{element}.{key}" if element else key
            if key not in self.fields:
                detail = f"Property Name:{key} specified is unsupported or invalid"
                inspection.refuse("2010", detail, inner)
                continue
            cleaned[key] = self.fields[key].clean(part, inner, inspection)
        return cleaned


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one kind of value."""

    of: Field

    def clean(self, value: Any, element: str, inspection: Inspection) -> list[Any] | None:
        """The list; an empty one stays empty, because it empties what was there."""
        if value is None or value == "":
            return None
        if not isinstance(value, list):
            inspection.refuse("2010", f"{element} must be a list", element)
            return None
        cleaned = [self.of.clean(part, f"{element}[{i}]", inspection) for i, part in enumerate(value)]
        return [part for part in cleaned if part is not None]


def inspected(shape: Group, body: Body, *, latin1_only: bool) -> Body:
    """A request body checked against the shape of its entity.

    Raises:
        ApiFault: with every problem found.
    """
    inspection = Inspection(latin1_only)
    cleaned = shape.clean_keeping_unset(body, "", inspection)
    if inspection.problems:
        raise ApiFault(*inspection.problems)
    return cleaned
