"""Rules that every suite shares."""

import gc
import gettext
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from daybook.domain.words import translations

# Ends a whole run that left rights of the template unused.
pytest_plugins = ["rights_both_ways"]

# Machines are noisy: what is slow today says nothing about a claim. `make bench` measures, tests do not.
settings.register_profile("daybook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("daybook")


class Untranslated(gettext.NullTranslations):
    """What is asked last: a merchant would read English here, so a test fails."""

    def gettext(self, message: str) -> str:
        """Refuse it.

        Raises:
            LookupError: always; the text names the message.
        """
        raise LookupError(f"no French for {message!r}: it was never said, noted or translated")


translations("fr").add_fallback(Untranslated())

LOOPBACK = ["127.0.0.1", "localhost", "::1"]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Open loopback sockets for the suites that are marked for it; nothing ever leaves the machine.

    Files that share a running system are a group and meet one test process; any other file is a group of its own.
    """
    if item.get_closest_marker("xdist_group") is None:
        item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    if item.get_closest_marker("loopback") or item.get_closest_marker("stack"):
        item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """What collection makes lives as long as the process, so the garbage collector need not go through it again.

    It did, every few tests, half a million objects each time: 152 tests cost 10.7 s of processor time, and 7.3 s since.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)


def pytest_collection_finish(session: pytest.Session) -> None:
    """A group that is ignored costs a third of an hour: each test process starts every system for itself.

    pytest-xdist writes the group behind a test's id, in a place that another pytest may not read.

    Raises:
        pytest.UsageError: the two do not go together; pin versions that do.
    """
    wants_groups = hasattr(session.config, "workerinput") and session.config.getvalue("loadgroup")
    if wants_groups and not all("@" in item.nodeid for item in session.items):
        raise pytest.UsageError("this pytest ignores the groups of pytest-xdist: pin versions that go together")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a whole system begins first: it waits for processes, and the quick rest fills the gaps at the end."""
    items.sort(key=lambda item: (item.get_closest_marker("stack") is None, *_place_on_a_moved_clock(item)))


def _place_on_a_moved_clock(item: pytest.Item) -> tuple[str, int]:
    """Walks that move one system's clock for good follow one another as they are written; others as they come."""
    mark = item.get_closest_marker("xdist_group")
    if mark is None or not isinstance(item, pytest.Function) or mark.args != ("clocked-bar",):
        return "", 0
    return item.path.name, item.function.__code__.co_firstlineno
