"""Sizes of rows, and the request units that DynamoDB bills for reads and writes of them, on demand.

The rules are those of the page "Read and write operations" of Amazon's DynamoDB Developer Guide: a write unit for each
started kilobyte of the larger of both versions, for the table and for each index that the row is in; a read unit for
each started four kilobytes, half of it unless the read is consistent; both twice in a transaction.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

Item = Mapping[str, Mapping[str, Any]]
_WRITE_BYTES, _READ_BYTES = 1024, 4096


def size_of(item: Item | None) -> int:
    """The bytes of a row: its names and its values; 0 for no row."""
    return sum(len(name.encode()) + _value_size(value) for name, value in (item or {}).items())


def write_units(before: Item | None, after: Item | None, indexes: Iterable[tuple[str, ...]] = ()) -> int:
    """The units of one write of a row, with those of its indexes, each named by its key attributes.

    A row that moves within an index is taken out of it and put into it again. A refused write costs as much as one
    that changes nothing.
    """
    units = _units(max(size_of(before), size_of(after)))
    for names in indexes:
        old, new = _place(before, names), _place(after, names)
        if before == after or old == new is None:
            continue
        if old == new:
            units += _units(max(size_of(before), size_of(after)))
        else:
            units += sum(_units(size_of(item)) for item, place in ((before, old), (after, new)) if place is not None)
    return units


def read_units(size: int, *, is_consistent: bool = False) -> float:
    """The units of one read of so many bytes; a row that is not there costs as much as a small one."""
    return max(1, math.ceil(size / _READ_BYTES)) * (1.0 if is_consistent else 0.5)


def _units(size: int) -> int:
    return max(1, math.ceil(size / _WRITE_BYTES))


def _place(item: Item | None, names: tuple[str, ...]) -> tuple[Any, ...] | None:
    """Where a row stands in an index; None for a row without the key of the index."""
    if item is None or any(name not in item for name in names):
        return None
    return tuple(next(iter(item[name].values())) for name in names)


def _value_size(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "N":
            return len(content.lstrip("-").replace(".", "")) // 2 + 2
        case "S" | "B":
            return len(content.encode() if isinstance(content, str) else content)
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value_size(each) for name, each in content.items())
        case "L":
            return 3 + sum(1 + _value_size(each) for each in content)
        case "SS" | "NS":
            return sum(len(each.encode()) for each in content)
    return 1
