"""Proofs in ProofTable: one item per location-day, the newest revision.

Key: `merchant_id` and `day` (`<business date>#<location>`), so that a range of dates is one query. The proof is stored
as compressed JSON, because a combined day of many locations would be too large as plain attributes.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from daybook.adapters.aws.items import to_item
from daybook.adapters.aws.rows import Condition, Rows, RowTooLargeError
from daybook.contracts.stored_rows import PROOF
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import LocationDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# "$" follows "#", so it closes a date with all its locations.
_FROM, _TO = "#", "$"


class DynamoProofStore:
    """`ProofStore` on ProofTable. Reads are consistent."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._rows = Rows(PROOF, dynamodb, table, packed_as="content")

    def save(self, proof: Proof) -> None:
        """Store it instead of an earlier revision's proof; a late worker with an older revision changes nothing.

        Raises:
            ValueError: it is too large for an item even when compressed; the text has its size.
        """
        follows = "attribute_not_exists(merchant_id) OR revision <= :revision"
        condition = Condition(follows, {":revision": proof.revision})
        try:
            self._rows.put_if(condition, proof_key(proof.day), proof, {"revision": proof.revision})
        except RowTooLargeError as error:
            lines = len(proof.lines)
            raise ValueError(
                f"{proof.day}: the proof of {lines} lines {error}: post the locations separately"
            ) from error

    def get(self, day: LocationDay) -> Proof | None:
        """The proof of one location-day; None also if a person has changed a document since."""
        proof = self.last(day)
        return None if proof is None or proof.is_overtaken else proof

    def last(self, day: LocationDay) -> Proof | None:
        """What was last proved of a day, overtaken or not."""
        return self._rows.get(proof_key(day))

    def overtake(self, day: LocationDay) -> None:
        """Mark the proof: a person has changed a document. A missing proof is not an error."""
        proof = self.last(day)
        if proof is not None and not proof.is_overtaken:
            self.save(replace(proof, is_overtaken=True))

    def between(self, merchant_id: str, first: date, last: date) -> Iterable[Proof]:
        """A merchant's proofs of a range of business dates, both included, oldest first; none that is overtaken."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="merchant_id = :merchant AND #day BETWEEN :from AND :to",
            ExpressionAttributeNames={"#day": "day"},
            ExpressionAttributeValues=to_item(
                {":merchant": merchant_id, ":from": f"{first}{_FROM}", ":to": f"{last}{_TO}"}
            ),
            ConsistentRead=True,
        )
        for page in pages:
            yield from (proof for proof in map(self._rows.value, page["Items"]) if not proof.is_overtaken)

    def delete(self, day: LocationDay) -> None:
        """Delete the proof of a day that was removed from the books; a missing proof is not an error."""
        self._rows.delete(proof_key(day))


def proof_key(day: LocationDay) -> dict[str, str]:
    """The key of a day's proof."""
    return {"merchant_id": day.merchant_id, "day": f"{day.business_date}#{day.location}"}
