"""Which books a location's days go into: the merchant's first company, or another from a business date on (design 4).

A set of books is one connection with its mapping, records and proofs. The first has the id of talech's merchant, each
further one adds a number: `M100`, `M100@2`. Wherever a record, a queue or a command says `merchant_id`, it names a set
of books; only talech's own calls and the launch mean the merchant itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_SEPARATOR = "@"


@dataclass(frozen=True, slots=True)
class BooksMove:
    """From a business date on a location's days go into these books; earlier days stay where they are."""

    location_id: str
    effective_from: date
    books_id: str


def talech_merchant_of(books_id: str) -> str:
    """The talech merchant whose sales the books take."""
    return books_id.partition(_SEPARATOR)[0]


def every_books(merchant_id: str, moves: Iterable[BooksMove]) -> tuple[str, ...]:
    """All books of a merchant that ever took a location, the first ones first."""
    first = talech_merchant_of(merchant_id)
    others = {move.books_id for move in moves} - {first}
    return (first, *sorted(others, key=_number_of))


def next_books(merchant_id: str, known: Iterable[str]) -> str:
    """The id of books that do not exist yet."""
    taken = max((_number_of(books_id) for books_id in known), default=1)
    return f"{talech_merchant_of(merchant_id)}{_SEPARATOR}{max(taken, 1) + 1}"


def books_on(location_id: str, business_date: date, merchant_id: str, moves: Iterable[BooksMove]) -> str:
    """The books that take a location's business date: by the newest move so far, of two for one date the later one."""
    in_force = [move for move in moves if move.location_id == location_id and move.effective_from <= business_date]
    newest = max(reversed(in_force), key=_effective_from, default=None)
    return newest.books_id if newest else talech_merchant_of(merchant_id)


def books_ever(location_id: str, merchant_id: str, moves: Iterable[BooksMove]) -> frozenset[str]:
    """All books that take some business date of a location."""
    own = [move for move in moves if move.location_id == location_id]
    dates = {date.min, *(move.effective_from for move in own)}
    return frozenset(books_on(location_id, on, merchant_id, own) for on in dates)


def _effective_from(move: BooksMove) -> date:
    return move.effective_from


def _number_of(books_id: str) -> int:
    number = books_id.partition(_SEPARATOR)[2]
    return int(number) if number else 1
