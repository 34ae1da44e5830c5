"""What must be true of `merchant.json` beyond its shape."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from talech_simulator.contract import Location, MerchantFile
from talech_simulator.folder.problems import Finding, repeated

if TYPE_CHECKING:
    from datetime import date

_CLOCK = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")
_CURRENCY = re.compile(r"^[A-Z]{3}$")
_COUNTRY = re.compile(r"^[A-Z]{2}$")


def merchant_findings(profile: MerchantFile) -> Iterator[Finding]:
    """Ids are unique, references resolve, zones, clocks and codes are real."""
    if not _COUNTRY.match(profile.merchant.country):
        words = f"is {profile.merchant.country!r}, not an ISO 3166 code; write two capitals like CA"
        yield Finding("merchant.country", words)
    if not profile.locations:
        yield Finding("locations", "is empty; add at least one location")
    yield from _unique("locations", "id", [each.id for each in profile.locations])
    identifications = [each.merchant_identification for each in profile.locations]
    yield from _unique("locations", "merchant_identification", identifications)
    yield from _unique("taxes", "id", [each.id for each in profile.taxes])
    yield from _unique("tenders", "id", [each.id for each in profile.tenders])
    for position, location in enumerate(profile.locations):
        yield from _location_findings(f"locations[{position}]", location)
    yield from _category_findings(profile)
    yield from _tax_findings(profile)


def _unique(collection: str, field: str, ids: Iterable[str]) -> Iterator[Finding]:
    values = list(ids)
    for position in repeated(values):
        words = f"is {values[position]!r} a second time; give each its own"
        yield Finding(f"{collection}[{position}].{field}", words)


def _location_findings(at: str, location: Location) -> Iterator[Finding]:
    if not _CURRENCY.match(location.currency):
        words = f"is {location.currency!r}, not an ISO 4217 code; write three capitals like CAD"
        yield Finding(f"{at}.currency", words)
    if location.cash_rounding_minor < 0:
        words = f"is {location.cash_rounding_minor}, below zero; write 0 for none"
        yield Finding(f"{at}.cash_rounding_minor", words)
    yield from _setting_findings(at, location.timezone, location.report_end_time)
    previous: date | None = None
    for position, earlier in enumerate(location.earlier_settings):
        inside = f"{at}.earlier_settings[{position}]"
        yield from _setting_findings(inside, earlier.timezone, earlier.report_end_time)
        if previous is not None and earlier.settings_from <= previous:
            words = f"is {earlier.settings_from}, not after {previous}; list the oldest first"
            yield Finding(f"{inside}.settings_from", words)
        previous = earlier.settings_from
    if previous is not None and (location.settings_from is None or location.settings_from <= previous):
        words = f"is {location.settings_from}, must be after the last earlier setting ({previous})"
        yield Finding(f"{at}.settings_from", words)


def _setting_findings(at: str, timezone: str, report_end_time: str) -> Iterator[Finding]:
    if not _is_zone(timezone):
        words = f"is {timezone!r}, not an IANA zone; write one like America/Toronto"
        yield Finding(f"{at}.timezone", words)
    if not _CLOCK.match(report_end_time):
        words = f"is {report_end_time!r}, not a time of day; write HH:mm like 04:00"
        yield Finding(f"{at}.report_end_time", words)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name or name == "UTC"


def _category_findings(profile: MerchantFile) -> Iterator[Finding]:
    locations = {each.id for each in profile.locations}
    categories = [(each.location_id, each.id) for each in profile.categories]
    for position in repeated(categories):
        location_id, category_id = categories[position]
        words = f"is {category_id!r} a second time at {location_id}; give each category of a location its own"
        yield Finding(f"categories[{position}].id", words)
    for position, category in enumerate(profile.categories):
        at = f"categories[{position}]"
        if category.location_id not in locations:
            words = f"is {category.location_id!r}, no location of this file; use one of {sorted(locations)}"
            yield Finding(f"{at}.location_id", words)
        if category.parent_id is not None and (category.location_id, category.parent_id) not in categories:
            words = f"is {category.parent_id!r}, no category of {category.location_id}; add it or write null"
            yield Finding(f"{at}.parent_id", words)


def _tax_findings(profile: MerchantFile) -> Iterator[Finding]:
    for position, tax in enumerate(profile.taxes):
        if tax.kind == "FLAT" and tax.flat_minor is None:
            words = "missing on a FLAT tax; write the amount per item in minor units"
            yield Finding(f"taxes[{position}].flat_minor", words)
        if tax.kind != "FLAT" and tax.rate is None:
            words = f'missing on a tax of kind {tax.kind}; write it as text like "0.13"'
            yield Finding(f"taxes[{position}].rate", words)
