"""Sums of the log's figures: of each week that is shown, and of each month of the range."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.domain.month.tip_weeks import sunday_of
from daybook.domain.nouns import DAY_FIGURES
from daybook.domain.posting.day_figures import NO_FIGURES, DayFigures
from daybook.domain.sync.date_sums import DateSums
from daybook.domain.sync.location_day import SyncRecord


def weeks(
    dates: Mapping[date, DateSums], shown: Iterable[tuple[SyncRecord, dict[str, Any]]], visit: Visit
) -> list[dict[str, Any]]:
    """The rows of a page by week, each with the sums of its whole week within the filter; weeks begin on Sunday."""
    sums = _sums(dates, sunday_of)
    found: dict[date, list[dict[str, Any]]] = {}
    for record, row in shown:
        found.setdefault(sunday_of(record.day.business_date), []).append(row)
    return [
        {
            "word": visit.speech.say("Week of {day}", day=visit.speech.day(sunday)),
            "figures": _amounts(sums.get(sunday), visit),
            "rows": rows,
        }
        for sunday, rows in found.items()
    ]


def months(dates: Mapping[date, DateSums], visit: Visit) -> list[dict[str, Any]]:
    """The sums of each month, as far as its days are within the filter."""
    return [
        {
            "word": visit.speech.month(first),
            "figures": _amounts(figures, visit),
            "path": f"/month?month={first:%Y-%m}",
        }
        for first, figures in sorted(_sums(dates, lambda on: on.replace(day=1)).items(), reverse=True)
    ]


def _sums(dates: Mapping[date, DateSums], beginning_of: Callable[[date], date]) -> dict[date, DayFigures]:
    sums: dict[date, DayFigures] = {}
    for on, each in dates.items():
        if each.booked is not None:
            sums[beginning_of(on)] = sums.get(beginning_of(on), NO_FIGURES) + each.booked
    return sums


def _amounts(figures: DayFigures | None, visit: Visit) -> list[str]:
    currency = visit.connection.company.home_currency
    return [] if figures is None else [visit.speech.money(getattr(figures, name), currency) for name in DAY_FIGURES]
