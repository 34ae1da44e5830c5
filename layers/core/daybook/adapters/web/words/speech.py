"""The merchant's language: words from the catalogue; amounts, dates, times and zones as Babel writes them.

Shops outside the United States read amounts and dates as Canadians write them; French is always that of Canada.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, get_timezone_location
from babel.numbers import format_currency, format_decimal

from daybook.domain.money import to_decimal
from daybook.domain.words import filled, is_french, plural, say, tongue

_24_HOURS = "HH:mm"


class Speech:
    """Says things in one language to one country."""

    def __init__(self, language: str, country: str = "") -> None:
        self.language = tongue(language)
        place = "fr_CA" if is_french(language) else ("en_US" if country == "US" else "en_CA")
        self.tag = place.replace("_", "-")
        self._locale = _locale(place)

    def say(self, message: str, **values: object) -> str:
        """The message in this language, `{names}` in it replaced."""
        return say(message, self.language, **values)

    def count(self, one: str, many: str, count: int, **values: object) -> str:
        """The message for a count, which is `{count}` in it."""
        return filled(plural(one, many, count, self.language), {"count": self.number(count), **values})

    def money(self, minor: int, currency: str) -> str:
        """An amount of minor units: `$1,234.56`, `1 234,56 $`."""
        return format_currency(to_decimal(minor), currency, locale=self._locale)

    def number(self, value: int | Decimal) -> str:
        """A count, or a part: `2.5`, `2,5`."""
        return format_decimal(value, locale=self._locale)

    def day(self, day: date) -> str:
        """`Nov. 24, 2026`, `24 nov. 2026`, `1er nov. 2026`."""
        return self._first(day, format_date(day, "medium", locale=self._locale))

    def weekday_date(self, day: date) -> str:
        """`Tuesday, November 24`, `mardi 24 novembre`, `dimanche 1er novembre`."""
        pattern = "EEEE d MMMM" if is_french(self.language) else "EEEE, MMMM d"
        return self._first(day, format_date(day, pattern, locale=self._locale))

    def _first(self, day: date, text: str) -> str:
        """French says the first day of a month as an ordinal, and every other as a number."""
        return (
            re.sub(r"(^|\s)1(?=\s)", r"\g<1>1er", text, count=1) if day.day == 1 and is_french(self.language) else text
        )

    def weekday(self, day: date) -> str:
        """The weekday in short: `Tue`, `mar.`."""
        return format_date(day, "EEE", locale=self._locale)

    def month(self, day: date) -> str:
        """`November 2026`, `novembre 2026`."""
        return format_date(day, "MMMM y", locale=self._locale)

    def wall_clock(self, at: time) -> str:
        """A wall-clock time on the 24-hour clock, as talech's settings write it."""
        return format_time(at, _24_HOURS, locale=self._locale)

    def clock(self, instant: datetime, zone: str) -> str:
        """The time of an instant on a zone's wall clock."""
        return format_datetime(instant, _24_HOURS, tzinfo=ZoneInfo(zone), locale=self._locale)

    def instant(self, instant: datetime, zone: str) -> str:
        """Date and time of an instant on a zone's wall clock."""
        local = instant.astimezone(ZoneInfo(zone))
        return f"{self.day(local.date())}, {self.clock(instant, zone)}"

    def city(self, zone: str) -> str:
        """The city of a zone, as people there write it: `Toronto`, `Montréal`."""
        return get_timezone_location(zone, locale=self._locale, return_city=True)


@cache
def speech_for(language: str, country: str = "") -> Speech:
    """Speech is the same for everybody who speaks it."""
    return Speech(language, country)


@cache
def _locale(place: str) -> Locale:
    return Locale.parse(place)
