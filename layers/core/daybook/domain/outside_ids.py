"""Checked ids that come from talech or QuickBooks, so that they are safe as parts of our keys.

In our keys `@` begins the number of further books (`M100@2`) and `#` separates the parts. talech and QuickBooks never
give an id with one of these or with an invisible character, so these types refuse such a text.
"""

import unicodedata
from typing import Self

_LONGEST = 128
_OURS = frozenset("@#")


class OutsideIdError(ValueError):
    """The text is not an id of talech or QuickBooks; the message says why."""


class IdText(str):
    """Base of ids that are plain text in keys and JSON; each subclass decides which texts it accepts."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> dict[str, object]:
        """Tell pydantic to read the id from a stored row as text that this type accepts."""
        return {"type": "function-after", "function": {"type": "no-info", "function": cls}, "schema": {"type": "str"}}


class OutsideId(IdText):
    """An id from talech or QuickBooks."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take an id from outside.

        Raises:
            OutsideIdError: it holds `@`, `#`, white space or an invisible character, is empty or too long.
        """
        if not 0 < len(text) <= _LONGEST:
            raise OutsideIdError(f"an id has 1 to {_LONGEST} signs, this one {len(text)}")
        if wrong := next((sign for sign in text if _is_strange(sign)), None):
            raise OutsideIdError(f"an id holds no {wrong!r}: {text!r:.80}")
        return super().__new__(cls, text)


class TalechMerchantId(OutsideId):
    """The id of the merchant in talech, who launches Daybook and whose sales Daybook reads."""

    __slots__ = ()


def _is_strange(sign: str) -> bool:
    return sign in _OURS or sign.isspace() or unicodedata.category(sign).startswith("C")
