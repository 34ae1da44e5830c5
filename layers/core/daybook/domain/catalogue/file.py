"""Reads the file of the error catalogue and refuses it if a text is missing, doubled or untranslated."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from daybook.domain.catalogue.entries import Actor, Entry
from daybook.domain.catalogue.phrases import Phrase, PhraseBrokenError
from daybook.domain.errors import Condition, HoldReason, Refusal

_CODE = re.compile(r"DB-1[0-9]{3}")
_WORDS = ("title", "happened", "action")
_KEYS = ("holds", "refusals", "conditions", "quickbooks")
_FIELDS = frozenset({*_WORDS, *_KEYS, "refines", "who"})

_Name = TypeVar("_Name", bound=StrEnum)


class CatalogueBrokenError(ValueError):
    """The catalogue's file has an unknown, missing, doubled or untranslated part; the text names the entry."""


def read_entries(text: str) -> tuple[Entry, ...]:
    """The entries of a catalogue file, by code.

    Raises:
        CatalogueBrokenError: a field or key is unknown, a text is missing, a key has two entries, or a hold reason,
            refusal or condition has none.
    """
    tables = tomllib.loads(text)
    who = tables.pop("who", {})
    _check_names("[who]", who, frozenset(Actor), complete=True)
    actors = {actor: _phrase("who", actor, who[actor]) for actor in Actor}
    entries = tuple(_entry(code, tables[code], actors) for code in sorted(tables))
    _check_keys(entries)
    return entries


def _entry(code: str, table: Mapping[str, Any], actors: Mapping[Actor, Phrase]) -> Entry:
    if not _CODE.fullmatch(code):
        raise CatalogueBrokenError(f"[{code}] is no code: write DB- and four digits that start with 1")
    _check_names(code, table, _FIELDS)
    if not any(table.get(key) for key in _KEYS):
        raise CatalogueBrokenError(f"{code} answers to nothing: give it one of {', '.join(_KEYS)}")
    actor = next(iter(_named(code, Actor, [table.get("who", "")])))
    title, happened, action = (_phrase(code, field, table.get(field)) for field in _WORDS)
    return Entry(
        code=code,
        who=actor,
        holds=_named(code, HoldReason, table.get("holds", ())),
        refusals=_named(code, Refusal, table.get("refusals", ())),
        conditions=_named(code, Condition, table.get("conditions", ())),
        faults=frozenset(_faults(code, table.get("quickbooks", ()))),
        refines=_named(code, HoldReason, table.get("refines", ())),
        title=title,
        happened=happened,
        action=action,
        who_acts=actors[actor],
    )


def _phrase(code: str, field: str, words: object) -> Phrase:
    if not isinstance(words, str):
        raise CatalogueBrokenError(
            f"{code} {field} is no text: write it in English, and French in the catalogue of words"
        )
    try:
        return Phrase(words)
    except PhraseBrokenError as error:
        raise CatalogueBrokenError(f"{code} {field}: {error}") from error


def _named(code: str, kind: type[_Name], names: Iterable[str]) -> frozenset[_Name]:
    try:
        return frozenset(kind(name) for name in names)
    except ValueError as error:
        raise CatalogueBrokenError(f"{code}: {error}") from error


def _faults(code: str, given: Iterable[int | str]) -> Iterator[int]:
    """The codes of a list; "2080-2110" means every code from 2080 to 2110."""
    for item in given:
        first, _, last = str(item).partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            raise CatalogueBrokenError(f'{code}: {item!r} is no fault code and no range: write 6200 or "2080-2110"')
        yield from range(int(first), int(last or first) + 1)


def _check_names(where: str, table: Mapping[str, Any], known: frozenset[str], *, complete: bool = False) -> None:
    if unknown := set(table) - known:
        raise CatalogueBrokenError(f"{where} has {sorted(unknown)}: known are {sorted(known)}")
    if complete and (missing := known - set(table)):
        raise CatalogueBrokenError(f"{where} lacks {sorted(missing)}")


def _check_keys(entries: Iterable[Entry]) -> None:
    """Check that every reason has exactly one entry and every fault code at most one."""
    owners: dict[str, str] = {}
    for entry in entries:
        for key in entry.keys:
            if key in owners:
                raise CatalogueBrokenError(f"{key} has two entries, {owners[key]} and {entry.code}: keep one")
            owners[key] = entry.code
    kinds: tuple[tuple[str, type[StrEnum]], ...] = (
        ("hold", HoldReason),
        ("refusal", Refusal),
        ("condition", Condition),
    )
    wanted = {f"{kind}:{name}" for kind, names in kinds for name in names}
    if missing := wanted - set(owners):
        raise CatalogueBrokenError(f"no entry for {sorted(missing)}: give each a code and words")
