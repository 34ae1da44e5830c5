"""Two simulators for all traps; every test gets a merchant and a company of its own in them."""

from functools import partial

import pytest
import stamina

from contract.traps.merchant import CONNECTED_AT, TrapMerchant
from daybook.adapters.talech.http.client import ATTEMPTS
from daybook.domain.company.connection import LocationMode
from quickbooks_simulator import QuickBooksSimulator
from talech_simulator import Quirks, TalechSimulator

# Floats carry their usual noise below a cent. Headers above their lines are a trap of their own and off elsewhere.
NOISY = Quirks(noise_share=0.5, difference_share=0.0)


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
    """talech without a merchant, some days before the week of the tests."""
    talech_server.clock.set(CONNECTED_AT)
    talech_server.world.quirks = NOISY
    yield talech_server
    talech_server.app.faults.clear()
    talech_server.world.restore()


@pytest.fixture
def shop_of(talech, quickbooks, tmp_path):
    """A connected merchant whose registers tell the given story."""
    merchant = TrapMerchant(talech, quickbooks, tmp_path / "merchant")
    yield partial(_opened, merchant)
    merchant.session.close()


def _opened(merchant, orders=(), refunds=(), *, mode=LocationMode.SEPARATE, **more):
    merchant.trades(orders, refunds, **more)
    merchant.connect(mode)
    return merchant
