"""A day that waits for talech or QuickBooks says so to the merchant, with the time, and asks nothing of them."""

import pytest

from daybook.domain.errors import Condition
from daybook.domain.sync.location_day import LocationDay
from daybook.domain.sync.vendor_wait import VendorWait
from unit.portal.merchant import NEWEST, QUEEN

NBSP = "\N{NO-BREAK SPACE}"
DAY = f"/log/{NEWEST}/{QUEEN}"


@pytest.fixture
def waiting(ready):
    """A worker has just tried the newest day and met a silent talech."""
    day = LocationDay("m_1", NEWEST, QUEEN)
    ready.sync_log.plan(day, ready.clock.now())
    ready.sync_log.claim(day, "worker")
    ready.sync_log.release(day, "worker", VendorWait(Condition.TALECH_UNAVAILABLE, ready.clock.now()))
    return ready


@pytest.mark.usefixtures("waiting")
def test_the_page_of_the_day_says_what_does_not_answer_and_since_when(visitor):
    words = visitor.open(DAY).words

    assert "talech does not answer" in words
    assert "talech has not answered since Nov 24, 2026, " in words.replace(NBSP, " ").replace("Nov. 24", "Nov 24")
    assert "There is nothing to do: Daybook tries again by itself." in words
    assert "DB-1311" in words


@pytest.mark.usefixtures("waiting")
def test_the_log_says_it_in_short(visitor):
    assert "talech does not answer" in visitor.open("/log").words
