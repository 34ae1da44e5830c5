"""What Daybook says: one gettext catalogue for pages, mails, documents, commands, reasons and errors.

English is written where it is said and is the message id, so English needs no catalogue. French is that of Canada and
stands in `locale/fr_CA/LC_MESSAGES/daybook.po`. A message that is chosen in one place and said in another is `noted`,
so that `tests/unit/words/catalogue.py` finds it.
"""

import gettext
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr")
COMPILED = Path(__file__).parents[1] / "locale/fr_CA/LC_MESSAGES/daybook.mo"


def is_french(language: str) -> bool:
    """Whether a language tag or an Accept-Language header asks for French; anything else is English."""
    return language.strip().lower().startswith("fr")


def noted(message: str) -> str:
    """Mark a message that is said elsewhere, so that it is collected for translation."""
    return message


def say(message: str, language: str, /, **values: object) -> str:
    """The message in a language, `{names}` in it replaced."""
    said = translations(language).gettext(message)
    return said.format(**values) if values else said


def plural(one: str, many: str, count: int, language: str, /) -> str:
    """The message for a count; `{names}` in it stay."""
    return translations(language).ngettext(one, many, count)


def quoted(text: str, language: str) -> str:
    """A name that is no word of the language, in the language's quotes."""
    return say("“{name}”", language, name=text)


def tongue(language: str) -> str:
    """`fr` or `en`, for any language tag."""
    return "fr" if is_french(language) else "en"


def page_language(language: str) -> str:
    """The language as a page names it for screen readers, where no country is known."""
    return "fr-CA" if is_french(language) else "en"


def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English is its own."""
    return _french() if is_french(language) else _ENGLISH


_ENGLISH = gettext.NullTranslations()


@cache
def _french() -> gettext.NullTranslations:
    with COMPILED.open("rb") as file:
        return gettext.GNUTranslations(file)
