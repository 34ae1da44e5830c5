"""The messages of pages and code, collected for translation: `make generate` rewrites the file.

French is written by people in `daybook.po`; this only adds new messages, drops unused ones, and compiles.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[3]
WEB = ROOT / "layers/core/daybook/adapters/web"
TEMPLATES = ROOT / "functions/portal/templates"
PO = WEB / "locale/fr_CA/LC_MESSAGES/daybook.po"
MO = PO.with_suffix(".mo")
_KEYWORDS = {"_": None, "say": None, "noted": None, "count": (1, 2), "ngettext": (1, 2)}
# The pages of connect have their own words.
_SOURCES = (
    (WEB, [("connecting/pages.py", "ignore"), ("connecting/texts.py", "ignore"), ("**.py", "python")], ""),
    (TEMPLATES, [("**.html", "jinja2.ext:babel_extract")], "templates/"),
)


def collected():
    """Every message of the sources, with where it stands."""
    catalogue = Catalog(domain="daybook")
    for folder, methods, prefix in _SOURCES:
        found = extract_from_dir(str(folder), method_map=methods, keywords=_KEYWORDS, options_map={})
        for name, _line, message, comments, context in found:
            catalogue.add(message, locations=[(f"{prefix}{name}", 0)], auto_comments=comments, context=context)
    return catalogue


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
