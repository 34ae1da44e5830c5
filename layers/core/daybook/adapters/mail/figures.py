"""Dates and amounts as the reader writes them: `Nov 24, 2026`, `$1,234.56`; `24 nov. 2026`, `1 234,56 $`."""

from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency

from daybook.domain.money import to_decimal
from daybook.domain.telling.mail import Reader

_WEEKDAY = {"fr": "EEEE d MMMM", "en": "EEEE, MMMM d"}


def locale_of(reader: Reader) -> Locale:
    """French is that of Canada; English follows the shop's country where dates and amounts differ."""
    if reader.language.startswith("fr"):
        return _locale("fr_CA")
    return _locale("en_US" if reader.country == "US" else "en_CA")


def day_text(on: date, reader: Reader) -> str:
    """The date in short."""
    return format_date(on, "medium", locale=locale_of(reader))


def weekday_text(on: date, reader: Reader) -> str:
    """The date with its weekday, for the start of a sentence: `Tuesday, November 24`, `Mardi 24 novembre`."""
    locale = locale_of(reader)
    said = format_date(on, _WEEKDAY[locale.language], locale=locale)
    return said[:1].upper() + said[1:]


def money_text(minor: int, currency: str, reader: Reader) -> str:
    """An amount of minor units."""
    return format_currency(to_decimal(minor), currency, locale=locale_of(reader))


@cache
def _locale(place: str) -> Locale:
    return Locale.parse(place)
