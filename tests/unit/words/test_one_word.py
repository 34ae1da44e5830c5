"""One idea has one word in each language, wherever it is said; and only the catalogue knows a second language."""

import ast
import re
from functools import cache

import pytest

from daybook.application.ports.dead_letters import LetterQueue
from daybook.domain import nouns
from daybook.domain.company.connection import ConnectionStatus, LocationMode
from daybook.domain.day.roles import UNKNOWN_CARD, RoleKind
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.location_day import SyncCause
from daybook.domain.words import say
from unit.words.catalogue import translated, trees
from unit.words.french_sources import in_code, literals

# Where English says the first, French says the second: states, deeds, documents, tenders, roles of accounts, people.
IDEAS = {
    r"posted": r"comptabilis|rétabli",
    r"posted with gaps": r"comptabilisée, à compléter",
    r"held": r"en attente",
    r"(take|takes|taken|took|taking) (\w+ )*out": r"retir|retrait",
    r"(bring|brought|bringing) (\w+ )*back": r"rétabli",
    r"undo|undone": r"retir|retrait",
    r"redo": r"rétabli",
    r"disconnect(ed)?": r"déconnect|déconnexion",
    r"reconnect(ed)?": r"reconnect",
    r"re-?class(ed)?": r"reclass",
    r"journal entr(y|ies)": r"écritures? de journal",
    r"invoices?": r"factures?",
    r"sales receipts?": r"reçus? de vente",
    r"refund receipts?": r"reçus? de remboursement",
    r"credit cards?": r"cartes? de crédit",
    r"debit cards?": r"cartes? de débit",
    r"gift cards?": r"cartes?-cadeaux?",
    r"store credit": r"crédits? en magasin",
    r"house accounts?": r"comptes? clients? maison",
    r"tenders?|payment methods?": r"modes? de paiement",
    r"clearing": r"compensation",
    r"suspense": r"compte d[’']attente",
    r"service charges?": r"frais de service",
    r"tips?": r"pourboires?",
    r"discounts?": r"rabais",
    r"comps": r"offerts par la maison",
    r"loyalty rewards?": r"récompenses? de fidélité",
    r"refund(s|ed)?": r"rembours",
    r"rounding": r"arrondi",
    r"tax codes?": r"codes? de taxe",
    r"liability": r"passif",
    r"mapping": r"attribution",
    r"sync log": r"journal de synchronisation",
    r"dead letters?": r"messages? en échec",
    r"business day": r"journées? de travail",
    r"accountants?": r"comptable",
    r"support team": r"équipe",
    r"stores?": r"magasin",
}
TABLES = [
    (nouns.STATES, DayState),
    (nouns.DOCUMENT_KINDS, DocumentKind),
    (nouns.LOCATION_MODES, LocationMode),
    (nouns.CONNECTIONS, ConnectionStatus),
    (nouns.ROLES, RoleKind),
    (nouns.CAUSES, SyncCause),
    (nouns.LETTER_QUEUES, LetterQueue),
]
# What a chart of accounts is read by, and the signs that QuickBooks writes otherwise: nothing that is said.
MATCHED_AGAINST = {
    "adapters/quickbooks/http/wire.py",
    "domain/chart/name_words.py",
    "domain/chart/synonyms.py",
    "domain/proposals/revenue.py",
    "domain/proposals/tenders.py",
    "domain/proposals/vocabulary.py",
}
THE_CATALOGUE = "domain/words.py"
# A choice of two tags in a body, and the names of accounts that were made in either language.
NAMES_FRENCH = {THE_CATALOGUE, "contracts/http/settings.py", "domain/proposals/accounts.py"}


@cache
def forms():
    """Every message and its French, each form of a plural alone, without the names of values; read once."""
    return tuple(_forms())


def _forms():
    for message in translated():
        pairs = (
            zip(message.id, message.string, strict=True)
            if isinstance(message.id, tuple)
            else [(message.id, message.string)]
        )
        yield from ([re.sub(r"\{[^}]*\}", "", text) for text in pair] for pair in pairs if message.id)


@pytest.mark.parametrize(("english", "french"), IDEAS.items())
def test_the_same_idea_has_the_same_word(english, french):
    said = [pair for pair in forms() if re.search(rf"\b({english})\b", pair[0], re.IGNORECASE)]

    assert said
    assert [pair for pair in said if not re.search(french, pair[1], re.IGNORECASE)] == []


@pytest.mark.parametrize(("words", "kind"), TABLES, ids=lambda part: getattr(part, "__name__", ""))
def test_every_member_has_a_word_of_its_own_in_both_languages(words, kind):
    assert set(words) == {member.value for member in kind}
    assert len(set(words.values())) == len({say(word, "fr") for word in words.values()}) == len(words)


def test_the_states_are_called_as_merchants_know_them():
    assert {state: say(word, "fr-CA") for state, word in nouns.STATES.items()} == {
        "before": "Avant Daybook",
        "empty": "Sans vente",
        "posted": "Comptabilisée",
        "undone": "Retirée",
        "gaps": "Comptabilisée, à compléter",
        "coming": "En cours",
        "missing": "Manquante",
        "held": "En attente de vous",
        "edited": "Modifiée dans QuickBooks",
        "removed": "Supprimée dans QuickBooks",
        "accepted": "Comptabilisée, écart accepté",
        "change": "Comptabilisée, modification en attente",
        "partly": "Comptabilisée en partie",
        "failed": "Échouée",
    }


def test_a_card_without_a_type_has_a_word():
    assert UNKNOWN_CARD in nouns.CARDS


def test_no_other_module_says_anything_in_french():
    assert {place for place, _ in in_code()} == MATCHED_AGAINST


def test_no_other_module_asks_which_language_it_is():
    """A table with two languages needs a way to choose between them."""
    choosing = {name for name, tree in trees().items() if {"fr", "fr-CA"} & set(literals(tree))}
    translating = {name for name, tree in trees().items() if "gettext" in imported(tree)}

    assert choosing == NAMES_FRENCH
    assert translating == {THE_CATALOGUE}


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
