"""Reads what a caller asks for: windows, pages and lists, with refusals that say what was wrong."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from talech_simulator.contract.codec import parse_instant
from talech_simulator.shop.business_day import instant_at
from talech_simulator.wire.replies import CallRefusedError

WALL_CLOCK = "%m/%d/%Y %H:%M:%S"
T = TypeVar("T")


def criteria(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The `searchCriteria` object of a body."""
    value = body.get("searchCriteria")
    if not isinstance(value, dict):
        raise CallRefusedError(f"searchCriteria: is {value!r}, must be an object")
    return value


def wall_clock_window(asked: Mapping[str, Any], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """`startDate` and `endDate`, read on the shop's clock, as a half-open window of UTC instants."""
    return _wall_clock(asked, "startDate", zone), _wall_clock(asked, "endDate", zone)


def _wall_clock(asked: Mapping[str, Any], name: str, zone: ZoneInfo) -> datetime:
    text = asked.get(name)
    try:
        return instant_at(datetime.strptime(str(text), WALL_CLOCK), zone)  # noqa: DTZ007 - local by contract
    except ValueError:
        raise CallRefusedError(f"{name}: is {text!r}, must read MM/dd/yyyy HH:mm:ss") from None


def on_the_clock(instant: datetime, zone: ZoneInfo) -> str:
    """An instant as the shop's clock shows it, without an offset."""
    return instant.astimezone(zone).strftime(WALL_CLOCK)


def instant_window(body: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """`from` and `to` of an invented call, RFC 3339, as a half-open window."""
    return _instant(body, "from"), _instant(body, "to")


def _instant(body: Mapping[str, Any], name: str) -> datetime:
    text = body.get(name)
    try:
        instant = parse_instant(str(text))
    except ValueError:
        raise CallRefusedError(f"{name}: is {text!r}, must be an RFC 3339 instant") from None
    return instant.astimezone(UTC)


def whole_number(asked: Mapping[str, Any], name: str, default: int, least: int, most: int) -> int:
    """A whole number between two bounds."""
    value = asked.get(name)
    if value is None:
        return default
    if type(value) is not int or not least <= value <= most:
        raise CallRefusedError(f"{name}: is {value!r}, must be a whole number from {least} to {most}")
    return value


def chosen_texts(asked: Mapping[str, Any], name: str) -> frozenset[str] | None:
    """A list of texts that narrows a search; None or an empty list does not."""
    value = asked.get(name)
    if not value:
        return None
    if not isinstance(value, list):
        raise CallRefusedError(f"{name}: is {value!r}, must be a list")
    return frozenset(map(str, value))


def switch(asked: Mapping[str, Any], name: str) -> bool:
    """A yes or no; left out, it is no."""
    value = asked.get(name)
    if value is not None and not isinstance(value, bool):
        raise CallRefusedError(f"{name}: is {value!r}, must be true or false")
    return bool(value)


def text(asked: Mapping[str, Any], name: str) -> str:
    """A text; left out, it is empty."""
    value = asked.get(name)
    if value is not None and not isinstance(value, str):
        raise CallRefusedError(f"{name}: is {value!r}, must be a text")
    return value or ""


def page_of(rows: Sequence[T], offset: int, limit: int, *, repeat_first_page: bool) -> tuple[list[T], int]:
    """One page and the count of all rows; a fault may send the first page twice."""
    shown = [*rows[:limit], *rows] if repeat_first_page else list(rows)
    return shown[offset : offset + limit], len(shown)
