"""Answers of the setup, lists of the company and the sample day, in ConnectionTable beside the connection.

| pk            | sk     | what                                           |
| ------------- | ------ | ---------------------------------------------- |
| MERCHANT#<id> | SETUP  | answers so far, and the last range asked for   |
| MERCHANT#<id> | LISTS  | accounts, classes and locations of the company |
| MERCHANT#<id> | SAMPLE | the figures that the setup's pages show        |
"""

from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.connections import merchant_key
from daybook.adapters.aws.items import from_item, to_item
from daybook.contracts.contract import Contract
from daybook.contracts.stored_company_lists import StoredCompanyLists, StoredSampleDay
from daybook.contracts.stored_setup import StoredSetup
from daybook.domain.company_lists import CompanyLists
from daybook.domain.sales import SalesDay
from daybook.domain.setup import Setup

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SETUP, _LISTS, _SAMPLE = "SETUP", "LISTS", "SAMPLE"


class DynamoSetupStore:
    """`SetupStore` on ConnectionTable. The last writer wins: there is one merchant, and each page is one answer."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def setup(self, merchant_id: str) -> Setup:
        """The answers so far; empty at first."""
        document = self._document(merchant_id, _SETUP)
        return StoredSetup.parse(document).to_domain() if document else Setup()

    def save_setup(self, merchant_id: str, setup: Setup) -> None:
        """Remember them."""
        self._save(merchant_id, _SETUP, StoredSetup.of(setup))

    def lists(self, merchant_id: str) -> CompanyLists | None:
        """The company's lists as they were read last."""
        document = self._document(merchant_id, _LISTS)
        return StoredCompanyLists.parse(document).to_domain() if document else None

    def save_lists(self, merchant_id: str, lists: CompanyLists) -> None:
        """Remember them."""
        self._save(merchant_id, _LISTS, StoredCompanyLists.of(lists))

    def sample(self, merchant_id: str) -> tuple[SalesDay, ...]:
        """The figures of the merchant's sample day; empty where none is remembered."""
        document = self._document(merchant_id, _SAMPLE)
        return StoredSampleDay.parse(document).to_domain() if document else ()

    def save_sample(self, merchant_id: str, days: tuple[SalesDay, ...]) -> None:
        """Remember them."""
        self._save(merchant_id, _SAMPLE, StoredSampleDay.of(days))

    def _document(self, merchant_id: str, name: str) -> dict[str, Any] | None:
        key = merchant_key(merchant_id, name)
        answer = self._dynamodb.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return from_item(answer["Item"])["document"] if "Item" in answer else None

    def _save(self, merchant_id: str, name: str, document: Contract) -> None:
        item = merchant_key(merchant_id, name) | to_item({"document": document.plain()})
        self._dynamodb.put_item(TableName=self._table, Item=item)
