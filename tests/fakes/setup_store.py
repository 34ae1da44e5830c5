"""Answers of the setup, and what a company tracks, in memory."""

from daybook.domain.company.lists import CompanyLists, ListEntry
from daybook.domain.company.setup import Setup
from daybook.domain.day.sales import SalesDay


class FakeSetupStore:
    """Answers, lists and sample by merchant."""

    def __init__(self) -> None:
        self._setups: dict[str, Setup] = {}
        self._lists: dict[str, CompanyLists] = {}
        self._samples: dict[str, tuple[SalesDay, ...]] = {}

    def setup(self, merchant_id: str) -> Setup:
        return self._setups.get(merchant_id, Setup())

    def save_setup(self, merchant_id: str, setup: Setup) -> None:
        self._setups[merchant_id] = setup

    def lists(self, merchant_id: str) -> CompanyLists | None:
        return self._lists.get(merchant_id)

    def save_lists(self, merchant_id: str, lists: CompanyLists) -> None:
        self._lists[merchant_id] = lists

    def sample(self, merchant_id: str) -> tuple[SalesDay, ...]:
        return self._samples.get(merchant_id, ())

    def save_sample(self, merchant_id: str, days: tuple[SalesDay, ...]) -> None:
        self._samples[merchant_id] = days


class FakeTracking:
    """A company with two classes and three locations."""

    def classes(self) -> tuple[ListEntry, ...]:
        return (ListEntry("c1", "Retail"), ListEntry("c2", "Catering"))

    def departments(self) -> tuple[ListEntry, ...]:
        return (ListEntry("d1", "King St"), ListEntry("d2", "Laval"), ListEntry("d3", "Queen St"))
