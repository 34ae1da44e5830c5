"""What is wrong with a sample-merchant folder, in words its author can act on."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

SHOWN_AT_MOST = 20


class Finding(NamedTuple):
    """One thing wrong with a record: the field, and what was wrong with which value and what to do."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with its place: file, line (from 1) and field."""

    file: str
    line: int
    field: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field or 'record'}: {self.words}"


class BrokenFolderError(ValueError):
    """A folder that does not keep the sample-merchant contract.

    `problems` holds the first 20 at most, in reading order; `total` counts them all.
    """

    def __init__(self, folder: str, problems: Iterable[Problem]) -> None:
        found = list(problems)
        self.problems = tuple(found[:SHOWN_AT_MOST])
        self.total = len(found)
        hidden = self.total - len(self.problems)
        lines = [f"{folder} is not a sample-merchant folder in order ({self.total} problems):"]
        lines += [f"  {problem}" for problem in self.problems]
        lines += [f"  ... and {hidden} more"] if hidden else []
        super().__init__("\n".join(lines))


def field_name(path: Iterable[str | int]) -> str:
    """A path as people write it: `lines[0].tax_minor`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def repeated(ids: Iterable[Hashable]) -> Iterator[int]:
    """Positions of ids that were there before."""
    seen: set[Hashable] = set()
    for position, each in enumerate(ids):
        if each in seen:
            yield position
        seen.add(each)
