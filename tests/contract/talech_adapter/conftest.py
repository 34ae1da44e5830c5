"""A real simulator on loopback per test, and retries that do not wait."""

from datetime import UTC, datetime

import pytest
import stamina

from contract.talech_adapter.reading import Reading
from daybook.adapters.talech.http.client import ATTEMPTS
from talech_simulator import Quirks, TalechSimulator

LONG_AFTER = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_waiting():
    with stamina.set_testing(True, attempts=ATTEMPTS):
        yield


@pytest.fixture
def talech_of():
    """Starts a simulator for a merchant (in memory or a folder) and gives a reading of it; stopped after the test."""
    started = []

    def start(merchant, *, clock=LONG_AFTER, quirks=None, **options):
        simulator = TalechSimulator([merchant], clock=clock, quirks=quirks or Quirks(), **options)
        simulator.start()
        started.append(simulator)
        return Reading(simulator)

    yield start
    for simulator in started:
        simulator.stop()
