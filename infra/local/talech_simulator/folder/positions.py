"""The line of a field inside `merchant.json`, so that its author finds it at once."""

import json
import re
from collections.abc import Sequence
from json.decoder import JSONDecodeError

_BLANK = re.compile(r"[\s,:]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line (from 1) on which the value at `path` starts, or its nearest container that exists."""
    position = _skip_blank(text, 0)
    for step in path:
        inside = _enter(text, position, step)
        if inside is None:
            break
        position = inside
    return text.count("\n", 0, position) + 1


def _enter(text: str, position: int, step: str | int) -> int | None:
    """Where the member `step` of the object or list at `position` starts."""
    opening = text[position : position + 1]
    if opening not in {"{", "["}:
        return None
    at = _skip_blank(text, position + 1)
    index = 0
    while text[at : at + 1] not in {"}", "]", ""}:
        key: str | int = index
        if opening == "{":
            key, at = _DECODER.raw_decode(text, at)
            at = _skip_blank(text, at)
        if key == step:
            return at
        try:
            _, at = _DECODER.raw_decode(text, at)
        except JSONDecodeError:
            return None
        at = _skip_blank(text, at)
        index += 1
    return None


def _skip_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position
