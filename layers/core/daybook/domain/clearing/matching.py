"""Matching of payouts with batches, and how sure it is (docs/accounting.md 10).

*Sure*: the only run near the usual rate, of batches that no other payout could pay as well. *Likely*: a run at a
possible rate. *Ask*: nothing fits; the nearest run is shown, because a chargeback or a loan may be withheld from it.
Measured on synthetic years: docs/accounting.md 10 has the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from daybook.domain.clearing.alignment import align, out_of_turn
from daybook.domain.clearing.payouts import Batch, Payout
from daybook.domain.clearing.runs import Run, runs_for, usual_rate

_NEAR = 0.002
_OUT_OF_TURN = 0.006
_WIDEST_RATE = 0.2
_NEIGHBOURS = 8


class Grade(StrEnum):
    """How sure a match is."""

    CHOSEN = "chosen"
    SURE = "sure"
    LIKELY = "likely"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Match:
    """A payout and the batches that it pays, as they were when it was matched."""

    payout: Payout
    batches: tuple[Batch, ...]
    grade: Grade

    @property
    def gross_minor(self) -> int:
        """The batches together."""
        return sum(batch.net_minor for batch in self.batches)

    @property
    def withheld_minor(self) -> int:
        """What did not reach the bank."""
        return self.gross_minor - self.payout.banked_minor

    @property
    def rest_minor(self) -> int:
        """What is still on clearing of these batches."""
        return self.gross_minor - self.payout.taken_minor

    @property
    def first_on(self) -> date:
        """The oldest business date."""
        return self.batches[0].on


@dataclass(frozen=True, slots=True)
class Matching:
    """Every match, and the rate and delay (calendar days) that the processor usually has; None without any match."""

    matches: tuple[Match, ...]
    usual_rate: float | None
    usual_days: int | None


Choices = Mapping[str, tuple[Batch, ...]]
"""What a person chose: the batches of a document by its id, as they were then; no batches: it pays none."""


def match(batches: Sequence[Batch], payouts: Sequence[Payout], chosen: Choices | None = None) -> Matching:
    """Explain payouts by batches; both may be in any order.

    A person's choice comes before all; it ends when one of its batches has another amount now. A deposit that went past
    clearing counts only if it is sure: any other may be money of another kind.
    """
    by_person = _chosen(batches, payouts, chosen or {})
    taken = {batch for each in by_person for batch in each.batches}
    fixed = {each.payout.document.id for each in by_person}
    open_batches = sorted((batch for batch in batches if batch not in taken), key=lambda batch: batch.on)
    waiting = sorted((each for each in payouts if each.document.id not in fixed), key=lambda each: each.on)
    found = _explained(waiting, open_batches)
    if any(_is_doubtful(each) for each in found.matches):
        sure = {each.payout.document.id for each in found.matches if each.grade is Grade.SURE}
        trusted = [each for each in waiting if not each.is_elsewhere or each.document.id in sure]
        found = _explained(trusted, open_batches)
    kept = [each for each in found.matches if not _is_doubtful(each)]
    every = sorted([*by_person, *kept], key=lambda each: each.first_on if each.batches else each.payout.on)
    return Matching(tuple(every), found.usual_rate, found.usual_days)


def _is_doubtful(found: Match) -> bool:
    return found.payout.is_elsewhere and found.grade is not Grade.SURE


def _explained(payouts: Sequence[Payout], batches: Sequence[Batch]) -> Matching:
    """Matches of payouts and batches, both by date."""
    every = [runs_for(payout, batches) for payout in payouts]
    runs = _without(_named(payouts, every), every)
    rate = usual_rate(payouts, batches)
    first = align(payouts, runs, len(batches), rate)
    rate = median([run.rate for run in first.values()]) if first else rate
    found = out_of_turn(align(payouts, runs, len(batches), rate), runs, rate, _OUT_OF_TURN)
    days = int(median([run.days for run in found.values()])) if found else None
    firm = {number: run for number, run in found.items() if run.is_exact and payouts[number].fee_minor}
    free = _without(firm, runs)
    matches = [_match(payouts[number], run, batches, _grade(number, run, free, rate)) for number, run in found.items()]
    asked = [
        _match(payouts[number], run, batches, Grade.ASK)
        for number, run in _nearest(payouts, batches, found, (rate, days or 1)).items()
    ]
    return Matching((*matches, *asked), rate if found else None, days)


def _match(payout: Payout, run: Run, batches: Sequence[Batch], grade: Grade) -> Match:
    return Match(payout, tuple(batches[run.first : run.end]), grade)


def _chosen(batches: Sequence[Batch], payouts: Sequence[Payout], chosen: Choices) -> list[Match]:
    known = set(batches)
    return [
        Match(payout, chosen[payout.document.id], Grade.CHOSEN)
        for payout in payouts
        if payout.document.id in chosen and known.issuperset(chosen[payout.document.id])
    ]


def _named(payouts: Sequence[Payout], runs: Sequence[Sequence[Run]]) -> dict[int, Run]:
    """Payouts whose fee line names one run to the cent, which no other payout names too."""
    named = {
        number: few[0]
        for number, few in enumerate(runs)
        if payouts[number].fee_minor and len(few) == 1 and few[0].is_exact
    }
    return {
        number: run
        for number, run in named.items()
        if not any(run.meets(other) for owner, other in named.items() if owner != number)
    }


def _without(firm: Mapping[int, Run], runs: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """The runs, without those that claim a batch which another payout names to the cent."""
    return [
        [run for run in few if not any(run.meets(other) for owner, other in firm.items() if owner != number)]
        for number, few in enumerate(runs)
    ]


def _grade(number: int, run: Run, runs: Sequence[Sequence[Run]], rate: float) -> Grade:
    """Sure only if neither this payout nor a neighbour has another run that is as near."""
    own = [other for other in runs[number] if _is_near(other, rate)]
    around = [*runs[max(0, number - _NEIGHBOURS) : number], *runs[number + 1 : number + 1 + _NEIGHBOURS]]
    claimed = any(_is_near(other, rate) and other.meets(run) for few in around for other in few)
    return Grade.SURE if own == [run] and not claimed else Grade.LIKELY


def _is_near(run: Run, rate: float) -> bool:
    return abs(run.rate - rate) <= _NEAR


def _nearest(
    payouts: Sequence[Payout], batches: Sequence[Batch], found: Mapping[int, Run], usual: tuple[float, int]
) -> dict[int, Run]:
    """For payouts without a match the run of open batches nearest to the usual delay, then to the usual rate."""
    rate, days = usual
    nearest: dict[int, Run] = {}
    for number, payout in enumerate(payouts):
        if number in found or payout.is_elsewhere:
            continue
        taken = [*found.values(), *nearest.values()]
        wide = [
            run
            for run in runs_for(payout, batches, _WIDEST_RATE)
            if run.rate > rate and not any(run.meets(other) for other in taken)
        ]
        if wide:
            nearest[number] = min(wide, key=lambda run: (abs(run.days - days), run.rate))
    return nearest
