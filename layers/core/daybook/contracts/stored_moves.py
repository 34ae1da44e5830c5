"""Which books a merchant's locations post to, as ConnectionTable keeps it."""

from datetime import date
from typing import Literal, Self

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier
from daybook.domain.books import BooksId, BooksMove


class StoredMove(Contract):
    """One location from one business date on."""

    location_id: Identifier
    effective_from: date
    books_id: BooksIdentifier


class StoredMoves(Contract):
    """All moves of a merchant, in the order in which they were made; none is ever taken out."""

    schema_version: Literal[1] = 1
    moves: tuple[StoredMove, ...] = ()

    @classmethod
    def of(cls, moves: tuple[BooksMove, ...]) -> Self:
        """The stored form."""
        return cls(
            moves=tuple(
                StoredMove(location_id=move.location_id, effective_from=move.effective_from, books_id=move.books_id)
                for move in moves
            )
        )

    def to_domain(self) -> tuple[BooksMove, ...]:
        """The domain's form."""
        return tuple(BooksMove(move.location_id, move.effective_from, BooksId(move.books_id)) for move in self.moves)
