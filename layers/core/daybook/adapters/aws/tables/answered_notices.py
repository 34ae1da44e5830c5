"""Answers to notices about unusual days, in ConnectionTable: MERCHANT#<id>, UNUSUAL."""

from typing import TYPE_CHECKING

from daybook.adapters.aws.rows import Rows
from daybook.adapters.aws.tables.connections import row_key
from daybook.contracts.stored_answers import ANSWERED_NOTICES
from daybook.domain.unusual.answered import AnsweredNotices

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_UNUSUAL = "UNUSUAL"


class DynamoAnswerStore:
    """`AnswerStore` on ConnectionTable; of two writers the last one wins."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._answers = Rows(ANSWERED_NOTICES, dynamodb, table)

    def answers(self, merchant_id: str) -> AnsweredNotices:
        """The stored answers; none at first."""
        return self._answers.get(row_key(merchant_id, _UNUSUAL)) or AnsweredNotices()

    def save_answers(self, merchant_id: str, answers: AnsweredNotices) -> None:
        """Store them."""
        self._answers.put(row_key(merchant_id, _UNUSUAL), answers)
