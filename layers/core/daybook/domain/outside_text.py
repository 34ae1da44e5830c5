"""Cleans text that people typed in talech or QuickBooks: one line, composed, no invisible characters.

The same name may arrive composed (`é` as one character) or decomposed (`e` and an accent), with invisible characters or
with line breaks. After cleaning, equal names are equal, and length limits count what a person would count.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_BREAK = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_BREAKS = re.compile(rf"[ {_BREAK}]*[{_BREAK}][ {_BREAK}]*")
# A joiner is invisible but belongs to the text: it joins emoji such as families and flags, and letters of some
# alphabets.
_JOINERS = frozenset("\u200c\u200d")
_UNSEEN = frozenset({"Cf", "Cs"})


def cleaned(text: str) -> str:
    """The text in NFC, each run of control characters as one blank, without format characters and lone surrogates.

    A text without such characters is returned unchanged, with its blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    one_line = _BREAKS.sub(" ", text)
    return unicodedata.normalize("NFC", "".join(_visible(one_line)))


def cleaned_texts(value: Any) -> Any:
    """Parsed JSON with every text in it cleaned; the names of its fields stay."""
    match value:
        case str():
            return cleaned(value)
        case dict():
            return {name: cleaned_texts(part) for name, part in value.items()}
        case list():
            return [cleaned_texts(part) for part in value]
        case _:
            return value


def _visible(text: str) -> Iterator[str]:
    return (sign for sign in text if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN)
