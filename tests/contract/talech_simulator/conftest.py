"""One simulator per test, on a free loopback port."""

from contextlib import ExitStack

import pytest

from contract.talech_simulator.caller import Caller
from daybook_local.talech.contract.codec import parse_instant
from daybook_local.talech.quirks import Quirks
from daybook_local.talech.simulator import TalechSimulator
from unit.local_talech.shop import sample
from unit.local_talech.worked_example import ORDERS, REFUNDS

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
