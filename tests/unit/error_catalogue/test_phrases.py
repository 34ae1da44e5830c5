"""Phrases say what is known and stay sentences when it is not."""

import pytest

from daybook.domain.catalogue.phrases import Phrase, PhraseBrokenError

SALES = Phrase("The sales[ of {day}][ at {location}] wait.")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"day": "May 1", "location": "Main Street"}, "The sales of May 1 at Main Street wait."),
        ({"day": "May 1"}, "The sales of May 1 wait."),
        ({"location": "Main Street", "day": ""}, "The sales at Main Street wait."),
        ({}, "The sales wait."),
    ],
)
def test_a_part_is_said_when_its_value_is_known(values, said):
    assert SALES.say(values) == said


@pytest.mark.parametrize(("values", "said"), [({"company": "Café Anne"}, "Café Anne"), ({}, "Your company")])
def test_a_part_may_have_words_for_otherwise(values, said):
    assert Phrase("[{company}|Your company] is closed.").say(values) == f"{said} is closed."


def test_a_part_with_two_values_needs_both():
    phrase = Phrase("Waiting[: {amount} at {location}].")

    assert phrase.say({"amount": "$5.00"}) == "Waiting."
    assert phrase.say({"amount": "$5.00", "location": "Main Street"}) == "Waiting: $5.00 at Main Street."


@pytest.mark.parametrize("name", ["[Annex] {day}", "A|B", "{company}", r"C:\shops"])
def test_what_a_shop_is_called_is_never_read_as_a_pattern(name):
    assert SALES.say({"location": name, "day": "May 1"}) == f"The sales of May 1 at {name} wait."


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "says nothing"),
        ("[{company}]", "says nothing"),
        ("Sales of {day}.", "outside a whole part"),
        ("Sales[ of {date}].", "names .'date'."),
        ("Sales[ of {day}.", "outside a whole part"),
        ("Sales[ of today].", "need no brackets"),
        ("Sales[ of {day}| at {location}].", "when it is unknown"),
    ],
)
def test_a_phrase_that_could_read_wrongly_is_refused(pattern, why):
    with pytest.raises(PhraseBrokenError, match=why):
        Phrase(pattern)
