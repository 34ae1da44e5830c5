"""One simulator per test, on a free loopback port."""

from contextlib import ExitStack

import pytest

from simulators.talech.over_http.caller import Caller
from simulators.talech.shop import sample
from simulators.talech.worked_example import ORDERS, REFUNDS
from talech_simulator import TalechSimulator
from talech_simulator.contract.codec import parse_instant
from talech_simulator.shop.quirks import Quirks

NOW = "2026-03-08T09:30:00Z"


@pytest.fixture
def start():
    """Start a simulator with the worked example, or with other merchants."""
    with ExitStack() as running:

        def start(*merchants, now=NOW, **options):
            options = {"quirks": Quirks(difference_share=0), **options}
            loaded = merchants or (sample(ORDERS, REFUNDS),)
            return running.enter_context(TalechSimulator(loaded, clock=parse_instant(now), **options))

        yield start


@pytest.fixture
def simulator(start):
    return start()


@pytest.fixture
def caller(simulator):
    return Caller(simulator)
