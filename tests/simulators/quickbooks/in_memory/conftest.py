"""Company files without a server."""

from collections.abc import Callable

import pytest

from quickbooks_simulator.charts.variants import new_company
from quickbooks_simulator.clock import Clock
from simulators.quickbooks.books import NOON, Books


@pytest.fixture
def open_books() -> Callable[[str], Books]:
    """Makes a company file of a variant, at noon Pacific time on 24 November 2026."""

    def open_(variant: str) -> Books:
        company = new_company(variant, name="Harbour Street Coffee", realm="9130357000000001", now=NOON)
        return Books(company, Clock(lambda: NOON))

    return open_


@pytest.fixture
def books(open_books: Callable[[str], Books]) -> Books:
    """A company in the United States on the Plus plan."""
    return open_books("us_plus")
