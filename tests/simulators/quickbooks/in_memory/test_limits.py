"""How often QuickBooks may be asked, and how long it remembers an answer (docs/quickbooks.md 2.3, 2.8)."""

from datetime import timedelta

import pytest

from quickbooks_simulator.state.replay import ReplayStore, StoredAnswer
from quickbooks_simulator.state.throttle import Throttle
from simulators.quickbooks.books import NOON

REALM = "9130357000000001"


class Stopwatch:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def stopwatch():
    return Stopwatch()


@pytest.fixture
def throttle(stopwatch):
    return Throttle(timer=stopwatch)


def admitted(throttle, calls, *, realm=REALM, batch=False):
    return sum(throttle.admits(realm, batch=batch) for _ in range(calls))


def test_ten_calls_a_second_and_a_new_ten_in_the_next(throttle, stopwatch):
    assert admitted(throttle, 15) == 10
    stopwatch.seconds = 0.9
    assert admitted(throttle, 15) == 0
    stopwatch.seconds = 1.0
    assert admitted(throttle, 15) == 10


def test_each_company_has_its_own_limits(throttle):
    admitted(throttle, 10)

    assert admitted(throttle, 15, realm="9130357000000002") == 10


@pytest.mark.parametrize(("batch", "limit"), [(False, 500), (True, 40)])
def test_a_minute_has_a_limit_that_slides(throttle, stopwatch, batch, limit):
    passed = 0
    for tenth in range(599):
        stopwatch.seconds = tenth / 10
        passed += admitted(throttle, 1, batch=batch)
    assert passed == limit

    stopwatch.seconds = 60.0

    assert admitted(throttle, 2, batch=batch) == 1


def test_a_throttle_that_is_off_admits_everything(throttle):
    throttle.enabled = False

    assert admitted(throttle, 1000) == 1000


@pytest.mark.parametrize(
    ("retention", "age", "remembered"),
    [
        (None, timedelta(days=3650), True),
        (timedelta(days=1), timedelta(days=1), True),
        (timedelta(days=1), timedelta(days=1, seconds=1), False),
    ],
)
def test_answers_are_remembered_for_ever_or_as_long_as_was_set(retention, age, remembered):
    store = ReplayStore(retention)
    store.keep(REALM, "day-1", StoredAnswer(200, b"{}", NOON))

    assert (store.find(REALM, "day-1", NOON + age) is not None) is remembered
    assert store.find("9130357000000002", "day-1", NOON) is None
