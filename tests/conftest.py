"""Rules that every suite shares."""

import pytest
from hypothesis import HealthCheck, settings

# Machines are noisy: what is slow today says nothing about a claim. `make bench` measures, tests do not.
settings.register_profile("daybook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("daybook")

LOOPBACK = ["127.0.0.1", "localhost", "::1"]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Open loopback sockets for the suites that are marked for it; nothing ever leaves the machine."""
    if item.get_closest_marker("loopback") or item.get_closest_marker("stack"):
        item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
