"""What the model varies and how often: every bound of the search in one place."""

from dataclasses import dataclass, replace

from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.posting.documents import DocumentKind

WORKERS = 2
# What talech may tell of the day, in minor units before tax; the day begins with the first.
FIGURES = (1000, 1500, 0)
_SECONDS = frozenset({"changes", "closings", "undos", "redos", "releases"})
_FAULTS = frozenset({"crashes", "lost", "failures"})


@dataclass(frozen=True, slots=True)
class Budgets:
    """How often each thing may still happen.

    `changes` are talech's other figures, back to earlier ones and to none included. `crashes` are workers that die, or
    are killed after 150 seconds, between any two calls or while one is under way. `lost` are answers that never arrive;
    the call may have been carried out, be carried out late, or never. `sleeps` are workers that sleep past the end of
    their lease. `faults` bounds crashes, lost answers and passing failures together, `seconds` changes, closings,
    undos, redos and releases.
    """

    changes: int = 0
    crashes: int = 0
    lost: int = 0
    failures: int = 0
    closings: int = 0
    undos: int = 0
    redos: int = 0
    releases: int = 0
    sleeps: int = 0
    seconds: int = 9
    faults: int = 9

    def less(self, name: str) -> "Budgets":
        """What is left once a thing has happened once more."""
        together = {"seconds": self.seconds - (name in _SECONDS), "faults": self.faults - (name in _FAULTS)}
        return replace(self, **{name: getattr(self, name) - 1}, **together)

    def allow(self, name: str) -> bool:
        """Whether it may happen once more."""
        is_left = (self.seconds > 0 or name not in _SECONDS) and (self.faults > 0 or name not in _FAULTS)
        return is_left and getattr(self, name) > 0


@dataclass(frozen=True, slots=True)
class World:
    """A company, and how QuickBooks behaves there; `name` tells it in the table."""

    kind: DocumentKind = DocumentKind.JOURNAL_ENTRY
    policy: ClosedBooksPolicy = ClosedBooksPolicy.HOLD
    remembers_ids: bool = True
    checks_numbers: bool = True
    queries_lag: bool = False

    @property
    def is_unsafe(self) -> bool:
        """Whether nothing is left that could tell a document that is there from one that is not."""
        return self.queries_lag and not self.remembers_ids and not self.checks_numbers

    @property
    def name(self) -> str:
        """In a few words."""
        words = (
            self.kind.value.replace("_", " "),
            f"closed books: {self.policy.value}",
            "ids kept" if self.remembers_ids else "ids forgotten",
            "numbers checked" if self.checks_numbers else "numbers unchecked",
            "queries lag" if self.queries_lag else "queries at once",
        )
        return ", ".join(words)
