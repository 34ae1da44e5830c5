"""Retries without waiting, and as many attempts as in production."""

import pytest
import stamina

from daybook.adapters.talech.http.client import ATTEMPTS


@pytest.fixture(autouse=True)
def _no_waiting():
    with stamina.set_testing(True, attempts=ATTEMPTS):
        yield
