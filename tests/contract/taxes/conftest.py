"""Two simulators for all tax days; every test gets a merchant and a company of its own in them."""

import pytest
import stamina

from contract.taxes.merchant import TaxMerchant
from contract.traps.conftest import NOISY
from contract.traps.merchant import CONNECTED_AT
from daybook.adapters.talech.http.client import ATTEMPTS
from quickbooks_simulator import QuickBooksSimulator
from talech_simulator import TalechSimulator


@pytest.fixture(autouse=True)
def _no_waiting():
    with stamina.set_testing(True, attempts=ATTEMPTS):
        yield


@pytest.fixture(scope="session")
def talech_server():
    with TalechSimulator([], rotate_every=5) as running:
        yield running


@pytest.fixture(scope="session")
def quickbooks():
    with QuickBooksSimulator(throttled=False) as running:
        yield running


@pytest.fixture
def talech(talech_server):
    talech_server.clock.set(CONNECTED_AT)
    talech_server.world.quirks = NOISY
    yield talech_server
    talech_server.app.faults.clear()
    talech_server.world.restore()


@pytest.fixture
def shop_in(talech, quickbooks, tmp_path):
    """A merchant whose books are in a company of the given variant."""
    opened = []

    def open_in(variant):
        opened.append(TaxMerchant(talech, quickbooks, tmp_path / "merchant", variant))
        return opened[-1]

    yield open_in
    for merchant in opened:
        merchant.session.close()
