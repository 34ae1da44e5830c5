"""A talech simulator with the back office in front, and a visitor of a few lines."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from daybook_local.back_office.mounting import mount_back_office
from daybook_local.demo.merchant.browser import Browser
from simulators.talech.shop import merchant_file, sample
from talech_simulator import TalechSimulator

DAYBOOK = "http://127.0.0.1:9"
NOON_IN_TORONTO = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)


def other_merchant(plan="STARTER"):
    """A second account on loopback, below Standard unless `plan` says otherwise."""
    profile = merchant_file(id="1:1", merchant_identification="1", name="Rue Sainte-Anne", locale="fr-CA")
    profile["merchant"] |= {"id": "m_1", "name": "Café <Anne> & Fils", "plan": plan, "apps_allowed": plan != "STARTER"}
    profile["categories"] = [{"id": "c9", "location_id": "1:1", "name": "Café"}]
    return sample(profile=profile)


@pytest.fixture
def start():
    """Start a simulator with merchants, the back office in front of it."""
    with ExitStack() as running:

        def started(*merchants, clock=NOON_IN_TORONTO):
            simulator = TalechSimulator(merchants or [sample()], clock=clock)
            mount_back_office(simulator, DAYBOOK)
            return running.enter_context(simulator)

        yield started


@pytest.fixture
def visitor():
    with Browser("en-CA") as browser:
        yield browser
