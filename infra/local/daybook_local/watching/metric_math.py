"""The part of CloudWatch's metric math that alarms use: IF, FILL, AND, OR, comparisons and sums, for one period."""

from __future__ import annotations

import ast
import operator
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WORDS = {"AND": "and", "OR": "or"}
_COMPARED: dict[type, Callable[[float, float], bool]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_COMBINED: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

_JOINED: dict[type, Callable[[float, float], float]] = {
    ast.And: lambda one, other: bool(one) and bool(other),
    ast.Or: lambda one, other: bool(one) or bool(other),
}


class MetricMathError(ValueError):
    """An expression that is not understood here, though CloudWatch may take it."""


def evaluate(expression: str, values: Mapping[str, float | None]) -> float | None:
    """The value of the expression where each metric has this value; None where a metric without one is needed.

    Raises:
        MetricMathError: the expression uses more than is understood here.
    """
    text = re.sub(r"\b(AND|OR)\b", lambda found: _WORDS[found[0]], expression)
    try:
        tree = ast.parse(text.strip().replace("\n", " "), mode="eval")
    except SyntaxError as error:
        raise MetricMathError(f"{expression!r} is no expression: {error.msg}") from error
    return _Evaluation(expression, values).of(tree.body)


class _Evaluation:
    def __init__(self, expression: str, values: Mapping[str, float | None]) -> None:
        self._expression = expression
        self._values = values

    def of(self, node: ast.expr) -> float | None:
        match node:
            case ast.Constant(value=int() | float() as number):
                return number
            case ast.Name(id=name) if name in self._values:
                return self._values[name]
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self._called(node, function, arguments)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _COMBINED:
                return self._both(left, right, _COMBINED[type(op)])
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
                return self._both(left, right, _COMPARED[type(op)])
            case ast.BoolOp(op=op, values=[left, right]):
                return self._both(left, right, _JOINED[type(op)])
        raise self._unknown(node)

    def _called(self, node: ast.expr, function: str, arguments: list[ast.expr]) -> float | None:
        match function, arguments:
            case "FILL", [of, by]:
                value = self.of(of)
                return self.of(by) if value is None else value
            case "IF", [condition, then, otherwise]:
                holds = self.of(condition)
                return None if holds is None else self.of(then if holds else otherwise)
        raise self._unknown(node)

    def _unknown(self, node: ast.expr) -> MetricMathError:
        return MetricMathError(f"{ast.unparse(node)!r} in {self._expression!r} is not understood here")

    def _both(self, left: ast.expr, right: ast.expr, combine: Callable[[float, float], float]) -> float | None:
        one, other = self.of(left), self.of(right)
        return None if one is None or other is None else float(combine(one, other))
