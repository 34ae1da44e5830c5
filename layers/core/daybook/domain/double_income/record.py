"""What is kept of the search for double income: the last look, and what persons said of sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from daybook.domain.double_income.rules import Finding

BEFORE = timedelta(days=7)
"""Days before the chosen ones that are read too: a document can be dated beside the day that it repeats."""
_MOST_DOCUMENTS = 20


@dataclass(frozen=True, slots=True)
class SeparateIncome:
    """A person's answer that a source is other income."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DoubleIncomeRecord:
    """One look from `first` to `last` (inclusive, dates in the zone of the shop), and the answers by source.

    `is_before` says that the look was made before anything was posted.
    """

    looked_at: datetime | None = None
    first: date | None = None
    last: date | None = None
    is_before: bool = False
    findings: tuple[Finding, ...] = ()
    separate: Mapping[str, SeparateIncome] = field(default_factory=dict)

    def with_look(
        self, now: datetime, period: tuple[date, date], found: tuple[Finding, ...], *, is_before: bool
    ) -> Self:
        """A new look in place of the one before; of each finding the first documents are kept."""
        kept = tuple(replace(each, documents=each.documents[:_MOST_DOCUMENTS]) for each in found)
        first, last = period
        return replace(self, looked_at=now, first=first, last=last, is_before=is_before, findings=kept)

    def with_answer(self, finding: Finding, answer: SeparateIncome) -> Self:
        """The finding is other income: it ends, and its sources are asked about no more."""
        return replace(
            self,
            findings=tuple(each for each in self.findings if each.key != finding.key),
            separate={**self.separate, **dict.fromkeys(finding.sources, answer)},
        )

    def first_free_day(self) -> date | None:
        """The business date after the last one that would stand twice; None if no finding is strong."""
        days = [each.days[-1] for each in self.findings if each.is_strong]
        return max(days) + timedelta(days=1) if days else None
