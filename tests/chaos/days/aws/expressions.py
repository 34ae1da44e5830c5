"""The part of DynamoDB's expression language that the adapters write: conditions, key conditions, filters, updates.

An expression is read once and kept as a function; `test_store.py` holds it against moto.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from chaos.days.aws.attribute_values import (
    COMPARE,
    FUNCTIONS,
    Item,
    Sense,
    added,
    found,
    name_of,
    number,
    ordered,
    same,
    taken,
)

_TOKEN = re.compile(r"\s*(<=|>=|<>|[=<>(),+]|-|[#:]?[A-Za-z_]\w*|\.)")
_WORDS = frozenset({"=", "<>", "BETWEEN", *COMPARE})
_CLAUSES = ("SET", "REMOVE", "ADD", "DELETE")


class ExpressionError(ValueError):
    """The expression holds something that is not supported here."""


@cache
def condition(text: str) -> Sense:
    """A condition as a function of item, names and values."""
    reader = _Reader(text)
    sense = reader.either()
    reader.end()
    return sense


@cache
def update(text: str) -> Callable[[Item, Mapping[str, str], Mapping[str, Any]], Item]:
    """An update as a function that gives the item as it is afterwards; every part of it sees the item as it was."""
    reader = _Reader(text)
    steps = reader.clauses()

    def apply(item: Item, names: Mapping[str, str], values: Mapping[str, Any]) -> Item:
        after = dict(item)
        for step in steps:
            step(item, after, names, values)
        return after

    return apply


class _Reader:
    """A recursive descent over one expression."""

    def __init__(self, text: str) -> None:
        self._tokens = _TOKEN.findall(text)
        if "".join(self._tokens) != re.sub(r"\s", "", text):
            raise ExpressionError(text)
        self._text = text
        self._at = 0

    def end(self) -> None:
        if self._at != len(self._tokens):
            raise ExpressionError(f"{self._text}: {self._tokens[self._at :]}")

    def either(self) -> Sense:
        parts = [self._both()]
        while self._takes("OR"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else lambda *given: any(part(*given) for part in parts)

    def _both(self) -> Sense:
        parts = [self._negated()]
        while self._takes("AND"):
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else lambda *given: all(part(*given) for part in parts)

    def _negated(self) -> Sense:
        if self._takes("NOT"):
            part = self._negated()
            return lambda *given: not part(*given)
        if self._takes("("):
            part = self.either()
            self._needs(")")
            return part
        return self._comparison()

    def _comparison(self) -> Sense:
        left = self._operand()
        word = self._peek()
        if word not in _WORDS:
            return left
        self._at += 1
        if word == "=":
            right = self._operand()
            return lambda *given: same(left(*given), right(*given))
        if word == "<>":
            right = self._operand()
            return lambda *given: not same(left(*given), right(*given))
        if word == "BETWEEN":
            low = self._operand()
            self._needs("AND")
            high = self._operand()
            return lambda *given: ordered(">=", left(*given), low(*given)) and ordered("<=", left(*given), high(*given))
        right = self._operand()
        return lambda *given: ordered(word, left(*given), right(*given))

    def _operand(self) -> Sense:
        token = self._next()
        if token in FUNCTIONS and self._peek() == "(":
            self._needs("(")
            arguments = [self._operand()]
            while self._takes(","):
                arguments.append(self._operand())
            self._needs(")")
            return FUNCTIONS[token](*arguments)
        if token.startswith(":"):
            return lambda _item, _names, values: values[token]
        path = [token, *self._rest_of_path()]
        return lambda item, names, _values: found(item, [name_of(part, names) for part in path])

    def _rest_of_path(self) -> list[str]:
        parts = []
        while self._takes("."):
            parts.append(self._next())
        return parts

    def clauses(self) -> list[Callable[..., None]]:
        steps: list[Callable[..., None]] = []
        while self._at < len(self._tokens):
            clause = self._next()
            if clause not in _CLAUSES:
                raise ExpressionError(f"{self._text}: {clause}")
            steps.append(self._step(clause))
            while self._takes(","):
                steps.append(self._step(clause))
        return steps

    def _step(self, clause: str) -> Callable[..., None]:
        target = self._next()
        if clause == "REMOVE":
            return lambda _before, after, names, _values: after.pop(name_of(target, names), None)
        if clause == "SET":
            self._needs("=")
            value = self._sum()
            return lambda before, after, names, values: after.__setitem__(
                name_of(target, names), value(before, names, values)
            )
        value = self._operand()
        combine = added if clause == "ADD" else taken

        def change(before: Item, after: Item, names: Mapping[str, str], values: Mapping[str, Any]) -> None:
            name = name_of(target, names)
            result = combine(before.get(name), value(before, names, values))
            if result is None:
                after.pop(name, None)
            else:
                after[name] = result

        return change

    def _sum(self) -> Sense:
        left = self._operand()
        if self._peek() not in {"+", "-"}:
            return left
        sign = 1 if self._next() == "+" else -1
        right = self._operand()
        return lambda *given: {"N": str(number(left(*given)) + sign * number(right(*given)))}

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        if not token:
            raise ExpressionError(f"{self._text}: ends too soon")
        self._at += 1
        return token

    def _takes(self, word: str) -> bool:
        if self._peek() == word:
            self._at += 1
            return True
        return False

    def _needs(self, word: str) -> None:
        if not self._takes(word):
            raise ExpressionError(f"{self._text}: {word} is missing before {self._peek()!r}")
