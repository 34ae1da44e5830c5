"""Both simulators for the whole session, and the books that a sample merchant gets in each kind and mode."""

from datetime import UTC, datetime
from functools import cache, partial

import pytest
import stamina

from contract.kinds.sample_books import FOLDERS, SampleBooks, SampleShop
from daybook.adapters.talech.http.client import ATTEMPTS
from quickbooks_simulator import QuickBooksSimulator
from talech_simulator import TalechSimulator

LONG_AFTER = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def books_of():
    """`books_of(merchant, kind, mode)`: the handful of days, posted the first time somebody asks for them.

    With `cleared`, in a company that takes no item on a bank account.
    """
    talech = TalechSimulator(list(FOLDERS.values()), clock=LONG_AFTER)
    with stamina.set_testing(True, attempts=ATTEMPTS), talech, QuickBooksSimulator(throttled=False) as quickbooks:
        shop_of = cache(partial(SampleShop, talech))

        @cache
        def posted(merchant, kind, mode, *, cleared=False):
            books = SampleBooks(shop_of(merchant), quickbooks, kind, mode, cleared=cleared)
            books.post()
            return books

        yield posted
