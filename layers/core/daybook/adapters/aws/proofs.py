"""Proofs in ProofTable: one item per location-day, the newest revision.

Key: `merchant_id` and `day` (`<business date>#<location>`), so that a range of dates is one query. The proof lies in
the item as compressed JSON, because a combined day of many locations would outgrow an item as plain attributes.
"""

import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.items import condition_failed, from_item, to_item
from daybook.contracts.stored_proof import StoredProof
from daybook.domain.proof import Proof
from daybook.domain.sync import LocationDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from daybook.adapters.aws.items import Item

# DynamoDB takes 400 KB, keys and attribute names included; they need less than what is left.
MAX_CONTENT_BYTES = 398 * 1024
# "$" follows "#", so it closes a date with all its locations.
_FROM, _TO = "#", "$"


class DynamoProofStore:
    """`ProofStore` on ProofTable. Reads are consistent."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def save(self, proof: Proof) -> None:
        """Keep it in place of an earlier revision's; a worker who comes late with an older revision changes nothing.

        Raises:
            ValueError: it does not fit into an item, however compressed; the text says how large it is.
        """
        content = _compressed(proof)
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=_key(proof.day) | to_item({"revision": proof.revision, "content": content}),
                ConditionExpression="attribute_not_exists(merchant_id) OR revision <= :revision",
                ExpressionAttributeValues=to_item({":revision": proof.revision}),
            )
        except ClientError as error:
            if not condition_failed(error):
                raise

    def get(self, day: LocationDay) -> Proof | None:
        """The proof of one location-day."""
        answer = self._dynamodb.get_item(TableName=self._table, Key=_key(day), ConsistentRead=True)
        return _proof(answer["Item"]) if "Item" in answer else None

    def between(self, merchant_id: str, first: date, last: date) -> Iterable[Proof]:
        """A merchant's proofs of a range of business dates, both included, oldest first."""
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
            yield from map(_proof, page["Items"])

    def delete(self, day: LocationDay) -> None:
        """Forget the proof of a day that was taken out of the books; one that is gone already is fine."""
        self._dynamodb.delete_item(TableName=self._table, Key=_key(day))


def _key(day: LocationDay) -> "Item":
    return to_item({"merchant_id": day.merchant_id, "day": f"{day.business_date}#{day.location}"})


def _compressed(proof: Proof) -> bytes:
    content = zlib.compress(StoredProof.of(proof).text().encode())
    if len(content) > MAX_CONTENT_BYTES:
        raise ValueError(
            f"{proof.day}: the proof of {len(proof.lines)} lines takes {len(content)} bytes compressed, "
            f"ProofTable holds {MAX_CONTENT_BYTES}: post the locations separately"
        )
    return content


def _proof(item: Mapping[str, Any]) -> Proof:
    return StoredProof.parse(zlib.decompress(from_item(item)["content"]).decode()).to_domain()
