"""A talech merchant's profile and moves in ConnectionTable: one row each, shared by all books of the merchant."""

from dataclasses import replace
from typing import TYPE_CHECKING

from daybook.adapters.aws.rows import Condition, Rows
from daybook.contracts.stored_rows import MOVES, PROFILE, Moves
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId, BooksMove, first_books, talech_merchant_of
from daybook.domain.merchant.profile import MerchantProfile

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PROFILE_ROW, MOVES_ROW = "PROFILE", "MOVES"


class ProfileRows:
    """The two rows, read together, because a profile always belongs to one set of books."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._profiles = Rows(PROFILE, dynamodb, table)
        self._moves = Rows(MOVES, dynamodb, table)

    def profile(self, merchant_id: BooksId) -> MerchantProfile | None:
        """The profile last read from talech, for these books."""
        profile = self._profiles.get(_key(merchant_id, PROFILE_ROW))
        return profile.for_books(merchant_id, self.moves(merchant_id)) if profile else None

    def save_profile(self, profile: MerchantProfile) -> None:
        """Store talech's profile unless it is stored already; the moves, which talech does not know, do not change."""
        merchants = replace(profile, merchant_id=first_books(profile.talech_merchant))
        key = _key(profile.merchant_id, PROFILE_ROW)
        if self._profiles.get(key) != merchants:
            self._profiles.put(key, merchants)

    def moves(self, merchant_id: BooksId) -> tuple[BooksMove, ...]:
        """The moves of the merchant's locations."""
        row = self._moves.get(_key(merchant_id, MOVES_ROW))
        return row.moves if row else ()

    def add_moves(self, merchant_id: BooksId, known: tuple[BooksMove, ...], new: tuple[BooksMove, ...]) -> None:
        """Add moves.

        Raises:
            RetriableError: another request moved a location meanwhile; read again.
        """
        unchanged = Condition("moved = :known", {":known": len(known)})
        condition = unchanged if known else Condition("attribute_not_exists(pk)", {})
        moves = Moves((*known, *new))
        if not self._moves.put_if(condition, _key(merchant_id, MOVES_ROW), moves, {"moved": len(moves.moves)}):
            raise RetriableError(f"merchant {merchant_id}: another request moved a location meanwhile")


def _key(merchant_id: BooksId, sort_key: str) -> dict[str, str]:
    return {"pk": f"MERCHANT#{talech_merchant_of(merchant_id)}", "sk": sort_key}
