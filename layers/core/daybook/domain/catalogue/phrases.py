"""Sentences with optional parts: a part in brackets appears only if all values in it are known.

    The sales[ of {day}][ at {location}] are waiting.      parts that may be left out
    [{company}|Your company] is connected.                 a part with other words if the value is unknown

So one text serves every combination of known values, and a reader never sees a blank or a brace.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from daybook.domain.words import say, with_one_stop

VALUES = frozenset({"day", "days", "location", "amount", "company", "expected", "since"})
"""The value names that a phrase may use; each value may be unknown."""

_PART = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
_VALUE = re.compile(r"\{([^{}]*)\}")
_MARKS = re.compile(r"[\[\]{}|]")


class PhraseBrokenError(ValueError):
    """A phrase that could leave a blank, or that uses a value which no caller passes."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence or several, with parts that depend on values.

    Raises:
        PhraseBrokenError: it is blank, names an unknown value, or has a value outside brackets.
    """

    pattern: str
    values: frozenset[str] = field(init=False)
    """The names of the values in the pattern."""

    def __post_init__(self) -> None:
        """Refuse a phrase that could leave a blank or a brace for some combination of values."""
        object.__setattr__(self, "values", frozenset(_VALUE.findall(self.pattern)))
        if not self.say({}).strip():
            raise PhraseBrokenError(f"{self.pattern!r} says nothing when no value is known: give it words")
        if unknown := self.values - VALUES:
            raise PhraseBrokenError(f"{self.pattern!r} names {sorted(unknown)}: use only {sorted(VALUES)}")
        if loose := _MARKS.findall(_PART.sub("", self.pattern)):
            raise PhraseBrokenError(f"{self.pattern!r} has {loose} outside a whole part like '[ of {{day}}]'")
        if idle := [part[0] for part in _PART.finditer(self.pattern) if not _VALUE.search(part[1])]:
            raise PhraseBrokenError(f"{self.pattern!r}: {idle} depend on no value, so they need no brackets")
        if any("{" in (part[2] or "") for part in _PART.finditer(self.pattern)):
            raise PhraseBrokenError(f"{self.pattern!r} uses a value in the words for when it is unknown")

    def say(self, values: Mapping[str, str], language: str = "en") -> str:
        """The text in a language, with the values that are known; an empty value is an unknown one.

        Brackets and braces inside a value are printed as they are: the name of a shop is never read as a pattern.
        """

        def part(found: re.Match[str]) -> str:
            known, otherwise = found[1], found[2] or ""
            if all(values.get(name) for name in _VALUE.findall(known)):
                return _VALUE.sub(lambda name: values[name[1]], known)
            return otherwise

        return with_one_stop(_PART.sub(part, say(self.pattern, language)), values.values())
