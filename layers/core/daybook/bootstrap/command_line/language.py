"""The default language of commands: that of the terminal."""

import os

from daybook.domain.words import tongue

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def default_language() -> str:
    """`fr` if the terminal is set to French, else `en`; the first variable that is set decides, as in POSIX."""
    chosen = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return tongue(chosen)
