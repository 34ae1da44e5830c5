"""What an amount is called on every page: the merchant's own names, else words, and no code of talech."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from daybook.adapters.web.words.speech import speech_for
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.domain.day.roles import role_from_text
from daybook.domain.merchant.profile import Tender
from unit.portal.merchant import profile_of

NBSP = "\N{NO-BREAK SPACE}"
TENDERS = (
    Tender("CASH", "CASH", "CASH"),
    Tender("CCRD", "CARD", "CCRD"),
    Tender("DCRD", "CARD", ""),
    Tender("OTHER", "OTHER", "Delivery app"),
    Tender("REVPAY", "OTHER", "REVPAY"),
)


@pytest.fixture
def profile():
    return replace(profile_of(), tenders=TENDERS)


@pytest.mark.parametrize(
    ("role", "english", "french"),
    [
        ("tender:CASH", "Cash", "Espèces"),
        ("tender:CCRD", "Credit card", "Carte de crédit"),
        ("tender:CCRD:VISA", "Credit card: Visa", f"Carte de crédit{NBSP}: Visa"),
        (
            "tender:DCRD:UNKNOWN",
            "Debit card: Cards of an unknown type",
            f"Carte de débit{NBSP}: Cartes de type inconnu",
        ),
        ("tender:OTHER", "Delivery app", "Delivery app"),
        ("tender:REVPAY", "“REVPAY”", f"«{NBSP}REVPAY{NBSP}»"),
        ("tender:CHECK", "Check", "Chèque"),
        ("tender:GONE", "“GONE”", f"«{NBSP}GONE{NBSP}»"),
        ("revenue:gone", "Sales: “gone”", f"Ventes{NBSP}: «{NBSP}gone{NBSP}»"),
        ("tax:qst", "Sales tax: TVQ", f"Taxe de vente{NBSP}: TVQ"),
    ],
)
def test_a_role_is_said_in_words(profile, role, english, french):
    said = [role_word(role_from_text(role), profile, speech_for(language)) for language in ("en", "fr")]

    assert said == [english, french]


@pytest.mark.parametrize(
    ("language", "said", "weekday"),
    [("fr", "1er nov. 2026", "dimanche 1er novembre"), ("en", "Nov 1, 2026", "Sunday, November 1")],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(language, said, weekday):
    speech = speech_for(language, "CA")

    assert speech.day(date(2026, 11, 1)) == said
    assert speech.weekday_date(date(2026, 11, 1)) == weekday
    assert "er" not in speech.day(date(2026, 11, 11))


def test_the_first_of_a_month_is_an_ordinal_in_a_full_date_too():
    assert speech_for("fr", "CA").full_date(date(2026, 11, 1)) == "dimanche 1er novembre 2026"
    assert speech_for("en", "US").full_date(date(2026, 11, 1)) == "Sunday, November 1, 2026"


@pytest.mark.parametrize(
    ("language", "country", "early", "late"),
    [
        ("fr", "CA", f"0{NBSP}h{NBSP}05", f"22{NBSP}h{NBSP}00"),
        ("fr", "US", f"0{NBSP}h{NBSP}05", f"22{NBSP}h{NBSP}00"),
        ("en", "US", f"12:05{NBSP}AM", f"10:00{NBSP}PM"),
        ("en", "CA", "00:05", "22:00"),
        ("en", "IE", "00:05", "22:00"),
    ],
)
def test_a_time_is_written_as_the_country_writes_it(language, country, early, late):
    speech = speech_for(language, country)

    assert (speech.wall_clock(time(0, 5)), speech.wall_clock(time(22, 0))) == (early, late)
    assert speech.clock(datetime(2026, 11, 24, 5, 5, tzinfo=UTC), "America/Toronto") == early


@pytest.mark.parametrize(
    ("zone", "english", "french"),
    [
        ("America/Toronto", "Eastern Time", "heure de l’Est"),
        ("America/Montreal", "Eastern Time", "heure de l’Est"),
        ("America/St_Johns", "Newfoundland Time", "heure de Terre-Neuve"),
        ("America/Phoenix", "Mountain Standard Time", "heure normale des Rocheuses"),
        ("America/Denver", "Mountain Time", "heure des Rocheuses"),
        ("Europe/Dublin", "Dublin", "Dublin"),
    ],
)
def test_a_zone_is_called_what_people_there_call_their_time(zone, english, french):
    assert (speech_for("en", "CA").zone(zone), speech_for("fr", "CA").zone(zone)) == (english, french)


def test_countries_and_currencies_have_names():
    english, french = speech_for("en", "CA"), speech_for("fr", "CA")

    assert (english.country("CA"), english.currency("CAD")) == ("Canada", "Canadian dollars")
    assert (french.country("US"), french.currency("CAD")) == ("États-Unis", "dollars canadiens")
    assert french.country("XQ") == "XQ"


def test_a_company_that_ends_in_a_full_stop_ends_the_sentence_with_it():
    assert (
        speech_for("en", "CA").say("Connected to {company}.", company="Queen St Inc.") == "Connected to Queen St Inc."
    )
    assert speech_for("en", "CA").say("Connected to {company}.", company="Queen St") == "Connected to Queen St."
