"""A message is said in the language that is asked for, with its values in it."""

import pytest

from daybook.domain.words import (
    filled,
    is_french,
    noted,
    page_language,
    plural,
    quoted,
    say,
    tongue,
    with_one_stop,
)

NBSP = "\N{NO-BREAK SPACE}"
ONE, MANY = "About {count} minute left", "About {count} minutes left"


@pytest.mark.parametrize(
    ("language", "tongue_of_it", "on_a_page"),
    [
        ("fr", "fr", "fr-CA"),
        ("fr-CA", "fr", "fr-CA"),
        ("FR-FR,fr;q=0.9,en;q=0.8", "fr", "fr-CA"),
        (" fr", "fr", "fr-CA"),
        ("en", "en", "en"),
        ("en-CA,fr;q=0.5", "en", "en"),
        ("de", "en", "en"),
        ("", "en", "en"),
    ],
)
def test_whoever_does_not_ask_for_french_first_reads_english(language, tongue_of_it, on_a_page):
    assert is_french(language) is (tongue_of_it == "fr")
    assert (tongue(language), page_language(language)) == (tongue_of_it, on_a_page)


@pytest.mark.parametrize(("language", "said"), [("en", "Sales"), ("fr-CA", "Ventes"), ("de", "Sales")])
def test_a_message_is_said_in_the_language(language, said):
    assert say(noted("Sales"), language) == said


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (0, "en", MANY),
        (1, "en", ONE),
        (2, "en", MANY),
        (0, "fr", "Il reste environ {count} minute"),
        (1, "fr", "Il reste environ {count} minute"),
        (2, "fr", "Il reste environ {count} minutes"),
    ],
)
def test_a_count_chooses_the_form_as_its_language_does(count, language, said):
    assert plural(ONE, MANY, count, language) == said


@pytest.mark.parametrize(("language", "text"), [("en", "“REVPAY”"), ("fr", f"«{NBSP}REVPAY{NBSP}»")])
def test_a_name_that_is_no_word_stands_in_the_quotes_of_the_language(language, text):
    assert quoted("REVPAY", language) == text


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("Connected to Example Inc..", ["Example Inc."], "Connected to Example Inc."),
        ("Example Inc. and Other Ltd..", ["Example Inc.", "Other Ltd."], "Example Inc. and Other Ltd."),
        ("A.. and B..", ["A."], "A. and B.."),
        ("Wait..", ["Wait"], "Wait.."),
        ("Wait..", [], "Wait.."),
    ],
)
def test_a_value_that_ends_in_a_full_stop_ends_its_sentence_with_it(text, values, expected):
    assert with_one_stop(text, values) == expected


@pytest.mark.parametrize(
    ("said", "values", "expected"),
    [
        ("{name} has {count} days.", {"name": "Queen St", "count": 3}, "Queen St has 3 days."),
        ("Connected to {name}.", {"name": "Example Inc."}, "Connected to Example Inc."),
        ("{name} stays", {}, "{name} stays"),
    ],
)
def test_names_in_a_message_are_replaced_if_there_are_values(said, values, expected):
    assert filled(said, values) == expected
