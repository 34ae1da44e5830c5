"""Public holidays of a country and its provinces or states, worked out from their rules: on these, shops close.

Sources: Canada Labour Code (Part III), Act respecting labour standards (Quebec), Employment Standards Act (Ontario),
5 U.S.C. 6103.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

_MONDAY, _THURSDAY = 0, 3


@cache
def holidays(country: str, region: str, year: int) -> Mapping[date, str]:
    """The holidays of a year with their English names; empty for a country without a table."""
    if country == "CA":
        return _canada(region, year)
    return _united_states(year) if country == "US" else {}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second, ... of a weekday in a month; -1 the last."""
    if number < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _canada(region: str, year: int) -> dict[date, str]:
    victoria = date(year, 5, 24)
    found = {
        date(year, 1, 1): "New Year’s Day",
        easter(year) - timedelta(days=2): "Good Friday",
        victoria - timedelta(days=victoria.weekday()): "Victoria Day",
        date(year, 7, 1): "Canada Day",
        nth(year, 9, _MONDAY, 1): "Labour Day",
        nth(year, 10, _MONDAY, 2): "Thanksgiving",
        date(year, 12, 25): "Christmas Day",
    }
    if region == "QC":
        found |= {easter(year) + timedelta(days=1): "Easter Monday", date(year, 6, 24): "National Holiday"}
    if region in {"ON", "AB", "BC", "SK", "NB"}:
        found[nth(year, 2, _MONDAY, 3)] = "Family Day"
    if region == "ON":
        found[date(year, 12, 26)] = "Boxing Day"
    if region in {"BC", "AB", "SK", "NB"}:
        found[nth(year, 8, _MONDAY, 1)] = "Civic Holiday"
    return found


def _united_states(year: int) -> dict[date, str]:
    return {
        date(year, 1, 1): "New Year’s Day",
        nth(year, 5, _MONDAY, -1): "Memorial Day",
        date(year, 7, 4): "Independence Day",
        nth(year, 9, _MONDAY, 1): "Labor Day",
        nth(year, 11, _THURSDAY, 4): "Thanksgiving",
        date(year, 12, 25): "Christmas Day",
    }


_REGIONS = {
    "America/Vancouver": ("BC",),
    "America/Edmonton": ("AB",),
    "America/Regina": ("SK",),
    "America/Moncton": ("NB",),
    "America/Montreal": ("QC",),
    # Ontario and Quebec share this zone, and nothing else that talech says names the province.
    "America/Toronto": ("ON", "QC"),
}


def holidays_between(country: str, zone: str, first: date, last: date) -> frozenset[date]:
    """The holidays of a shop in a time zone, from a first to a last date; where a zone has two provinces, of both."""
    found = {
        day
        for year in range(first.year, last.year + 1)
        for region in _REGIONS.get(zone, ("",))
        for day in holidays(country, region, year)
    }
    return frozenset(day for day in found if first <= day <= last)
