"""Every French text that ships, with where it stands: the catalogue, and whatever else looks French in code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from daybook_local.back_office import words as back_office_words
from unit.words.catalogue import translated, trees

ROOT = Path(__file__).parents[3]
# Accents and signs that English of ours has no use for; é alone stands in names such as Café.
_LOOKS_FRENCH = re.compile(r"[àâçèêîïôùûœ«»]|\b[ldnsjmtcqu]{1,2}’\w|\bé\w|\wé(e|es|s)?\b")
_NAMES = {"Café", "Montréal", "Québec"}


def of_files_of_words() -> Iterator[tuple[str, str]]:
    """The texts that are French because of where they stand."""
    for message in translated():
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id and text:
                yield f"catalogue, {message.id!r}", text
    for text in set(_second_of_pairs(vars(back_office_words))):
        yield back_office_words.__name__, text


@cache
def in_code() -> tuple[tuple[str, str], ...]:
    """Literals of the package's code and scripts that look French, read once a process."""
    return (*_in_modules(), *_in_scripts())


def _in_modules() -> Iterator[tuple[str, str]]:
    for name, tree in trees().items():
        for text in literals(tree):
            if _LOOKS_FRENCH.search(text) and not _NAMES & set(text.split()):
                yield name, text


def _in_scripts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "functions").rglob("*.js")):
        for text in re.findall(r"\"([^\"\n]+)\"|'([^'\n]+)'", path.read_text(encoding="utf-8")):
            if _LOOKS_FRENCH.search("".join(text)):
                yield str(path.relative_to(ROOT)), "".join(text)


def literals(tree: ast.Module) -> Iterator[str]:
    """Every text of a module that is no documentation."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def _second_of_pairs(value: object) -> Iterator[str]:
    """The French of every (English, French) that a module holds, however deep."""
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, str) for part in value):
        yield value[1]
    elif isinstance(value, dict):
        for key, part in value.items():
            if not str(key).startswith("__"):
                yield from _second_of_pairs(part)
