"""Text that people typed in talech or QuickBooks, brought into one form where it enters Daybook.

The same name may arrive composed (`é` as one sign) or decomposed (`e` and an accent), with signs that no reader sees or
with the line breaks of a spreadsheet. Here it becomes composed, on one line and visible, so that equal names are equal
and every later limit counts what a person would count.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_BREAK = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_BREAKS = re.compile(rf"[ {_BREAK}]*[{_BREAK}][ {_BREAK}]*")
# A joiner is invisible and yet part of what a person typed: it holds pictures of families and flags together, and
# letters of several alphabets.
_JOINERS = frozenset("\u200c\u200d")
_UNSEEN = frozenset({"Cf", "Cs"})


def cleaned(text: str) -> str:
    """The text composed (NFC), each run of control signs as one blank, format signs and half characters left out.

    A text without such signs comes back as it is, its blanks included.
    """
    if text.isascii() and text.isprintable():
        return text
    one_line = _BREAKS.sub(" ", text)
    return unicodedata.normalize("NFC", "".join(_visible(one_line)))


def cleaned_texts(value: Any) -> Any:
    """Parsed JSON with every text in it cleaned; the names of its fields are the vendor's and stay."""
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
