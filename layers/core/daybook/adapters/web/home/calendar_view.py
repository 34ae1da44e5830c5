"""The home page's calendar: five weeks of days with their states, under the months and weekdays they belong to."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from babel import Locale
from babel.dates import format_date, format_interval

from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import state_word
from daybook.domain.money import to_decimal
from daybook.domain.nouns import STATE_MEANINGS
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.sync.day_state import DayState

_WEEK = 7
_WHOLE = 100
# Any Sunday: weeks begin with it, as calendars in North America do.
_SUNDAY = date(2026, 11, 22)


def calendar_view(
    calendar: Mapping[date, DayState], booked: Mapping[date, DayFigures], currency: str, speech: Speech
) -> dict[str, Any]:
    """What the template draws; a day's full date, state and sales are its name for those who do not see the grid."""
    locale = Locale.parse(speech.tag, sep="-")
    return {
        "months": _months(calendar, locale),
        "weekdays": [
            {"short": speech.weekday(on), "long": format_date(on, "EEEE", locale=locale)}
            for on in (_SUNDAY + timedelta(days=day) for day in range(_WEEK))
        ],
        "weeks": _weeks(calendar, _sales(booked, currency, speech), speech, locale),
        "legend": _legend(calendar, speech),
    }


def _months(calendar: Mapping[date, DayState], locale: Locale) -> str:
    """The months with their year: `October – November 2026`."""
    text: str = format_interval(min(calendar), max(calendar), "yMMMM", locale=locale)
    return text[:1].upper() + text[1:]


def _sales(booked: Mapping[date, DayFigures], currency: str, speech: Speech) -> dict[date, dict[str, Any]]:
    """Net sales of each day: the amount, the same in whole units for the grid, and its part of the best day."""
    most = max((figures.net_sales_minor for figures in booked.values()), default=0)
    return {
        on: {
            "amount": speech.money(figures.net_sales_minor, currency),
            "short": speech.number(round(to_decimal(figures.net_sales_minor))),
            "percent": max(0, round(_WHOLE * figures.net_sales_minor / most)) if most > 0 else 0,
        }
        for on, figures in booked.items()
    }


def _weeks(
    calendar: Mapping[date, DayState], sales: Mapping[date, dict[str, Any]], speech: Speech, locale: Locale
) -> list[list[dict[str, Any] | None]]:
    """Weeks from Sunday to Saturday; None before the first and after the last day."""
    cells: list[dict[str, Any] | None] = []
    for on, state in sorted(calendar.items()):
        starts = on.day == 1 or not cells
        if not cells:
            cells += [None] * _from_sunday(on)
        cells.append(
            {
                "day": on.day,
                "month": format_date(on, "MMM", locale=locale) if starts else "",
                "date": speech.full_date(on),
                "state": state.value,
                "word": state_word(state, speech),
                "sales": sales.get(on),
                "path": f"/log?first={on}&last={on}" if state is not DayState.BEFORE else "",
            }
        )
    cells += [None] * (-len(cells) % _WEEK)
    return [cells[start : start + _WEEK] for start in range(0, len(cells), _WEEK)]


def _legend(calendar: Mapping[date, DayState], speech: Speech) -> list[dict[str, str]]:
    """The states that the calendar shows, with how many days each."""
    seen = list(calendar.values())
    return [
        {
            "state": state.value,
            "word": state_word(state, speech),
            "meaning": speech.say(STATE_MEANINGS[state]),
            "count": speech.number(seen.count(state)),
        }
        for state in map(DayState, STATE_MEANINGS)
        if state in seen
    ]


def _from_sunday(on: date) -> int:
    return (on.weekday() + 1) % _WEEK
