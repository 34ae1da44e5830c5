"""Sums of the log's figures: of each week that is shown, and of each month of the range."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.domain.month.tip_weeks import sunday_of
from daybook.domain.nouns import DAY_FIGURES
from daybook.domain.posting.day_figures import NO_FIGURES, DayFigures
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncRecord

_ROWS_SHOWN = 100


def shown_on_a_page(records: Sequence[SyncRecord], page: date | None) -> tuple[Sequence[SyncRecord], date | None]:
    """The records of a page and the date that the next one begins with; a date is never cut in two."""
    rest = [record for record in records if page is None or record.day.business_date <= page]
    if len(rest) <= _ROWS_SHOWN:
        return rest, None
    cut = rest[_ROWS_SHOWN].day.business_date
    shown = [record for record in rest if record.day.business_date > cut]
    if not shown:  # more stores than a page has rows
        shown = [record for record in rest if record.day.business_date == cut]
        cut -= timedelta(days=1)
    return shown, cut


def weeks(
    records: Iterable[SyncRecord], shown: Iterable[tuple[SyncRecord, dict[str, Any]]], visit: Visit
) -> list[dict[str, Any]]:
    """The rows of a page by week, each with the sums of its whole week within the filter; weeks begin on Sunday."""
    sums = _sums(records, sunday_of)
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


def months(records: Iterable[SyncRecord], visit: Visit) -> list[dict[str, Any]]:
    """The sums of each month, as far as its days are within the filter."""
    return [
        {
            "word": visit.speech.month(first),
            "figures": _amounts(figures, visit),
            "path": f"/month?month={first:%Y-%m}",
        }
        for first, figures in sorted(_sums(records, lambda on: on.replace(day=1)).items(), reverse=True)
    ]


def _sums(records: Iterable[SyncRecord], beginning_of: Any) -> dict[date, DayFigures]:
    sums: dict[date, DayFigures] = {}
    for record in records:
        figures = story_of(record).booked
        if figures is not None:
            begins = beginning_of(record.day.business_date)
            sums[begins] = sums.get(begins, NO_FIGURES) + figures
    return sums


def _amounts(figures: DayFigures | None, visit: Visit) -> list[str]:
    currency = visit.connection.company.home_currency
    return [] if figures is None else [visit.speech.money(getattr(figures, name), currency) for name in DAY_FIGURES]
