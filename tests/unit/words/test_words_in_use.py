"""Files of words hold no word that nobody says."""

from pathlib import Path

import pytest

import daybook
from daybook.adapters.mail import words as mail_words
from daybook.adapters.web.connecting.texts import TEXTS

PACKAGE = Path(daybook.__file__).parent


def sources(folder, but):
    return "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / folder).rglob("*.py") if path.name != but)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_of_the_connect_pages_is_shown(key):
    assert f'"{key}"' in sources("adapters/web", "texts.py")


@pytest.mark.parametrize("name", [name for name in vars(mail_words) if name.isupper()])
def test_every_word_of_the_mails_is_written(name):
    assert f"words.{name}" in sources("adapters/mail", "words.py")
