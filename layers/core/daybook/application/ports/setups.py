"""Ports for the setup: stored answers, the company's lists, classes and locations."""

from typing import Protocol

from daybook.domain.company.lists import CompanyLists, ListEntry
from daybook.domain.company.setup import Setup
from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.books import BooksId


class SetupStore(Protocol):
    """A merchant's answers during the setup, and the lists they choose from."""

    def setup(self, merchant_id: BooksId) -> Setup:
        """The stored answers; empty at first."""

    def save_setup(self, merchant_id: BooksId, setup: Setup) -> None:
        """Remember them."""

    def lists(self, merchant_id: BooksId) -> CompanyLists | None:
        """The company's lists as they were read last."""

    def save_lists(self, merchant_id: BooksId, lists: CompanyLists) -> None:
        """Remember them."""

    def sample(self, merchant_id: BooksId) -> tuple[SalesDay, ...]:
        """The figures of the merchant's sample day, by location; empty if none is stored."""

    def save_sample(self, merchant_id: BooksId, days: tuple[SalesDay, ...]) -> None:
        """Remember them."""


class CompanyTracking(Protocol):
    """Classes and locations of one connected company."""

    def classes(self) -> tuple[ListEntry, ...]:
        """Active classes by name: one metered read."""

    def departments(self) -> tuple[ListEntry, ...]:
        """Active locations by name: one metered read."""
