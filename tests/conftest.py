"""Rules that every suite shares."""

import pytest
import pytest_socket

LOOPBACK = ["127.0.0.1", "localhost", "::1"]


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Open loopback sockets for the suites that are marked for it; nothing ever leaves the machine."""
    if item.get_closest_marker("loopback") or item.get_closest_marker("stack"):
        pytest_socket.enable_socket()
        pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)
