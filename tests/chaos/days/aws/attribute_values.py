"""DynamoDB's typed values, as conditions compare them and updates combine them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Item = dict[str, Any]
Sense = Callable[[Item, Mapping[str, str], Mapping[str, Any]], Any]
"""A part of an expression, as a function of item, names and values."""

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def name_of(token: str, names: Mapping[str, str]) -> str:
    return names[token] if token.startswith("#") else token


def found(item: Item, path: list[str]) -> Any:
    value: Any = {"M": item}
    for part in path:
        value = value.get("M", {}).get(part) if value is not None else None
    return value


def _plain(value: Any) -> tuple[str, Any]:
    ((kind, content),) = value.items()
    if kind == "N":
        return kind, Decimal(content)
    if kind in {"SS", "NS", "BS"}:
        return kind, frozenset(content)
    return kind, content


def same(left: Any, right: Any) -> bool:
    return left is not None and right is not None and _plain(left) == _plain(right)


def ordered(word: str, left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    (left_kind, left_value), (right_kind, right_value) = _plain(left), _plain(right)
    return left_kind == right_kind and COMPARE[word](left_value, right_value)


def number(value: Any) -> int:
    return int(value["N"])


def _contains(whole: Any, part: Any) -> bool:
    if whole is None:
        return False
    kind, content = _plain(whole)
    return (next(iter(part.values())) in content) if kind in {"SS", "NS", "BS", "S"} else part in content


def added(before: Any, value: Any) -> Any:
    kind = next(iter(value))
    if kind == "N":
        return {"N": str((number(before) if before else 0) + number(value))}
    return {kind: sorted({*(before or {kind: ()})[kind], *value[kind]})}


def taken(before: Any, value: Any) -> Any:
    kind = next(iter(value))
    left = sorted({*(before or {kind: ()})[kind]} - {*value[kind]})
    return {kind: left} if left else None


FUNCTIONS: dict[str, Callable[..., Sense]] = {
    "attribute_exists": lambda path: lambda *given: path(*given) is not None,
    "attribute_not_exists": lambda path: lambda *given: path(*given) is None,
    "begins_with": lambda path, start: (
        lambda *given: path(*given) is not None and _plain(path(*given))[1].startswith(_plain(start(*given))[1])
    ),
    "contains": lambda path, part: lambda *given: _contains(path(*given), part(*given)),
    "size": lambda path: lambda *given: {"N": str(len(_plain(path(*given))[1]))},
    "if_not_exists": lambda path, other: lambda *given: path(*given) if path(*given) is not None else other(*given),
}
