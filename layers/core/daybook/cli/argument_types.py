"""How the words of a command line become values: an error says which word is wrong, and how it is written."""

import argparse
from collections.abc import Iterable
from datetime import date

from daybook.domain.merchant.books import BooksId
from daybook.domain.outside_ids import OutsideIdError


def books_of(text: str) -> BooksId:
    """A merchant id.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        return BooksId(text)
    except OutsideIdError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no merchant id: {error}") from error


def date_of(text: str) -> date:
    """A business date.

    Raises:
        ArgumentTypeError: it is not written YYYY-MM-DD, or there is no such date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write it as YYYY-MM-DD") from error


def values_of(words: Iterable[str]) -> list[str]:
    """The words that an option accepts."""
    return [str(word) for word in words]
