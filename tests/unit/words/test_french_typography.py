"""One way to set French, that of Canada, in every file of words, in mails and wherever code says something in French.

A no-break space before a colon and inside guillemets, no space before ; ? and !, curly apostrophes.
"""

import re
from functools import cache

import pytest

from daybook.adapters.mail.letter import Letter, Row, as_text
from daybook.domain.chart.default_names import account_name
from unit.words.french_sources import in_code, of_files_of_words

NBSP = "\N{NO-BREAK SPACE}"
SLIPS = {
    # Times (23:05), addresses (https://), and the names that people type (`tender:CASH`, `{day:%d}`) keep theirs bare.
    "a colon without its no-break space": re.compile(rf"(?<![{NBSP}\d]):(?=\s|$)"),
    "a space before a semicolon, a question mark or an exclamation mark": re.compile(r"\s[;?!](?=\s|$)"),
    "guillemets without their no-break spaces": re.compile(rf"«(?!{NBSP})|(?<!{NBSP})»"),
    "a narrow no-break space": re.compile("\N{NARROW NO-BREAK SPACE}"),
}
# How such a message begins, it is the name of an account.
ACCOUNT_NAME = "catalogue, 'POS "


@cache
def texts():
    """With the place of each; what says French in code is imported, so no test that does not ask pays for it."""
    return sorted({*of_files_of_words(), *in_code()})


def setting(text):
    """Without what people type, which has no typography."""
    return re.sub(r"`[^`]*`", "", text)


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_french_is_set_as_in_canada(slip):
    assert [(place, text) for place, text in texts() if slip.search(setting(text))] == []


def test_apostrophes_are_curly_but_in_the_names_of_accounts():
    """QuickBooks finds an account by its name, and people type it."""
    straight = [place for place, text in texts() if re.search(r"\w'\w", setting(text))]

    assert [place for place in straight if not place.startswith(ACCOUNT_NAME)] == []


@pytest.mark.parametrize(
    "text",
    ["Détails: {text}", "Détails : {text}", "Quoi ?", "Voilà !", "un ; deux", "« mot »", "«mot»", f"Quoi{NBSP}?"],
)
def test_the_slips_are_noticed(text):
    assert any(slip.search(text) for slip in SLIPS.values())


@pytest.mark.parametrize(
    "text", [f"Détails{NBSP}: {{text}}", "Quoi?", "un; deux", f"«{NBSP}mot{NBSP}»", "à 23:05", "https://talech.example"]
)
def test_what_is_right_is_left_alone(text):
    assert not any(slip.search(text) for slip in SLIPS.values())


def test_every_source_of_french_is_looked_at():
    places = {place.partition(",")[0] for place, _ in texts()}

    assert {
        "catalogue",
        "daybook_local.back_office.words",
        "domain/chart/synonyms.py",
    } <= places


@pytest.mark.parametrize(("language", "colon"), [("en", ": "), ("fr", f"{NBSP}: ")])
def test_a_mail_in_plain_text_sets_its_rows_like_its_sentences(language, colon):
    letter = Letter(
        language,
        "T",
        (),
        (Row("Ventes", "11"),),
        (),
        "S",
        unsubscribe=("Ne plus recevoir", "https://a"),
        link=("Reconnecter", "https://b"),
    )

    text = as_text(letter)

    assert f"Ventes{colon}11" in text
    assert f"Reconnecter{colon.rstrip()}\nhttps://b" in text
    assert f"Ne plus recevoir{colon.rstrip()}\nhttps://a" in text


def test_names_of_accounts_keep_what_quickbooks_can_find():
    assert account_name("suspense", "fr") == "PDV Compte d'attente - à attribuer"
