"""Reads the words of a name so that English and French charts meet: letter case, accents and plurals do not count.

A name becomes a set of words, because the order differs between the languages ("gift card", "carte-cadeau"). Words
that mean the same become one word, the English one.
"""

import re
import unicodedata
from functools import lru_cache

from daybook.domain.proposals.menu_words import SAME_ON_THE_MENU

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_ACCOUNT_NUMBER = re.compile(r"\s*\d{3,}(?!\d*[.,%])\b")
_SHORTEST_PLURAL = 4

# Dropped before accents are folded: "thé" is a drink, "the" is not.
_WITHOUT_MEANING = frozenset(
    ["the", "of", "for", "and", "on", "to", "by", "from", "with", "our", "et", "de", "du", "des", "la", "le", "les", "un", "une", "à", "a", "au", "aux", "en", "sur", "par", "pour"]
)

_SAME = {
    word: meaning
    for meaning, words in {
        "pos": "pdv",
        "account": "compte acct",
        "in": "ins",
        "out": "outs",
        "sale": "vente",
        "revenue": "revenu income",
        "product": "produit",
        "good": "bien",
        "store": "magasin",
        "customer": "client cliente guest",
        "tip": "pourboire gratuity",
        "service": "servicing",
        "fee": "frai",
        "gift": "cadeau",
        "card": "carte",
        "certificate": "certificat",
        "check": "cheque",
        "discount": "rabai remise reduction escompte",
        "given": "accorde accordee consenti consentie allowed",
        "comp": "complimentary offert offerte",
        "house": "maison",
        "refund": "remboursement",
        "return": "retour rendu",
        "loyalty": "fidelite",
        "reward": "recompense",
        "program": "programme",
        "rounding": "arrondi",
        "deposit": "depot acompte",
        "order": "commande",
        "open": "ouvert ouverte",
        "received": "recu recue obtenu obtenue",
        "receivable": "recevoir",
        "payable": "payer",
        "owed": "du due owing",
        "collected": "percu percue",
        "outstanding": "circulation unredeemed unused",
        "staff": "personnel employe employee",
        "cash": "espece comptant",
        "drawer": "tiroir",
        "register": "enregistreuse",
        "petty": "petit petite",
        "safe": "coffre vault",
        "over": "overage surplu excedent",
        "short": "shortage manque deficit",
        "variance": "ecart discrepancy",
        "clearing": "compensation",
        "debtor": "debiteur",
        "tax": "taxe",
        "gst": "tps",
        "hst": "tvh",
        "qst": "tvq",
        "pst": "tvp",
        "vat": "tva",
        "mastercard": "mc",
    }.items()
    for word in words.split()
} | SAME_ON_THE_MENU


@lru_cache(maxsize=8192)
def words_of(name: str) -> frozenset[str]:
    """The words of a name that carry meaning; a leading account number is not part of the name."""
    text = _ACCOUNT_NUMBER.sub("", unicodedata.normalize("NFC", name).casefold(), count=1)
    found = (word for word in _WORD.findall(text) if word not in _WITHOUT_MEANING)
    return frozenset(meaning for meaning in map(_meaning, found) if len(meaning) > 1 or meaning.isdigit())


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a reader: case, accents and surrounding space aside."""
    return _without_accents(one.strip()) == _without_accents(other.strip())


def _meaning(word: str) -> str:
    plain = _singular(_without_accents(word))
    return _SAME.get(plain, plain)


def _without_accents(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _singular(word: str) -> str:
    """The same form for one and many, in both languages; it need not be a real word ("frais" gives "frai")."""
    if len(word) < _SHORTEST_PLURAL:
        return word
    if word.endswith(("xes", "sses")):
        return word[:-2]
    if word.endswith(("aux", "eux")):
        return word[:-1]
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return f"{word[:-2]}y" if word.endswith("ie") else word
