"""Turns a name into comparable words: letter case, accents and plurals do not count, in English and in French.

The result is a set, because word order differs between the languages ("gift card", "carte-cadeau"). Synonyms become one
word.
"""

import re
import unicodedata
from functools import lru_cache

from daybook.domain.chart.synonyms import SYNONYMS

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_ACCOUNT_NUMBER = re.compile(r"^\s*\d{3,}(?:[-.]\d+)*\b(?!\s*%)")
_SHORTEST_PLURAL = 4

# Dropped before accents are folded: "thé" is a drink, "the" is not.
_WITHOUT_MEANING = frozenset(
    re.findall(r"\S+", "the of for and on to by from with our et de du des la le les un une à a au aux en sur par pour")
)


@lru_cache(maxsize=8192)
def words_of(name: str) -> frozenset[str]:
    """The words of a name that carry meaning; a leading account number is not part of the name."""
    text = _ACCOUNT_NUMBER.sub("", unicodedata.normalize("NFC", name).casefold())
    found = (_meaning(word) for word in _WORD.findall(text) if word not in _WITHOUT_MEANING)
    return frozenset(word for word in found if len(word) > 1 or word.isdigit())


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """A name for comparison: lower case, without accents and without space around it."""
    return _without_accents(name.strip())


def _meaning(word: str) -> str:
    form = _form(word).replace(",", ".")
    return _SAME.get(form, form)


def _form(word: str) -> str:
    """A word without accents, in one form for singular and plural; of "classés" it is that of "classé"."""
    return _one_of_many(_without_accents(word[:-1] if word.endswith("és") else word))


def _without_accents(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _one_of_many(word: str) -> str:
    """One form for singular and plural, in both languages; it need not be a real word ("frais" gives "frai")."""
    if len(word) < _SHORTEST_PLURAL:
        return word
    if word.endswith(("xes", "sses")):
        return word[:-2]
    if word.endswith(("aux", "eux")):
        return word[:-1]
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return f"{word[:-2]}y" if word.endswith("ie") else word


_SAME = {_form(word): meaning for meaning, words in SYNONYMS.items() for word in words.split()}
