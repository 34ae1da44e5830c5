"""JSON as QuickBooks wants it: money with exactly two decimals, and never a float in between.

The standard encoder writes a `Decimal` only by way of a float, so the few types that a payload is made of are written
here (docs/quickbooks.md 7).
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from daybook.domain.money import to_decimal, to_minor

JsonObject = dict[str, Any]
"""A parsed object of the API, its numbers as `Decimal` or `int`."""


class Percent(Decimal):
    """A tax rate: written with the decimals it has, where money always has two."""


_PLAIN_FORMS = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "…": "...",  # noqa: RUF001
    "•": "-", "→": "->", "€": "EUR", "™": "(TM)", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "\u2009": " ", "\u202f": " ",
})  # fmt: skip
_UNKNOWN = "?"
_GAPS = re.compile(r" {2,}")


def dumps(body: Mapping[str, Any], text: Callable[[str], str] = str) -> str:
    """The JSON text of a payload. Its decimals are money or `Percent`; its texts pass through `text` on their way.

    Raises:
        TypeError: a float, or anything else that is not JSON: nothing of that kind belongs in a payload.
        ValueError: a decimal with a fraction of a cent.
    """
    return _written(body, text)


def loads(text: str | bytes) -> Any:
    """Parse an answer, its fractions as `Decimal`.

    Raises:
        ValueError: the text is not JSON, or so deep or with such numbers that no vendor means it.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    except InvalidOperation:
        raise ValueError("the JSON holds a number beyond all measure") from None


def amount_text(amount: Decimal) -> str:
    """An amount in the words of a record: two decimals, or all it has."""
    cents = to_decimal(to_minor(amount))
    return str(cents if cents == amount else amount)


def latin1(text: str) -> str:
    """The text within ISO-8859-1, which is all that US companies accept (docs/quickbooks.md 7).

    Typographic signs get their plain form, letters lose accents that Latin-1 lacks, pictures fall away with the gap
    they leave, and a letter of another alphabet becomes a question mark. So does a text of which nothing would be left.
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
