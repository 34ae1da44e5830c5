"""One mistake in the protocol as a small patch of the source, and the tests that must notice it."""

from dataclasses import dataclass
from pathlib import Path

CORE = "layers/core/daybook"


@dataclass(frozen=True, slots=True)
class Edit:
    """In the file at `path` (below the package, unless it begins at the top) `old` stands once, and becomes `new`."""

    path: str
    old: str
    new: str

    def file_in(self, tree: Path) -> Path:
        """The file of a tree."""
        top = self.path.partition("/")[0]
        return tree / self.path if top == "functions" else tree / CORE / self.path

    def occurrences_in(self, tree: Path) -> int:
        """How often the old text stands there: once, or the mutant needs to be written anew."""
        return self.file_in(tree).read_text("utf-8").count(self.old)


@dataclass(frozen=True, slots=True)
class Mutant:
    """`says` is what the product does with the mistake; `tests` are the unit suites that notice it, paths below tests.

    A few mistakes cannot show under the faults of `make chaos`; `not_in_chaos` gives the reason.
    """

    name: str
    says: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]
    not_in_chaos: str = ""


def mutant(name: str, says: str, path: str, old: str, new: str, *tests: str, not_in_chaos: str = "") -> Mutant:
    """A mutant of one edit."""
    return Mutant(name, says, (Edit(path, old, new),), tests, not_in_chaos)
