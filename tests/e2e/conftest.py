"""Whole systems on loopback: the real template, real functions, both simulators. Each is started once for its tests."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket

from daybook_local.demo.days.progress_bars import progress_bars
from daybook_local.demo.merchant.connecting import connect_merchant
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED, PostingChoice
from daybook_local.demo.scenario import Told, begins_at, tell
from daybook_local.demo.sequels.passing_time import let_workers_finish
from daybook_local.demo.sequels.sequels import Sequel
from daybook_local.system.local_system import LocalSystem, running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.samples.sample import DateRange, LoadedSample

LOOPBACK = ["127.0.0.1", "localhost", "::1"]
NIGHT_BAR = Path(__file__).parent / "merchants" / "night-bar"


def open_sockets() -> None:
    """A session fixture is set up before the marks of its first test have opened the sockets."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@contextlib.contextmanager
def system_of(folder: Path, work: Path, dates: DateRange | None = None) -> Iterator[tuple[LocalSystem, DateRange]]:
    """A system with a merchant who has not connected yet, at the evening before the last of the dates."""
    open_sockets()
    sample = LoadedSample(folder)
    chosen = dates or sample.dates()
    with running_system(sample, WorkFolder(work), now=begins_at(sample, chosen)) as system:
        yield system, chosen


def told_by(
    system: LocalSystem, dates: DateRange, *, choice: PostingChoice = AS_CONNECTED, sequel: Sequel | None = None
) -> Told:
    """The demonstration's story, told to its end."""
    with progress_bars() as bars:
        return tell(system, dates, bars, started=time.monotonic(), choice=choice, sequel=sequel)


@pytest.fixture(scope="session")
def night_bar(tmp_path_factory):
    """The bar's dates, posted: more goes back than comes in on the second, the clock goes forward in the last night."""
    with system_of(NIGHT_BAR, tmp_path_factory.mktemp("night-bar")) as (system, dates):
        yield system, dates, told_by(system, dates)


@pytest.fixture(scope="session")
def clocked_system(tmp_path_factory):
    """The bar as a connected merchant who has posted nothing, by a clock that starts before their last date closes."""
    open_sockets()
    sample = LoadedSample(NIGHT_BAR)
    begin = begins_at(sample, sample.dates())
    with running_system(sample, WorkFolder(tmp_path_factory.mktemp("clocked")), now=None, starts_at=begin) as system:
        connect_merchant(system)
        yield system, sample.dates()


@pytest.fixture
def clocked_bar(clocked_system):
    """That system at rest: no worker does for a test what the test is about."""
    system, dates = clocked_system
    let_workers_finish(system)
    return system, dates
