"""Ids that others give: they are part of our keys, so no sign of theirs may mean anything there.

`@` begins the number of further books of ours (`M100@2`), `#` separates the parts of a key. An id that holds one, or a
sign that no reader sees, is none that talech or QuickBooks gives, and it never becomes a value of these types.
"""

import unicodedata
from typing import Self

_LONGEST = 128
_OURS = frozenset("@#")


class OutsideIdError(ValueError):
    """A text that is no id of talech or QuickBooks; the message says why."""


class IdText(str):
    """An id that is its text, in keys and in JSON; every kind says which texts it takes."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> dict[str, object]:
        """How a stored row tells pydantic to read it: as text that this kind takes."""
        return {"type": "function-after", "function": {"type": "no-info", "function": cls}, "schema": {"type": "str"}}


class OutsideId(IdText):
    """An id that talech or QuickBooks gave."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take an id from outside.

        Raises:
            OutsideIdError: it holds `@`, `#`, white space or a sign that is not seen, is empty or far too long.
        """
        if not 0 < len(text) <= _LONGEST:
            raise OutsideIdError(f"an id has 1 to {_LONGEST} signs, this one {len(text)}")
        if wrong := next((sign for sign in text if _is_strange(sign)), None):
            raise OutsideIdError(f"an id holds no {wrong!r}: {text!r:.80}")
        return super().__new__(cls, text)


class TalechMerchantId(OutsideId):
    """talech's merchant: who launches, and whose sales are read."""

    __slots__ = ()


def _is_strange(sign: str) -> bool:
    return sign in _OURS or sign.isspace() or unicodedata.category(sign).startswith("C")
