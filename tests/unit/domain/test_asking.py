"""What to ask for instead is said in the language of who asked."""

import pytest

from daybook.domain.asking import AskDifferentlyError

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "letter 7 cannot be read: no JSON"), ("fr", f"letter 7 ne peut pas être lu{NBSP}: no JSON")],
)
def test_what_to_ask_for_is_said_with_its_values_in_the_language_of_the_reader(language, said):
    error = AskDifferentlyError("{letter} cannot be read: {why}", letter="letter 7", why="no JSON")

    assert error.said(language) == said
