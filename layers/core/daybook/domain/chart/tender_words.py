"""The name of a tender and of a card type, the same in memos, account names, pages and commands.

The merchant's own name for a tender in talech comes first; a code that has no name keeps quotes around it, so that no
reader takes it for a word.
"""

from daybook.domain.nouns import BRANDS, CARDS, TENDERS
from daybook.domain.words import quoted, say


def tender_word(tender_id: str, language: str, label: str = "") -> str:
    """The merchant's own label, else the word for talech's code, else the code itself in quotes."""
    if label and label != tender_id:
        return label
    return say(TENDERS[tender_id], language) if tender_id in TENDERS else quoted(tender_id, language)


def is_talech_code(tender_id: str) -> bool:
    """Whether it is one of talech's own codes, which have a word."""
    return tender_id in TENDERS


def card_word(card_type: str, language: str) -> str:
    """A card type as it is written on the card; one that is new keeps the name that talech gives it."""
    return say(CARDS[card_type], language) if card_type in CARDS else BRANDS.get(card_type, card_type)
