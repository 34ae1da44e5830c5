"""The name of a tender and of a card type, the same in memos, account names, pages and commands.

The merchant's own name for the tender in talech comes first. A code without a name is shown in quotes, so that no
reader takes it for a word.
"""

from daybook.domain.day.roles import UNKNOWN_CARD

# talech's own codes (docs/talech.md 7.1), English and French (Canada).
_TENDERS: dict[str, tuple[str, str]] = {
    "CASH": ("Cash", "Espèces"),
    "CCRD": ("Credit card", "Carte de crédit"),
    "DCRD": ("Debit card", "Carte de débit"),
    "CHECK": ("Check", "Chèque"),
    "GCRD": ("Gift card", "Carte-cadeau"),
    "STCR": ("Store credit", "Crédit en magasin"),
    "HACC": ("House account", "Compte client maison"),
    "OTHER": ("Other", "Autre"),
}
# Card types are names; only the two that name no card are words.
_CARDS = {
    "VISA": "Visa",
    "MASTERCARD": "Mastercard",
    "MC": "Mastercard",
    "AMEX": "American Express",
    "AMERICAN_EXPRESS": "American Express",
    "DISCOVER": "Discover",
    "INTERAC": "Interac",
    "JCB": "JCB",
    "DINERS": "Diners Club",
}
_NO_CARDS: dict[str, tuple[str, str]] = {
    UNKNOWN_CARD: ("Cards of an unknown type", "Cartes de type inconnu"),
    "OTHER": ("Other cards", "Autres cartes"),
}


def tender_word(tender_id: str, language: str, label: str = "") -> str:
    """The merchant's own label, else the word for talech's code, else the code itself in quotes."""
    if label and label != tender_id:
        return label
    if tender_id in _TENDERS:
        return _said(_TENDERS[tender_id], language)
    return quoted(tender_id, language)


def is_talech_code(tender_id: str) -> bool:
    """Whether it is one of talech's own codes, which this module names."""
    return tender_id in _TENDERS


def card_word(card_type: str, language: str) -> str:
    """A card type as written on the card; an unknown one keeps the name that talech gives it."""
    if card_type in _NO_CARDS:
        return _said(_NO_CARDS[card_type], language)
    return _CARDS.get(card_type, card_type)


def quoted(text: str, language: str) -> str:
    """A code in the quotation marks of the language."""
    return f"«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»" if language.startswith("fr") else f"“{text}”"


def _said(words: tuple[str, str], language: str) -> str:
    english, french = words
    return french if language.startswith("fr") else english
