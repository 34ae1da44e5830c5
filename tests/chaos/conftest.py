"""One system for all crashes; books of their own for each file of tests."""

import pytest
import pytest_socket

from chaos.corner_shop import DATES, write_shop
from chaos.wired.wired_system import wires_around
from daybook_local.system.local_system import SETTLE_DELAY, running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.samples.sample import LoadedSample

LOOPBACK = ["127.0.0.1", "localhost", "::1"]


@pytest.fixture(scope="session")
def wired(tmp_path_factory):
    """The corner shop's system; every one of its days is over."""
    # A session fixture is set up before the marks of its first test have opened the sockets.
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)
    work = tmp_path_factory.mktemp("chaos")
    sample = LoadedSample(write_shop(work / "shop"))
    over = sample.ends(DATES.last)[-1] + SETTLE_DELAY
    with (
        running_system(sample, WorkFolder(work / "local"), now=over) as system,
        wires_around(system, work / "notes") as wired,
    ):
        yield wired
