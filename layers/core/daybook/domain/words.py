"""What Daybook says: one gettext catalogue for pages, mails, documents, commands, reasons and errors.

English is written where it is said and is the message id, so English needs no catalogue. French is that of Canada and
stands in `locale/fr_CA/LC_MESSAGES/daybook.po`. A message that is chosen in one place and said in another is `noted`,
so that `tests/unit/words/catalogue.py` finds it.
"""

import gettext
from collections.abc import Iterable, Mapping
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
    return filled(translations(language).gettext(message), values)


def filled(said: str, values: Mapping[str, object]) -> str:
    """A message with its `{names}` replaced."""
    return with_one_stop(said.format(**values), map(str, values.values())) if values else said


def with_one_stop(text: str, values: Iterable[str]) -> str:
    """A text with its values in it: one that ends in a full stop of its own, as `Inc.`, ends the sentence with it."""
    for stopped in {value for value in values if value.endswith(".")}:
        text = text.replace(f"{stopped}.", stopped)
    return text


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
