"""Makes valid names for list rows: no colon, not too long, unique (docs/quickbooks.md 4.3 to 4.6)."""

import re
from collections.abc import Container

from daybook.domain.outside_text import cleaned

_NOT_IN_NAMES = str.maketrans({":": "-", '"': "'", "\t": " ", "\n": " "})
_BLANKS = re.compile(r" {2,}")


def list_name(text: str, longest: int) -> str:
    """The text as the name of an account, item, customer or payment method."""
    return _BLANKS.sub(" ", text.translate(_NOT_IN_NAMES)).strip()[:longest].rstrip()


def suffixed(name: str, suffix: str, longest: int) -> str:
    """The name with a suffix; the name is cut if both together are too long."""
    return name[: longest - len(suffix)] + suffix


def comparable(name: str) -> str:
    """The form in which QuickBooks compares names: it ignores letter case."""
    return cleaned(name).casefold()


def kept_apart(name: str, taken: Container[str], longest: int) -> str:
    """The name, with a number if another name has become equal to it in QuickBooks' form.

    `taken` has the comparable names before it. The same order of names gives the same result.
    """
    number, apart = 1, name
    while comparable(apart) in taken:
        number += 1
        apart = suffixed(name, f" ({number})", longest)
    return apart
