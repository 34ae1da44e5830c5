"""Sentences that stay sentences when a value is not known: a part in brackets is said only when its values are.

    The sales[ of {day}][ at {location}] are waiting.      parts that may be left out
    [{company}|Your company] is connected.                 a part with words for "otherwise"

No file of words needs a variant per combination of known values, and no reader ever meets a blank or a brace.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from daybook.domain.words import say

VALUES = frozenset({"day", "location", "amount", "company", "since"})
"""The names a phrase may use; every one of them may be unknown."""

_PART = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
_VALUE = re.compile(r"\{([^{}]*)\}")
_MARKS = re.compile(r"[\[\]{}|]")


class PhraseBrokenError(ValueError):
    """A phrase that could leave a blank, or that uses a name nobody fills."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence or several, with parts that depend on values.

    Raises:
        PhraseBrokenError: it is blank, names an unknown value, or has a value outside brackets.
    """

    pattern: str
    values: frozenset[str] = field(init=False)
    """The names of the values it can say."""

    def __post_init__(self) -> None:
        """Refuse what could ever read wrongly."""
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

        Brackets and braces inside a value are the value's own: what a shop is called is never read as a pattern.
        """

        def part(found: re.Match[str]) -> str:
            known, otherwise = found[1], found[2] or ""
            if all(values.get(name) for name in _VALUE.findall(known)):
                return _VALUE.sub(lambda name: values[name[1]], known)
            return otherwise

        return _PART.sub(part, say(self.pattern, language))
