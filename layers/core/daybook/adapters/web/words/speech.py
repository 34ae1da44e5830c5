"""The merchant's language: words from the catalogue; amounts, dates, times, zones, countries as Babel writes them.

Shops outside the United States read amounts and dates as Canadians write them; French is always that of Canada.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_currency, format_decimal, get_currency_name

from daybook.domain.money import to_decimal
from daybook.domain.words import filled, is_french, plural, say, tongue

# How each country writes a time of day: `10 h 05`, `10:05 AM`, `10:05`.
_CLOCKS = {"fr_CA": "H 'h' mm", "en_US": "h:mm a", "en_CA": "HH:mm"}
_SPACE, _NBSP = " ", "\N{NO-BREAK SPACE}"
_A_SUMMER_DAY, _A_WINTER_DAY = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
# A plural amount, for the name of a currency: `Canadian dollars`.
_MANY = 2


class Speech:
    """Says things in one language to one country."""

    def __init__(self, language: str, country: str = "") -> None:
        self.language = tongue(language)
        place = "fr_CA" if is_french(language) else ("en_US" if country == "US" else "en_CA")
        self.tag = place.replace("_", "-")
        self._locale = _locale(place)
        self._clock = _CLOCKS[place]

    def say(self, message: str, **values: object) -> str:
        """The message in this language, `{names}` in it replaced."""
        return say(message, self.language, **values)

    def count(self, one: str, many: str, count: int, **values: object) -> str:
        """The message for a count, which is `{count}` in it."""
        return filled(plural(one, many, count, self.language), {"count": self.number(count), **values})

    def money(self, minor: int, currency: str) -> str:
        """An amount of minor units: `$1,234.56`, `1 234,56 $`."""
        return format_currency(to_decimal(minor), currency, locale=self._locale)

    def plain(self, minor: int) -> str:
        """An amount of minor units without its currency, for wide tables: `1,234.56`, `1 234,56`; nothing for zero."""
        return format_decimal(to_decimal(minor), format="#,##0.00", locale=self._locale) if minor else ""

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

    def full_date(self, day: date) -> str:
        """`Tuesday, November 24, 2026`, `mardi 24 novembre 2026`, `dimanche 1er novembre 2026`."""
        return self._first(day, format_date(day, "full", locale=self._locale))

    def _first(self, day: date, text: str) -> str:
        """French says the first day of a month as an ordinal, and every other as a number."""
        return (
            re.sub(r"(^|\s)1(?=\s)", r"\g<1>1er", text, count=1) if day.day == 1 and is_french(self.language) else text
        )

    def weekday(self, day: date) -> str:
        """The weekday in short: `Tue`, `mar.`."""
        return format_date(day, "EEE", locale=self._locale)

    def whole_weekday(self, day: date) -> str:
        """The weekday in full: `Tuesday`, `mardi`."""
        return format_date(day, "EEEE", locale=self._locale)

    def month(self, day: date) -> str:
        """`November 2026`, `novembre 2026`."""
        return format_date(day, "MMMM y", locale=self._locale)

    def wall_clock(self, at: time) -> str:
        """A wall-clock time: `22:00`, in the United States `10:00 PM`, in French `22 h 00`."""
        return str(format_time(at, self._clock, locale=self._locale)).replace(_SPACE, _NBSP)

    def clock(self, instant: datetime, zone: str) -> str:
        """The time of an instant on a zone's wall clock."""
        return self.wall_clock(instant.astimezone(ZoneInfo(zone)).time())

    def instant(self, instant: datetime, zone: str) -> str:
        """Date and time of an instant on a zone's wall clock."""
        local = instant.astimezone(ZoneInfo(zone))
        return f"{self.day(local.date())}, {self.clock(instant, zone)}"

    def zone(self, zone: str) -> str:
        """What people there call the time of a zone: `Eastern Time`, `heure de l’Est`; its city where it has no name.

        A zone without daylight saving time goes by its standard time, as Phoenix by Mountain Standard Time.
        """
        local = ZoneInfo(zone)
        shifts = _A_SUMMER_DAY.astimezone(local).utcoffset() != _A_WINTER_DAY.astimezone(local).utcoffset()
        names = self._locale.meta_zones.get(
            get_global("meta_zones").get(get_global("zone_aliases").get(zone, zone), ""), {}
        ).get("long", {})
        named = names.get("generic" if shifts else "standard")
        return str(named or get_timezone_location(zone, locale=self._locale, return_city=True))

    def country(self, code: str) -> str:
        """The name of a country by its ISO code; one that is new keeps its code."""
        return str(self._locale.territories.get(code, code))

    def currency(self, code: str) -> str:
        """The name of a currency: `Canadian dollars`, `dollars canadiens`."""
        return str(get_currency_name(code, count=_MANY, locale=self._locale))


@cache
def speech_for(language: str, country: str = "") -> Speech:
    """Speech is the same for everybody who speaks it."""
    return Speech(language, country)


@cache
def _locale(place: str) -> Locale:
    return Locale.parse(place)
