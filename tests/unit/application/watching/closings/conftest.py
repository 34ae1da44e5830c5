"""A merchant with two shops, their schedules, and the watchdog's looks on a clock that is moved."""

from datetime import timedelta

import pytest

from daybook.application.planning.plan_syncs import plan_syncs
from daybook.application.watching.watch_closings import LOOKS_EVERY, watch_closings
from fakes.queues.firings import FakeFirings
from fakes.systems import FakeSystems
from unit.application.watching.closings.nights import DAY, DELAY, FOUR, TEN, TUESDAY


@pytest.fixture
def expected(planning):
    return planning.expected


@pytest.fixture
def firings():
    return FakeFirings()


@pytest.fixture
def watching(expected, firings, connections, clock):
    clock.instant = TUESDAY
    return FakeSystems(expected=expected, firings=firings, connections=connections, clock=clock, settle_delay=DELAY)


@pytest.fixture
def deliver(firings, planning, sales):
    """plan_syncs works on everything that was fired, the newest first: nothing keeps asynchronous calls in order."""

    def run():
        waiting, firings.fired = firings.fired, []
        for merchant_id, closing, scheduled_at in reversed(waiting):
            plan_syncs(merchant_id, closing, scheduled_at, sales, planning)
        return len(waiting)

    return run


@pytest.fixture
def fire(planning, sales):
    """The merchant's schedule fires."""
    return lambda closing, at: plan_syncs("m_1", closing, at, sales, planning)


@pytest.fixture
def looks(watching, clock):
    """The looks of a span of time, every quarter of an hour from a minute that fits to nothing."""

    def pass_by(until):
        instant = clock.instant.replace(minute=7) + timedelta(seconds=41)
        while (instant := instant + LOOKS_EVERY) <= until:
            clock.instant = instant
            yield instant, watch_closings(watching)

    return pass_by


@pytest.fixture
def in_order(fire, clock, watching):
    """Both shops' closings of the 22nd and 23rd at King, and of the 22nd at Queen, were planned by their schedules."""
    fire(FOUR, TUESDAY - DAY)
    fire(TEN, TUESDAY - timedelta(hours=6))
    clock.instant = TUESDAY - timedelta(hours=1)
    return watching
