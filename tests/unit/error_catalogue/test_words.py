"""The words hold in both languages, whatever is known of the day: whole sentences, no blanks, no jargon."""

import itertools
import re

import pytest

from daybook.domain.catalogue.entries import Actor
from daybook.domain.catalogue.error_catalogue import entry_for, error_catalogue
from daybook.domain.catalogue.phrases import Phrase
from daybook.domain.errors import HoldReason
from daybook.domain.words import say

NBSP = "\N{NO-BREAK SPACE}"
KNOWN = {
    "en": {"day": "Nov 24, 2026", "location": "Queen Street", "amount": "$1,234.56", "company": "Harbour Coffee"}
    | {"since": "Nov 24, 2026, 23:05"},
    "fr": {
        "day": "24 nov. 2026",
        "location": "Rue Sainte-Anne",
        "amount": f"1{NBSP}234,56{NBSP}$",
        "company": "Café Anne",
        "since": "24 nov. 2026, 23:05",
    },
}
COMBINATIONS = [
    {name for name, said in zip(KNOWN["en"], chosen, strict=True) if said}
    for chosen in itertools.product((True, False), repeat=len(KNOWN["en"]))
]
ENTRIES = list(error_catalogue())
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
both_languages = pytest.mark.parametrize("language", ["en", "fr"])

JARGON = re.compile(
    r"\b(api|http|json|oauth|token|jeton|synctoken|realm|payload|fault|request id|requestid|docnumber|txn\w*|"
    r"endpoint|lease|retry|grant|scope|null|exception|stack|dead letter|business validation)\b",
    re.IGNORECASE,
)
# Words that a sentence of ours in English can hardly do without, and the franglais that the word list avoids.
ENGLISH = re.compile(
    r"\b(the|and|of|your|you|is|are|was|with|for|not|account|accounts|books|day|days|sales|tax|company|store|stores|"
    r"settings|apps|sync|setup|support team|login|email|emplacement|entrée de journal|business|update|upgrade)\b",
    re.IGNORECASE,
)


def words(entry, language, known=()):
    values = {name: KNOWN[language][name] for name in known}
    text = entry.text(language, **values)
    return (text.title, text.happened, text.action, text.who)


@every_entry
@both_languages
def test_no_combination_of_known_values_leaves_a_hole(entry, language):
    for known in COMBINATIONS:
        title, happened, action, who = words(entry, language, known)

        assert min(map(len, (title, happened, action, who))) > 2
        said = f"{title}. {happened} {action} {who}"
        assert not re.search(r"[\[\]{}|]|  | [.,;]|\.\.|\( | \)", said), said


@every_entry
@both_languages
def test_titles_are_short_and_the_rest_is_whole_sentences(entry, language):
    title, happened, action, _ = words(entry, language)

    assert len(title) <= 70
    assert not title.endswith(".")
    assert re.fullmatch(r"(?:talech|\w|«).*\.", happened)
    assert re.fullmatch(r"\w.*\.", action)
    assert not title[0].islower() or title.startswith("talech")


@every_entry
def test_french_is_not_english(entry):
    for english, french in zip(words(entry, "en"), words(entry, "fr"), strict=True):
        assert english != french
        assert not ENGLISH.search(french.replace("talech Standard", "")), french


@both_languages
def test_no_merchant_meets_jargon(language):
    said = [" ".join(words(entry, language)) for entry in ENTRIES]

    assert [text for text in said if JARGON.search(text)] == []


def test_french_addresses_the_merchant_with_vous():
    said = [" ".join(words(entry, "fr")) for entry in ENTRIES]

    assert [text for text in said if re.search(r"\b(tu|ton|ta|tes|toi)\b", text, re.IGNORECASE)] == []


def test_both_languages_say_the_same_values():
    said = [phrase for entry in ENTRIES for phrase in (entry.title, entry.happened, entry.action)]

    assert [each for each in said if Phrase(say(each.pattern, "fr")).values != each.values] == []


@pytest.mark.parametrize("reason", HoldReason)
@both_languages
def test_a_held_day_is_told_with_its_date(reason, language):
    day = KNOWN[language]["day"]

    assert day in entry_for(reason).text(language, day=day).happened


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.faults], ids=lambda entry: entry.code)
def test_what_a_fault_does_to_a_day_is_told_with_its_date(entry):
    assert "day" in entry.happened.values


def test_one_held_day_in_full():
    text = entry_for(HoldReason.CLOSED_PERIOD).text("fr-CA", **KNOWN["fr"])

    assert text.title == "Les livres sont clôturés pour cette journée"
    assert text.happened == (
        "Les livres de Café Anne sont clôturés pour le 24 nov. 2026; rien du magasin Rue Sainte-Anne n’y change."
    )
    assert text.who == "Votre comptable"


def test_the_same_day_without_any_value_is_still_a_sentence():
    text = entry_for(HoldReason.CLOSED_PERIOD).text("en")

    assert text.happened == "The books of your company are closed, so nothing changes there."


def test_a_value_that_no_text_knows_is_refused():
    with pytest.raises(TypeError, match="realm"):
        entry_for(HoldReason.NOT_TIED).text("en", realm="4620816365")


@pytest.mark.parametrize("actor", [Actor.OPERATOR, Actor.DEVELOPER, Actor.NOBODY])
def test_whoever_is_not_needed_is_told_so(actor):
    """A merchant who can do nothing reads that first; commands of the operator are not shown to merchants."""
    told = re.compile(r"There is nothing to do|Nothing is needed from the store|Daybook tries again|Leave the document")
    silent = {e.code for e in ENTRIES if e.who is actor and not told.search(e.text("en").action)}

    assert silent <= {"DB-1920", "DB-1921"}
