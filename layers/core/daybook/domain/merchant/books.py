"""Decides which set of books (QuickBooks company) a location posts to on a business date (docs/accounting.md 5).

A set of books is one connection with its mapping, records and proofs. The first has the id of talech's merchant, each
further one adds a number: `M100`, `M100@2`. In records, queues and commands `merchant_id` is the id of a set of books.
Only calls to talech and the launch use the merchant itself, which is another type.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from daybook.domain.outside_ids import IdText, OutsideIdError, TalechMerchantId

_SEPARATOR = "@"
_FURTHER = re.compile(r"[2-9]|[1-9][0-9]{1,5}")


class BooksId(IdText):
    """The id of a set of books: the talech merchant, and for all but the first a number from two on."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Read an id of ours: from a row, a message, a command or a form.

        Raises:
            OutsideIdError: the part before `@` is not the id of a talech merchant, or the part after it is not a number
                of books.
        """
        merchant, separator, number = text.partition(_SEPARATOR)
        TalechMerchantId(merchant)
        if separator and not _FURTHER.fullmatch(number):
            raise OutsideIdError(f"books have a number from 2 on behind {_SEPARATOR}: {text!r:.80}")
        return super().__new__(cls, text)


@dataclass(frozen=True, slots=True)
class BooksMove:
    """From a business date on a location posts to these books; earlier days stay where they are."""

    location_id: str
    effective_from: date
    books_id: BooksId


def first_books(merchant: TalechMerchantId) -> BooksId:
    """The books that a merchant has from the first launch on."""
    return BooksId(merchant)


def talech_merchant_of(books_id: BooksId) -> TalechMerchantId:
    """The talech merchant whose sales the books take."""
    return TalechMerchantId(books_id.partition(_SEPARATOR)[0])


def every_books(books_id: BooksId, moves: Iterable[BooksMove]) -> tuple[BooksId, ...]:
    """All books of the merchant that a location ever posted to, the first books first."""
    first = _first_books_beside(books_id)
    others = {move.books_id for move in moves} - {first}
    return (first, *sorted(others, key=_number_of))


def next_books(books_id: BooksId, known: Iterable[BooksId]) -> BooksId:
    """The id of books of the same merchant that do not exist yet."""
    taken = max(map(_number_of, known), default=1)
    return BooksId(f"{talech_merchant_of(books_id)}{_SEPARATOR}{max(taken, 1) + 1}")


def books_on(location_id: str, business_date: date, books_id: BooksId, moves: Iterable[BooksMove]) -> BooksId:
    """The books that a location posts to on a date: the newest move counts; of two for one date, the later."""
    in_force = [move for move in moves if move.location_id == location_id and move.effective_from <= business_date]
    newest = max(reversed(in_force), key=_effective_from, default=None)
    return newest.books_id if newest else _first_books_beside(books_id)


def books_ever(location_id: str, books_id: BooksId, moves: Iterable[BooksMove]) -> frozenset[BooksId]:
    """All books that a location posts to on any business date."""
    own = [move for move in moves if move.location_id == location_id]
    dates = {date.min, *(move.effective_from for move in own)}
    return frozenset(books_on(location_id, on, books_id, own) for on in dates)


def _first_books_beside(books_id: BooksId) -> BooksId:
    """The first books of the same merchant; a calendar asks for each store and date, so the id is not read anew."""
    return books_id if _SEPARATOR not in books_id else first_books(talech_merchant_of(books_id))


def _effective_from(move: BooksMove) -> date:
    return move.effective_from


def _number_of(books_id: BooksId) -> int:
    number = books_id.partition(_SEPARATOR)[2]
    return int(number) if number else 1
