"""A talech merchant's profile and moves in ConnectionTable: one row each, shared by all books of the merchant."""

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import condition_failed, from_item, to_item
from daybook.contracts.stored_moves import StoredMoves
from daybook.contracts.stored_profile import StoredProfile
from daybook.domain.books import BooksId, BooksMove, talech_merchant_of
from daybook.domain.errors import RetriableError
from daybook.domain.merchant import MerchantProfile

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item

_PROFILE, _MOVES = "PROFILE", "MOVES"


class ProfileRows:
    """The two rows, read together: whoever asks for a profile asks from the side of one set of books."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def profile(self, merchant_id: BooksId) -> MerchantProfile | None:
        """The last profile read from talech, seen from these books."""
        document = self._document(merchant_id, _PROFILE)
        if document is None:
            return None
        return StoredProfile.parse(document).to_domain().for_books(merchant_id, self.moves(merchant_id))

    def save_profile(self, profile: MerchantProfile) -> None:
        """Remember what talech says; the moves are ours and stay as they are."""
        document = StoredProfile.of(profile).plain() | {"merchant_id": profile.talech_merchant}
        self._dynamodb.put_item(
            TableName=self._table, Item=_key(profile.merchant_id, _PROFILE) | to_item({"document": document})
        )

    def moves(self, merchant_id: BooksId) -> tuple[BooksMove, ...]:
        """Which books the merchant's locations were moved to."""
        document = self._document(merchant_id, _MOVES)
        return StoredMoves.parse(document).to_domain() if document else ()

    def add_moves(self, merchant_id: BooksId, known: tuple[BooksMove, ...], new: tuple[BooksMove, ...]) -> None:
        """Add to what is known.

        Raises:
            RetriableError: somebody moved a location meanwhile; look again.
        """
        content = {"document": StoredMoves.of((*known, *new)).plain(), "moved": len(known) + len(new)}
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if known:
            values = to_item({":known": len(known)})
            condition = {"ConditionExpression": "moved = :known", "ExpressionAttributeValues": values}
        try:
            self._dynamodb.put_item(
                TableName=self._table, Item=_key(merchant_id, _MOVES) | to_item(content), **condition
            )
        except ClientError as error:
            if not condition_failed(error):
                raise
            raise RetriableError(f"merchant {merchant_id}: a location was moved by somebody else meanwhile") from error

    def _document(self, merchant_id: BooksId, sort_key: str) -> dict[str, Any] | None:
        key = _key(merchant_id, sort_key)
        answer = self._dynamodb.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return from_item(answer["Item"])["document"] if "Item" in answer else None


def _key(merchant_id: BooksId, sort_key: str) -> "Item":
    return {"pk": {"S": f"MERCHANT#{talech_merchant_of(merchant_id)}"}, "sk": {"S": sort_key}}
