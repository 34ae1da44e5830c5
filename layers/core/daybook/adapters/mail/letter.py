"""The layout of a mail, as plain text and as HTML without pictures, style sheets or network access."""

from dataclasses import dataclass
from html import escape
from textwrap import wrap

from daybook.domain.words import say

_WIDTH = 76
_STYLE = "font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;max-width:36rem;margin:0 auto;padding:1.5rem"


@dataclass(frozen=True, slots=True)
class Row:
    """A name and its value; `figure` aligns amounts to the right."""

    name: str
    value: str
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a letter in reading order; `link` and `unsubscribe` are words and address, where it has one."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]
    closing: tuple[str, ...]
    small_print: str
    unsubscribe: tuple[str, str] | None = None
    link: tuple[str, str] | None = None


def as_text(letter: Letter) -> str:
    """The letter in plain text, lines of at most 76 characters but for addresses."""

    def named(name: str) -> str:
        return say("{name}:", letter.language, name=name)

    parts = [letter.title, *letter.paragraphs]
    parts += ["\n".join(f"{named(row.name)} {row.value}" for row in letter.rows)] if letter.rows else []
    parts += [f"{named(letter.link[0])}\n{letter.link[1]}"] if letter.link else []
    text = "\n\n".join(_folded(part) for part in (*parts, *letter.closing))
    link = f"\n\n{named(letter.unsubscribe[0])}\n{letter.unsubscribe[1]}" if letter.unsubscribe else ""
    return f"{text}\n\n-- \n{_folded(letter.small_print)}{link}\n"


def as_html(letter: Letter) -> str:
    """The letter as an HTML document."""
    paragraphs = "\n".join(f"<p>{escape(part)}</p>" for part in letter.paragraphs)
    closing = "\n".join(f"<p>{escape(part)}</p>" for part in letter.closing)
    if letter.link:
        closing = f'<p><a href="{escape(letter.link[1])}">{escape(letter.link[0])}</a></p>\n{closing}'
    link = ""
    if letter.unsubscribe:
        words, address = letter.unsubscribe
        link = f'<br><a href="{escape(address)}">{escape(words)}</a>'
    return f"""<!doctype html>
<html lang="{escape(letter.language)}">
<head><meta charset="utf-8"><title>{escape(letter.title)}</title></head>
<body>
<div style="{_STYLE}">
<h1 style="font-size:1.3rem">{escape(letter.title)}</h1>
{paragraphs}
{_table(letter.rows)}
{closing}
<p style="font-size:.85rem;border-top:1px solid #8a8a8a;padding-top:1rem">{escape(letter.small_print)}{link}</p>
</div>
</body>
</html>
"""


def _table(rows: tuple[Row, ...]) -> str:
    if not rows:
        return ""
    cells = "\n".join(_row(row) for row in rows)
    return f'<table style="border-collapse:collapse;width:100%">\n{cells}\n</table>'


def _row(row: Row) -> str:
    rule = "padding:.3rem .6rem .3rem 0;border-bottom:1px solid #c8c8c8"
    align = "right;font-variant-numeric:tabular-nums" if row.figure else "left"
    return (
        f'<tr><th scope="row" style="{rule};text-align:left;font-weight:600">{escape(row.name)}</th>'
        f'<td style="{rule};text-align:{align}">{escape(row.value)}</td></tr>'
    )


def _folded(text: str) -> str:
    return "\n".join(line for part in text.split("\n") for line in _lines(part))


def _lines(part: str) -> list[str]:
    """The lines of a text; an address longer than a line is never broken."""
    return wrap(part, _WIDTH, break_long_words=False, break_on_hyphens=False)
