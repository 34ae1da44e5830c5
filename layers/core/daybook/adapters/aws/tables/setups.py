"""Answers of the setup, lists of the company and the sample day, in ConnectionTable beside the connection.

| pk            | sk     | what                                           |
| ------------- | ------ | ---------------------------------------------- |
| MERCHANT#<id> | SETUP  | answers so far, and the last range asked for   |
| MERCHANT#<id> | LISTS  | accounts, classes and locations of the company |
| MERCHANT#<id> | SAMPLE | the figures that the setup's pages show        |
"""

from typing import TYPE_CHECKING

from daybook.adapters.aws.rows import Rows
from daybook.adapters.aws.tables.connections import row_key
from daybook.contracts.stored_rows import COMPANY_LISTS, SAMPLE_DAY, SETUP, SampleDay
from daybook.domain.company.lists import CompanyLists
from daybook.domain.company.setup import Setup
from daybook.domain.day.sales import SalesDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SETUP, _LISTS, _SAMPLE = "SETUP", "LISTS", "SAMPLE"


class DynamoSetupStore:
    """`SetupStore` on ConnectionTable. The last writer wins, because each page of the setup is one answer."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._setups = Rows(SETUP, dynamodb, table)
        self._lists = Rows(COMPANY_LISTS, dynamodb, table)
        self._samples = Rows(SAMPLE_DAY, dynamodb, table)

    def setup(self, merchant_id: str) -> Setup:
        """The stored answers; empty at first."""
        return self._setups.get(row_key(merchant_id, _SETUP)) or Setup()

    def save_setup(self, merchant_id: str, setup: Setup) -> None:
        """Remember them."""
        self._setups.put(row_key(merchant_id, _SETUP), setup)

    def lists(self, merchant_id: str) -> CompanyLists | None:
        """The company's lists as they were read last."""
        return self._lists.get(row_key(merchant_id, _LISTS))

    def save_lists(self, merchant_id: str, lists: CompanyLists) -> None:
        """Remember them."""
        self._lists.put(row_key(merchant_id, _LISTS), lists)

    def sample(self, merchant_id: str) -> tuple[SalesDay, ...]:
        """The figures of the merchant's sample day; empty if none is stored."""
        sample = self._samples.get(row_key(merchant_id, _SAMPLE))
        return sample.days if sample else ()

    def save_sample(self, merchant_id: str, days: tuple[SalesDay, ...]) -> None:
        """Remember them."""
        self._samples.put(row_key(merchant_id, _SAMPLE), SampleDay(days))
