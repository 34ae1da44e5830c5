"""Types for the values in QuickBooks' answers: normalise two spellings and refuse impossible values.

QuickBooks sends ids as text and amounts as numbers; text and number are accepted for both. Every other value is refused
when it is read, so that a wrong value never becomes an amount.
"""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator

_LARGEST = Decimal(10) ** 13
_MOST_DECIMALS = 10


def without_nulls(value: Any) -> Any:
    """The same value without null fields and without lone surrogates in texts."""
    match value:
        case dict():
            return {key: without_nulls(item) for key, item in value.items() if item is not None}
        case list():
            return [without_nulls(item) for item in value]
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case _:
            return value


def _text(value: object) -> str:
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise ValueError("no text")


def _identifier(value: object) -> str:
    text = _text(value)
    if not text:
        raise ValueError("an empty id")
    return text


def _amount(value: object) -> Decimal | int:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise ValueError("no amount")  # noqa: TRY004 - pydantic takes a ValueError for a refusal
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise ValueError("no amount") from None
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_MOST_DECIMALS or abs(amount) >= _LARGEST:
        raise ValueError("an amount beyond all measure")
    return value if isinstance(value, int) else amount


def _flag(value: object) -> bool:
    known = {True: True, False: False, "true": True, "false": False}
    if isinstance(value, (bool, str)) and value in known:
        return known[value]
    raise ValueError("neither true nor false")


def _date(value: object) -> str:
    try:
        return date.fromisoformat(_text(value)).isoformat()
    except ValueError:
        raise ValueError("no date") from None


def _instant(value: object) -> str:
    text = _text(value)
    try:
        has_zone = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        has_zone = False
    if not has_zone:
        raise ValueError("no instant")
    return text


Text = Annotated[str, BeforeValidator(_text)]
Identifier = Annotated[str, BeforeValidator(_identifier)]
Amount = Annotated[Any, BeforeValidator(_amount)]
Flag = Annotated[bool, BeforeValidator(_flag)]
DateText = Annotated[str, BeforeValidator(_date)]
InstantText = Annotated[str, BeforeValidator(_instant)]
