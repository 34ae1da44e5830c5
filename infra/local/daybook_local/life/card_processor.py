"""A card processor: it takes the fee, waits for bank days, merges weekends, pays late, takes chargebacks, forgets."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from daybook_local.life.bank_days import bank_days_after, is_bank_day

_FRIDAY = 4
_CHARGEBACK_FEE_MINOR = 1500
_CHARGEBACKS_MINOR = (1500, 8000)


@dataclass(frozen=True, slots=True)
class Takings:
    """What one group of cards took on a business date, refunds taken off, and by how many sales; minor units."""

    on: date
    amount_minor: int
    sales: int


@dataclass(frozen=True, slots=True)
class Payout:
    """Money on its way to the bank, and the truth behind it: which batches it pays and what was withheld.

    `forgotten` never appears in the books: it stays in the bank feed.
    """

    number: int
    on: date
    batches: tuple[date, ...]
    gross_minor: int
    fee_minor: int
    chargeback_minor: int
    forgotten: bool

    @property
    def bank_minor(self) -> int:
        """What reaches the bank."""
        return self.gross_minor - self.fee_minor - self.chargeback_minor


@dataclass(frozen=True, slots=True)
class CardProcessor:
    """How one processor pays; rates are fractions.

    `delay` in bank days. The fee is `percent` of the amount, give or take the fraction `spread` of itself, and
    `per_sale_minor`; it is withheld from each payout, or debited in the month after (`monthly_fees`). With
    `evening_cut` that fraction of a day, from the least to the most, falls into the batch of the next day.
    """

    delay: int = 1
    percent: Decimal = Decimal("2.6")
    spread: float = 0.07
    per_sale_minor: int = 10
    monthly_fees: bool = False
    late: float = 0.05
    chargebacks: float = 0.02
    missing: float = 0.01
    evening_cut: tuple[float, float] = (0.0, 0.0)
    holidays: frozenset[date] = frozenset()
    seed: int = 1

    def payouts(self, takings: Sequence[Takings]) -> tuple[Payout, ...]:
        """Every payout of these days, by date; a batch at or below zero is netted with the next one."""
        chance = random.Random(self.seed)  # noqa: S311 -- a story, not a secret
        paid: list[Payout] = []
        for run in _runs(self._batches(takings, chance), self.holidays):
            paid.append(self._payout(len(paid) + 1, run, chance))
        return tuple(sorted(paid, key=lambda payout: (payout.on, payout.number)))

    def _batches(self, takings: Iterable[Takings], chance: random.Random) -> list[Takings]:
        """What the terminal settles: the day itself, or what was taken between two cuts."""
        batches: list[Takings] = []
        carried = 0
        for day in sorted(takings, key=lambda each: each.on):
            late = round(day.amount_minor * chance.uniform(*self.evening_cut))
            batches.append(Takings(day.on, day.amount_minor - late + carried, day.sales))
            carried = late
        return batches

    def _payout(self, number: int, run: Sequence[Takings], chance: random.Random) -> Payout:
        gross = sum(batch.amount_minor for batch in run)
        rate = self.percent / 100 * Decimal(1 + chance.uniform(-self.spread, self.spread))
        fee = int((gross * rate).quantize(Decimal(1), ROUND_HALF_UP)) + self.per_sale_minor * sum(
            batch.sales for batch in run
        )
        chargeback = 0
        if chance.random() < self.chargebacks:
            chargeback = chance.randint(*_CHARGEBACKS_MINOR) + _CHARGEBACK_FEE_MINOR
        days = self.delay + (chance.randint(1, 2) if chance.random() < self.late else 0)
        return Payout(
            number=number,
            on=bank_days_after(_handed_in(run[-1].on, self.holidays), days, self.holidays),
            batches=tuple(batch.on for batch in run),
            gross_minor=gross,
            fee_minor=0 if self.monthly_fees else fee,
            chargeback_minor=chargeback,
            forgotten=chance.random() < self.missing,
        )


def _handed_in(on: date, holidays: frozenset[date]) -> date:
    return on if is_bank_day(on, holidays) else bank_days_after(on, 0, holidays)


def _runs(batches: Iterable[Takings], holidays: frozenset[date]) -> Iterable[Sequence[Takings]]:
    """Batches that are paid in one sum: of a weekend with its Friday evening, of holidays, and until above zero."""
    run: list[Takings] = []
    for batch in batches:
        run.append(batch)
        opens = is_bank_day(batch.on + timedelta(days=1), holidays) and batch.on.weekday() != _FRIDAY
        if opens and sum(each.amount_minor for each in run) > 0:
            yield run
            run = []
    if run and sum(each.amount_minor for each in run) > 0:
        yield run
