"""Documents that repeat a whole day of talech: the same total, on the same date or a day beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daybook.domain.double_income.entries import IncomeEntry
from daybook.domain.double_income.sold_days import SoldDay

_TOLERANCE_MINOR = 5
_SHIFTS = (0, 1, -1)
_LEAST_DATES = 2
_LEAST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Repeated:
    """A document and the day that it repeats. `agreeing` counts different figures that are equal."""

    entry: IncomeEntry
    day: SoldDay
    agreeing: int
    is_exact: bool


def repeated_days(entries: Sequence[IncomeEntry], days: Iterable[SoldDay]) -> tuple[Repeated, ...]:
    """What documents of one source repeat, by date.

    Two dates of a source at one distance are evidence, if they are a fifth of its documents. A document alone is
    evidence only on the same date: to the cent, or with two figures. A round or fixed sum always needs two figures.
    """
    by_date: dict[date, list[SoldDay]] = {}
    for day in days:
        by_date.setdefault(day.on, []).append(day)
    shifted = [_at_distance(entries, by_date, timedelta(days=shift)) for shift in _SHIFTS]
    several = max(shifted, key=len)
    alone = [each for each in shifted[0] if each.is_exact or each.agreeing > 1]
    dates = {each.entry.on for each in several}
    is_pattern = len(dates) >= _LEAST_DATES and len(several) >= _LEAST_SHARE * len(entries)
    return tuple(several if is_pattern else alone)


def _at_distance(
    entries: Iterable[IncomeEntry], by_date: dict[date, list[SoldDay]], distance: timedelta
) -> list[Repeated]:
    found = []
    for entry in entries:
        best = max(
            (_compared(entry, day) for day in by_date.get(entry.on - distance, ())),
            key=lambda each: (each.agreeing, each.is_exact),
            default=None,
        )
        if best is not None and best.agreeing > (1 if entry.is_common else 0):
            found.append(best)
    return found


def _compared(entry: IncomeEntry, day: SoldDay) -> Repeated:
    """How many different figures of the document are figures of the day: income, total, tax."""
    pairs = [
        *((entry.income_minor, minor) for minor in day.incomes),
        *((entry.total_minor, minor) for minor in day.totals),
        *([(entry.tax_minor, day.tax_minor)] if entry.tax_minor > 0 else []),
    ]
    near = [(own, talech) for own, talech in pairs if abs(own - talech) <= _TOLERANCE_MINOR]
    figures = Counter(talech for _, talech in near)
    return Repeated(entry, day, len(figures), any(own == talech for own, talech in near))
