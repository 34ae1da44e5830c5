"""Files of words hold no word that nobody says."""

from pathlib import Path

import pytest

import daybook
from daybook.adapters.web.connecting.texts import TEXTS

PACKAGE = Path(daybook.__file__).parent


def sources(folder, but):
    return "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / folder).rglob("*.py") if path.name != but)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_of_the_connect_pages_is_shown(key):
    assert f'"{key}"' in sources("adapters/web", "texts.py")
