"""The short name of each store in document numbers, with a part of its id's digest: `PLAT-VM`.

Frozen in the connection when the setup is confirmed: a number finds its document again, so it must not follow a store
that gets another name (docs/decisions 112).
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

_NAME, _DIGEST = 4, 2
_WHOLE = _NAME + _DIGEST


def store_codes(names: Mapping[str, str]) -> dict[str, str]:
    """The code of each location by its name, in the order of their ids; no two are the same.

    Words that every name begins with say nothing: of "Café Tilleul Plateau" and "Café Tilleul Mile End", `PLAT` and
    `MILE` are left. A name without Latin letters or digits has its digest alone.
    """
    words = {location: _words(name) for location, name in names.items()}
    said = _common(words.values())
    codes: dict[str, str] = {}
    for location in sorted(names):
        short, digest = "".join(words[location][said:]) or "".join(words[location]), digest_of(location)
        lengths = range(min(_NAME, len(short)), -1, -1)
        possible = (f"{short[:length]}-{digest[: _WHOLE - length]}".strip("-") for length in lengths)
        codes[location] = next(code for code in possible if code not in codes.values())
    return codes


def digest_of(location: str) -> str:
    """Letters and digits from the digest of a location's id."""
    return base64.b32encode(hashlib.sha256(location.encode()).digest()).decode().rstrip("=")


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    return re.findall(r"[A-Z0-9]+", plain)


def _common(names: Iterable[list[str]]) -> int:
    """How many words all names begin with; none where there is one name only."""
    every = list(names)
    columns = zip(*every, strict=False)
    same = 0
    for column in columns if len(every) > 1 else ():
        if len(set(column)) > 1:
            break
        same += 1
    return same
