"""What was read of a company's books for clearing, and what is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from daybook.domain.clearing.payouts import Batch, BooksDocument
from daybook.domain.errors import DaybookError
from daybook.domain.words import noted

MOST_READS = 60
"""Metered reads a month for one merchant."""
MOST_READS_OF_ALL = 100_000
"""Metered reads a month for clearing of all merchants: a fifth of what Intuit gives for nothing."""
READS_OF_A_LOOK = 7
"""The most that one look needs: the report and deposits; without the report six lists."""

BOOKS_UNREADABLE = noted(
    "QuickBooks’ answer cannot be used: it was cut, is in several currencies, or contradicts itself. What was read "
    "before is shown."
)


class BooksUnreadableError(DaybookError):
    """QuickBooks' answer cannot be used, and reading again would give the same; the text says why."""


@dataclass(frozen=True, slots=True)
class BooksReading:
    """Documents that moved the accounts between two dates (inclusive).

    `openings` is what the accounts held before `first`, debits positive, in minor units; empty if QuickBooks gave no
    report (`by_report` False). `reads` are the metered reads that it took.
    """

    first: date
    last: date
    documents: tuple[BooksDocument, ...]
    openings: Mapping[str, int]
    reads: int
    by_report: bool


@dataclass(frozen=True, slots=True)
class ClearingRecord:
    """What is kept for a merchant's clearing page; off until they turn it on.

    `ways` has the choice by tender role (`groups.CARDS` or another), `choices` the batches that a person gave a
    document, by its id. `reads` counts the metered reads of `month` (`2026-11`).
    """

    is_on: bool = False
    ways: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[Batch, ...]] = field(default_factory=dict)
    reading: BooksReading | None = None
    read_at: datetime | None = None
    month: str = ""
    reads: int = 0

    def reads_in(self, month: str) -> int:
        """The metered reads of a month so far."""
        return self.reads if month == self.month else 0
