"""Rules that every suite shares."""

import pytest

LOOPBACK = ["127.0.0.1", "localhost", "::1"]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Open loopback sockets for the suites that are marked for it; nothing ever leaves the machine."""
    if item.get_closest_marker("loopback") or item.get_closest_marker("stack"):
        item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
