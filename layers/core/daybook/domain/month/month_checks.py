"""Whether a month agrees: each check holds two figures against one another, and is good at a difference of zero."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.month.month_figures import MonthFigures
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import LocationDay


class CheckKind(StrEnum):
    """What is held against what.

    `talech`: a figure of talech's own reports, the books. `summaries`: every figure of Daybook's own summaries, the
    documents. `recognised`: what was sold with advances, what was collected. `balanced`: debits, credits. `suspense`:
    the movement of the suspense account, that of the days with gaps.
    """

    TALECH = "talech"
    SUMMARIES = "summaries"
    RECOGNISED = "recognised"
    BALANCED = "balanced"
    SUSPENSE = "suspense"


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures in minor units that should be the same; `field` is talech's name of the figure, where it has one.

    `missing` counts days whose talech report lacks the figure: nothing can be said of them. `accepted_minor` is what of
    the difference lies on days whose difference a person accepted.
    """

    kind: CheckKind
    left_minor: int
    right_minor: int
    field: str = ""
    missing: int = 0
    accepted_minor: int = 0

    @property
    def difference_minor(self) -> int:
        """What the left has more than the right."""
        return self.left_minor - self.right_minor

    @property
    def unexplained_minor(self) -> int:
        """What of the difference no person accepted."""
        return self.difference_minor - self.accepted_minor

    @property
    def is_accepted(self) -> bool:
        """Whether there is a difference, and all of it was accepted."""
        return bool(self.difference_minor) and not self.unexplained_minor

    @property
    def is_good(self) -> bool:
        """Whether both are the same, to the cent, and no accepted difference makes them so."""
        return not self.difference_minor and not self.unexplained_minor


def checks_of(
    figures: MonthFigures,
    proofs: Iterable[Proof],
    suspense: str,
    with_gaps: Collection[LocationDay],
    accepted: Collection[LocationDay],
) -> tuple[Check, ...]:
    """The checks of a month by the proofs of its days; `suspense` is the account of amounts without one.

    `accepted` are the days with a difference to talech that a person accepted.
    """
    found = tuple(proofs)
    waits = [(proof.day in with_gaps, proof.effect.get(suspense, 0)) for proof in found]
    fields = [field for proof in found for field in proof.fields]
    lines = [line.amount_minor for proof in found for line in proof.lines]
    debits, credits_ = sum(minor for minor in lines if minor > 0), -sum(minor for minor in lines if minor < 0)
    return (
        *_against_talech(found, accepted),
        Check(
            CheckKind.SUMMARIES,
            sum(field.sales_day_minor for field in fields),
            sum(field.document_minor for field in fields),
        ),
        Check(CheckKind.RECOGNISED, figures.recognised_minor + figures.advances_minor, figures.collected_minor),
        Check(CheckKind.BALANCED, debits, credits_),
        Check(
            CheckKind.SUSPENSE,
            sum(minor for _, minor in waits),
            sum(minor for has_gaps, minor in waits if has_gaps),
        ),
    )


def _against_talech(proofs: tuple[Proof, ...], accepted: Collection[LocationDay]) -> Iterable[Check]:
    """A figure that talech's report of a day lacks is counted apart, on both sides."""
    talech: Counter[str] = Counter()
    books: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for day, each in ((proof.day, field) for proof in proofs for field in proof.fields):
        if each.talech_minor is None:
            missing[each.field] += 1
            continue
        talech[each.field] += each.talech_minor
        books[each.field] += each.document_minor
        if day in accepted:
            known[each.field] += each.talech_minor - each.document_minor
    for name in dict.fromkeys(field.field for proof in proofs for field in proof.fields):
        if name in talech:
            yield Check(CheckKind.TALECH, talech[name], books[name], name, missing[name], known[name])
