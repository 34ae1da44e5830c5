"""The filter patterns of CloudWatch Logs that metric filters are written in: JSON selectors and plain words."""

from __future__ import annotations

import json
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

_SELECTOR = re.compile(r"""\$\.(?P<path>[\w.]+)\s*(?P<operator>!=|>=|<=|=|>|<)\s*(?P<wanted>"[^"]*"|[^\s"&|()]+)""")
_WORD = re.compile(r'(?P<sign>[-?]?)(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))')
_ORDER: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


class LogPatternError(ValueError):
    """A pattern that is not understood here, though CloudWatch may take it."""


class LogPattern(Protocol):
    """Says whether a log line counts."""

    def matches(self, line: str) -> bool:
        """Whether the pattern takes the line."""
        ...


def parse_pattern(text: str) -> LogPattern:
    """Read ``{ $.level = "ERROR" && $.n > 3 }`` (all with ``&&``, or all with ``||``) or words such as ``?A ?B -C``.

    Raises:
        LogPatternError: parentheses, IS, EXISTS, or space-delimited forms.
    """
    stripped = text.strip()
    if stripped.startswith("{") and stripped.endswith("}"):
        return _json_pattern(stripped[1:-1].strip())
    if stripped.startswith("["):
        raise LogPatternError(f"{text!r} is a space-delimited pattern")
    return _Words(tuple((found["sign"], found["quoted"] or found["bare"]) for found in _WORD.finditer(stripped)))


def _json_pattern(body: str) -> LogPattern:
    glue = "||" if "||" in body else "&&"
    terms = []
    for part in body.split(glue):
        found = _SELECTOR.fullmatch(part.strip())
        if found is None:
            raise LogPatternError(f'{part.strip()!r} is not a comparison such as $.level = "ERROR"')
        terms.append(_Term(tuple(found["path"].split(".")), found["operator"], found["wanted"].strip('"')))
    return _JsonPattern(tuple(terms), any_of=glue == "||")


@dataclass(frozen=True)
class _Term:
    path: tuple[str, ...]
    operator: str
    wanted: str

    def fits(self, document: Any) -> bool:
        value = document
        for key in self.path:
            if not isinstance(value, dict) or key not in value:
                return False
            value = value[key]
        if self.operator in _ORDER:
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return is_number and _ORDER[self.operator](value, float(self.wanted))
        return self._equals(value) == (self.operator == "=")

    def _equals(self, value: Any) -> bool:
        text = value if isinstance(value, str) else json.dumps(value)
        pattern = ".*".join(re.escape(piece) for piece in self.wanted.split("*"))
        return re.fullmatch(pattern, text) is not None


@dataclass(frozen=True)
class _JsonPattern:
    terms: tuple[_Term, ...]
    any_of: bool

    def matches(self, line: str) -> bool:
        try:
            document = json.loads(line)
        except ValueError:
            return False
        fits = [term.fits(document) for term in self.terms]
        return any(fits) if self.any_of else all(fits)


@dataclass(frozen=True)
class _Words:
    words: tuple[tuple[str, str], ...]

    def matches(self, line: str) -> bool:
        optional = [word in line for sign, word in self.words if sign == "?"]
        required = all((word in line) == (sign != "-") for sign, word in self.words if sign != "?")
        return required and (any(optional) or not optional)
