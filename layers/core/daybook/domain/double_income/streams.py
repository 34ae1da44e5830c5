"""A second stream: a source that brings the sales of most days to income, whole or in pieces."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from daybook.domain.double_income.entries import IncomeEntry
from daybook.domain.double_income.sold_days import SoldDay

_LEAST_DOCUMENTS = 5
_LEAST_OF_DAYS = 0.6
_NET_SHARE = 0.15
_TOTAL_SHARE = 0.05
_DAY_SHARE = 0.05
_SHIFTS = (0, 1, -1)


def streamed_days(entries: Sequence[IncomeEntry], days: Sequence[SoldDay]) -> tuple[SoldDay, ...]:
    """The days of one store whose sales the entries of one source bring; none if it is no stream.

    At least five documents on three fifths of the open days between its first and its last. Their sum is within 15 % of
    the net sales, or within 5 % of what was sold with tax or collected. And it goes up and down with the shop: on most
    days it is within 5 % of its usual part of the sales. Another store of the company does not.
    """
    for shift in _SHIFTS:
        brought: Counter[date] = Counter()
        for entry in entries:
            brought[entry.on - timedelta(days=shift)] += entry.income_minor
        within = tuple(day for day in days if min(brought) <= day.on <= max(brought))
        if len(entries) >= _LEAST_DOCUMENTS and _has_the_total(brought, within) and _moves_with(brought, within):
            return within
    return ()


def _has_the_total(brought: Counter[date], days: Sequence[SoldDay]) -> bool:
    whole, net = brought.total(), sum(day.net_minor for day in days)
    totals = (net + sum(day.tax_minor for day in days), sum(day.collected_minor for day in days))
    return abs(whole - net) <= _NET_SHARE * net or any(abs(whole - each) <= _TOTAL_SHARE * each for each in totals)


def _moves_with(brought: Counter[date], days: Sequence[SoldDay]) -> bool:
    touched = [day for day in days if day.on in brought]
    net = sum(day.net_minor for day in touched)
    if len(touched) < max(_LEAST_DOCUMENTS, _LEAST_OF_DAYS * len(days)) or net <= 0:
        return False
    part = sum(brought[day.on] for day in touched) / net
    near = [day for day in touched if abs(brought[day.on] - part * day.net_minor) <= _DAY_SHARE * part * day.net_minor]
    return len(near) >= _LEAST_OF_DAYS * len(touched)
