"""Tokens that rotate, idle out or are ended by somebody else, under eight threads and more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from simulators.talech.shop import sample
from simulators.talech.worked_example import DAY_D, ORDERS, REFUNDS

pytestmark = pytest.mark.loopback

D = date.fromisoformat(DAY_D)
AT_CLOSE = datetime(2026, 3, 7, 9, 5, tzinfo=UTC)
READERS = 8


@pytest.fixture
def talech(talech_of):
    """The token changes with every call."""
    return talech_of(sample(ORDERS, REFUNDS), clock=AT_CLOSE, rotate_every=1)


def days_read_together(talech, source, readers):
    with ThreadPoolExecutor(readers) as pool:
        return [pool.submit(source.day_activity, talech.location(), D) for _ in range(readers)]


def test_many_threads_share_one_rotating_token(talech):
    undisturbed = talech.activity(D)

    reads = days_read_together(talech, talech.source, READERS)

    assert [read.result() for read in reads] == [undisturbed] * READERS


def test_without_any_grace_for_the_token_before_the_day_is_still_whole(talech_of):
    """Every call under way at a rotation is then refused, and finds the newer token or renews it."""
    talech = talech_of(sample(ORDERS, REFUNDS), clock=AT_CLOSE, rotate_every=3, rotation_grace_seconds=0)

    assert talech.roles(D) == talech.truth(D)


def test_a_process_that_slept_past_the_idle_limit_goes_on(talech_of):
    machine = [0.0]
    talech = talech_of(sample(ORDERS, REFUNDS), clock=AT_CLOSE, idle_seconds=1800, seconds=lambda: machine[0])
    before = talech.roles(D)

    machine[0] += 1801

    assert talech.roles(D) == before


def test_two_processes_that_end_each_others_tokens_both_finish(talech):
    """A talech that allows one session would make two workers renew in turns."""
    talech.fault("single_session")
    undisturbed = talech.activity(D)
    other = talech.new_source()

    assert other.day_activity(talech.location(), D) == undisturbed
    assert talech.activity(D) == undisturbed
