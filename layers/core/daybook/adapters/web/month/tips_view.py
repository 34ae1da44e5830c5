"""Tips by week on a month's page, of the company and of each store, and the same as a file."""

from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Answer
from daybook.adapters.web.http.tables import FORMATS, Money, Table
from daybook.adapters.web.http.visit import Visit
from daybook.application.days.read_month import Month
from daybook.application.days.read_tips import TipsOfWeeks, read_tips
from daybook.domain.month.tip_weeks import TipWeek, states_tips
from daybook.domain.words import noted

_HEADING = (
    noted("Store"),
    noted("Week from"),
    noted("Week to"),
    noted("Net sales"),
    noted("Service charges for staff"),
    noted("Tips"),
)
_Rows = list[tuple[str, TipWeek]]


def tip_values(month: Month, visit: Visit, location: str | None) -> dict[str, Any]:
    """What the page shows of tips: in Quebec always, elsewhere where it is asked for."""
    here = {"month": f"{month.first:%Y-%m}"} | ({"location": location} if location else {})
    if not states_tips(visit.profile) and visit.request.query.get("tips") != "weeks":
        return {"tips": None, "tips_path": f"/month?{urlencode(here | {'tips': 'weeks'})}#tips"}
    found, speech, currency = _read(month, visit, location), visit.speech, visit.connection.company.home_currency
    rows = _rows(found, visit, location)
    return {
        "tips": [
            {
                "store": store,
                "week": speech.say("{first} to {last}", first=speech.day(week.first), last=speech.day(week.last)),
                "sales": speech.money(week.sales_minor, currency),
                "charges": speech.money(week.service_charges_minor, currency),
                "tips": speech.money(week.tips_minor, currency),
            }
            for store, week in rows
        ],
        "tips_path": "",
        "tip_charges": any(week.service_charges_minor for _, week in rows),
        "tip_stores": any(store for store, _ in rows),
        "tips_left_out": found.left_out,
        "tip_paths": [f"/month/tips.{form}?{urlencode(here)}" for form in FORMATS],
    }


def tip_file(month: Month, visit: Visit, location: str | None, form: str) -> Answer:
    """One row a week, of the company and then of each store."""
    found, say = _read(month, visit, location), visit.speech.say
    rows = tuple(
        (
            store or say("Every store"),
            week.first,
            week.last,
            Money(week.sales_minor),
            Money(week.service_charges_minor),
            Money(week.tips_minor),
        )
        for store, week in _rows(found, visit, location)
    )
    table = Table(f"daybook-tips-{found.first}-{found.last}", tuple(map(say, _HEADING)), rows)
    return FORMATS[form](table, visit.speech.language)


def _read(month: Month, visit: Visit, location: str | None) -> TipsOfWeeks:
    return read_tips(month, visit.connection, visit.profile, visit.systems, location)


def _rows(found: TipsOfWeeks, visit: Visit, location: str | None) -> _Rows:
    """The company's weeks, then those of each store where there are several."""
    place = visit.location_name(location) if location else ""
    rows = [(place, week) for week in found.every]
    if location is None and len(found.by_store) > 1:
        for store, weeks in found.by_store.items():
            rows += [(visit.location_name(store), week) for week in weeks]
    return rows
