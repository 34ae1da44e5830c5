"""The messages of everything that speaks, collected for translation: `make generate` rewrites it.

French is written by people in `daybook.po`; this only adds new messages, drops unused ones, and compiles.
"""

import ast
import gc
import tomllib
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from daybook.domain.asking import AskDifferentlyError
from daybook.domain.words import COMPILED

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "layers/core/daybook"
ERRORS = PACKAGE / "error_catalogue.toml"
MO = COMPILED
PO = MO.with_suffix(".po")
_IN_TEMPLATES = {"_": None, "ngettext": (1, 2)}
_SAID, _COUNTED = {"say", "noted"}, {"count", "plural"}
# Only the command line shows a line, and a table with a title.
_SHOWN = {"line", "table"}


@cache
def trees():
    """Every module of the package, parsed once a process, by its path in the package; nothing changes a tree."""
    parsed = {
        str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }
    gc.freeze()  # the garbage collector would go through all of it again and again
    return parsed


def collected():
    """Every message of the sources, with where it stands."""
    catalogue = Catalog(domain="daybook")
    html = [("**.html", "jinja2.ext:babel_extract")]
    for name, _line, message, *_ in extract_from_dir(str(ROOT / "functions"), html, keywords=_IN_TEMPLATES):
        catalogue.add(message, locations=[(name, 0)])
    for name, message in (*of_code(), *of_the_error_catalogue()):
        catalogue.add(message, locations=[(name, 0)])
    return catalogue


def of_code():
    """What code says: the literals with which a message is said, noted, or given to an error that is said."""
    said = _SAID | refusals()
    for name, tree in trees().items():
        single = said | _SHOWN if name.startswith("cli/") else said
        for call in (node for node in ast.walk(tree) if is_call(node)):
            texts = [each.value for each in call.args[:2] if is_text(each)]
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if called in single and call.args and is_text(call.args[0]):
                yield name, texts[0]
            elif called in _COUNTED and len(texts) == 2:
                yield name, tuple(texts)


def is_call(node):
    return isinstance(node, ast.Call)


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def refusals():
    """The names of every error whose first argument is said to the person who asked, by what is written."""
    kinds = [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = [AskDifferentlyError.__name__]
    for name in found:
        found += [kind.name for kind in kinds if any(getattr(base, "id", "") == name for base in kind.bases)]
    return set(found)


def of_the_error_catalogue():
    """The words of every error, and who acts."""
    for entry in tomllib.loads(ERRORS.read_text(encoding="utf-8")).values():
        yield from ((ERRORS.name, words) for field, words in entry.items() if isinstance(words, str) and field != "who")


def translated():
    """The catalogue as it is committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="fr_CA", domain="daybook")


def compiled(catalogue):
    """The bytes of the compiled catalogue."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update() -> list[object]:
    """Bring the catalogue up to date and compile it; returns the messages that wait for a translation."""
    before = translated() if PO.exists() else Catalog(locale="fr_CA", domain="daybook")
    catalogue = Catalog(
        locale="fr_CA",
        domain="daybook",
        project="Daybook",
        version="1",
        fuzzy=False,
        header_comment="# Daybook in French (Canada).",
    )
    for message in collected():
        if message.id:
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            known = before.get(key)
            text = known.string if known is not None and isinstance(known.id, type(message.id)) else ""
            catalogue.add(message.id, text, locations=sorted({(name, None) for name, _ in message.locations}))
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalogue.creation_date = catalogue.revision_date = before.creation_date if PO.exists() else catalogue.creation_date
    with PO.open("wb") as file:
        write_po(file, catalogue, sort_output=True, omit_header=False, width=120)
    MO.write_bytes(compiled(translated()))
    return [m.id for m in catalogue if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]
