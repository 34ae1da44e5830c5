"""A real simulator on loopback per test, and retries that do not wait."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import stamina

from contract.talech_adapter.reading import Reading
from daybook.adapters.talech.http.client import ATTEMPTS
from talech_simulator import Quirks, TalechSimulator, load_folder

LONG_AFTER = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_waiting():
    with stamina.set_testing(True, attempts=ATTEMPTS):
        yield


# What a folder tells is read once a process: simulators write what happens later into their own world.
_loaded = cache(load_folder)


@pytest.fixture
def talech_of():
    """Starts a simulator for a merchant (in memory or a folder) and gives a reading of it; stopped after the test."""
    started = []

    def start(merchant, *, clock=LONG_AFTER, quirks=None, **options):
        told = _loaded(merchant) if isinstance(merchant, Path) else merchant
        simulator = TalechSimulator([told], clock=clock, quirks=quirks or Quirks(), **options)
        simulator.start()
        started.append(simulator)
        return Reading(simulator)

    yield start
    for simulator in started:
        simulator.stop()
