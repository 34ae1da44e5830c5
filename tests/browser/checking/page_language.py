"""Whether a page speaks one language: none of the other's sentences, dates or amounts; French colons as in French."""

import re
from collections.abc import Iterator
from functools import cache

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from daybook_local.system.places import CHECKOUT

_CATALOGUE = CHECKOUT / "layers/core/daybook/locale/fr_CA/LC_MESSAGES/daybook.po"
# A page shows names of accounts and memos in the language of the books.
_NOT_OF_PAGES = ("domain/chart/", "domain/posting/", "cli/", "adapters/mail/")
_HOLE = re.compile(r"\{[^}]*\}|[\[\]|]")
# Shorter pieces of a sentence are found by chance.
_SHORTEST = 12
# What is read, and what a screen reader reads out. `lang` on an element means another language on purpose, and `code` a
# quotation, in whatever language somebody else said it.
_TEXT = """() => {
  const seen = [document.title];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { seen.push(node.data); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE", "CODE"].includes(node.tagName)) return;
    if (node.lang && node !== document.documentElement && node.lang !== document.documentElement.lang) return;
    for (const name of ["aria-label", "alt", "placeholder", "title", "data-label"])
      if (node.hasAttribute(name)) seen.push(node.getAttribute(name));
    node.childNodes.forEach(walk);
  };
  walk(document.documentElement);
  return seen.map((text) => text.replace(/[ \\t\\n]+/g, " "));
}"""
_OTHER_WAYS = {
    "en": (re.compile(r"\d{1,3}(?:[\u00a0\u202f]\d{3})*,\d{2}[\u00a0\u202f]\$"),),
    "fr": (
        re.compile(r"\$\d"),
        re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}"),
        re.compile(r"\b\d{1,2}:\d{2}[\u00a0\u202f ][AP]M\b"),
        re.compile(r"[^\W\d] :|« | »|[^\W\d][\u00a0\u202f ][;!?](?!\w)"),
    ),
}


def foreign(page: Page, language: str) -> list[str]:
    """What is on the page and belongs to the other language."""
    text = "\n".join(page.evaluate(_TEXT))
    sentences = [f"speaks another language: {each!r}" for each in _sentences()[language] if each in text]
    found = [match for way in _OTHER_WAYS[language] if (match := way.search(text))]
    return sentences + [f"written as elsewhere: {text[max(0, at.start() - 40) : at.end() + 20]!r}" for at in found]


@cache
def _sentences() -> dict[str, tuple[str, ...]]:
    """By the language of a page: pieces of sentences that only the other language has."""
    pairs = list(_pairs())
    english, french = ({piece for pair in pairs for piece in _pieces(pair[place])} for place in (0, 1))
    whole = ["\n".join(pair[place] for pair in pairs) for place in (0, 1)]
    return {
        "en": tuple(sorted(piece for piece in french if piece not in whole[0])),
        "fr": tuple(sorted(piece for piece in english if piece not in whole[1])),
    }


def _pieces(text: str) -> Iterator[str]:
    for piece in _HOLE.split(text):
        if len(piece.strip()) >= _SHORTEST and " " in piece.strip():
            yield piece.strip()


def _pairs() -> Iterator[tuple[str, str]]:
    """Every text of pages in both languages."""
    with _CATALOGUE.open("rb") as catalogue:
        for message in read_po(catalogue):
            if all(name.startswith(_NOT_OF_PAGES) for name, _ in message.locations):
                continue
            if isinstance(message.id, str):
                yield from [(message.id, str(message.string))] if message.id else []
            else:
                yield from zip(message.id, message.string, strict=True)
