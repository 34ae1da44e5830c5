"""The language of the terminal, where a command does not name one."""

import os

from daybook.domain.words import tongue

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def default_language() -> str:
    """`fr` where the terminal speaks French, else `en`; the first variable that is set decides, as POSIX has it."""
    chosen = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return tongue(chosen)
