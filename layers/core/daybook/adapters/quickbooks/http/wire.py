"""Writes and reads JSON for QuickBooks: money with exactly two decimals, never as a float.

The standard encoder can write a `Decimal` only as a float, so this module writes the few types of a payload itself
(docs/quickbooks.md 7).
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from daybook.domain.money import to_decimal, to_minor

JsonObject = dict[str, Any]
"""A parsed JSON object of the API, with numbers as `Decimal` or `int`."""


def reference_in(holder: JsonObject, name: str) -> str:
    """The id that a reference of a row names; empty where it has none."""
    return str((holder.get(name) or {}).get("value", ""))


class Percent(Decimal):
    """A tax rate, written with its own number of decimals, not with two like money."""


_PLAIN_FORMS = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "…": "...",  # noqa: RUF001
    "•": "-", "→": "->", "€": "EUR", "™": "(TM)", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "\u2009": " ", "\u202f": " ",
})  # fmt: skip
_UNKNOWN = "?"
_GAPS = re.compile(r" {2,}")


def dumps(body: Mapping[str, Any], text: Callable[[str], str] = str) -> str:
    """The JSON text of a payload. Decimals are money or `Percent`; `text` converts each string.

    Raises:
        TypeError: a float, or another type that a payload must not have.
        ValueError: a decimal with a fraction of a cent.
    """
    return _written(body, text)


def loads(text: str | bytes) -> Any:
    """Parse an answer, its fractions as `Decimal`.

    Raises:
        ValueError: the text is not JSON, is nested too deeply, or has impossible numbers.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    except InvalidOperation:
        raise ValueError("the JSON holds a number beyond all measure") from None


def amount_text(amount: Decimal) -> str:
    """An amount for records: two decimals, or more if it has more."""
    cents = to_decimal(to_minor(amount))
    return str(cents if cents == amount else amount)


def latin1(text: str) -> str:
    """The text in ISO-8859-1; US companies accept no other characters (docs/quickbooks.md 7).

    Typographic characters get their plain form, letters lose accents that Latin-1 lacks, emoji are removed with the
    space beside them, and letters of other alphabets become question marks. A text that would be empty becomes a
    question mark too.
    """
    composed = unicodedata.normalize("NFC", text).translate(_PLAIN_FORMS)
    plain = "".join(map(_latin1_form, composed))
    if len(plain) < len(composed):
        plain = _GAPS.sub(" ", plain).strip(" ")
    return plain or (_UNKNOWN if text.strip() else "")


def _latin1_form(character: str) -> str:
    if character <= "\xff":
        return character
    base = "".join(part for part in unicodedata.normalize("NFKD", character) if part <= "\xff")
    return base or (_UNKNOWN if character.isalnum() else "")


def _written(value: object, text: Callable[[str], str]) -> str:
    match value:
        case Percent():
            return f"{value:f}"
        case Decimal():
            return _money(value)
        case Mapping():
            return "{" + ", ".join(f"{json.dumps(key)}: {_written(item, text)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_written(item, text) for item in value) + "]"
        case str():
            return json.dumps(text(value), ensure_ascii=False)
        case bool() | int() | None:
            return json.dumps(value)
        case _:
            raise TypeError(f"{type(value).__name__} {value!r} cannot be written into a QuickBooks payload")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _money(amount: Decimal) -> str:
    cents = to_decimal(to_minor(amount))
    if cents != amount:
        raise ValueError(f"amount {amount} has a fraction of a cent: QuickBooks takes exactly two decimals")
    return f"{cents:f}"
