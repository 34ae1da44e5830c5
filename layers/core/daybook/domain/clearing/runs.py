"""Which batches a payout may pay: runs of consecutive batches, by date and by rate (docs/accounting.md 10)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from daybook.domain.clearing.payouts import Batch, Payout

HIGHEST_RATE = 0.045
_LONGEST_RUN = 5
_LAST_BATCH = (timedelta(days=1), timedelta(days=7))
_FIRST_BATCH = timedelta(days=10)
_CENT_EACH = 1
_RATE_DAYS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Run:
    """Batches `first` up to `end` (exclusive) of a list; `rate` is the part of them that did not reach the bank."""

    first: int
    end: int
    rate: float
    days: int
    is_exact: bool

    def meets(self, other: "Run") -> bool:
        """Whether both claim a batch."""
        return self.first < other.end and other.first < self.end

    @property
    def more_batches(self) -> int:
        """How many batches it has beyond one."""
        return self.end - self.first - 1


def runs_for(payout: Payout, batches: Sequence[Batch], highest_rate: float = HIGHEST_RATE) -> tuple[Run, ...]:
    """The runs of batches, ordered by date, that a payout may pay.

    A payout with a fee line names the gross: if a run has it to the cent, no other run counts.
    """
    found = []
    days = [batch.on for batch in batches]
    newest = bisect_right(days, payout.on - _LAST_BATCH[0])
    for end in range(bisect_left(days, payout.on - _LAST_BATCH[1]) + 1, newest + 1):
        gross = 0
        for first in range(end - 1, max(end - 1 - _LONGEST_RUN, -1), -1):
            if payout.on - days[first] > _FIRST_BATCH:
                break
            gross += batches[first].net_minor
            run = _run(payout, gross, (first, end), (payout.on - days[end - 1]).days)
            if run is not None and (run.is_exact or run.rate <= highest_rate):
                found.append(run)
    exact = tuple(run for run in found if run.is_exact)
    return exact if exact and payout.fee_minor else tuple(found)


def _run(payout: Payout, gross: int, span: tuple[int, int], days: int) -> Run | None:
    """The run, unless the bank got more than it sold."""
    cents = _CENT_EACH * (span[1] - span[0])
    if gross <= 0 or payout.banked_minor > gross + cents:
        return None
    is_exact = abs(gross - (payout.taken_minor or payout.banked_minor)) <= cents
    return Run(*span, rate=(gross - payout.banked_minor) / gross, days=days, is_exact=is_exact)


def usual_rate(payouts: Sequence[Payout], batches: Sequence[Batch]) -> float:
    """The rate that a processor keeps, before anything is matched: the median over single days that would fit."""
    since: date = payouts[-1].on - _RATE_DAYS if payouts else date.min
    rates = [
        run.rate
        for payout in payouts
        if payout.on >= since
        for run in runs_for(payout, batches)
        if not run.more_batches
    ]
    return median(rates) if rates else 0.0
