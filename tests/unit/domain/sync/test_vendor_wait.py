"""A day that a vendor keeps waiting says which, and since when."""

from datetime import UTC, datetime, timedelta

import pytest

from daybook.domain.errors import Condition, RetriableError
from daybook.domain.sync.vendor_wait import VendorWait, is_given_up, wait_after

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=1)
SILENT = RetriableError("timeout", condition=Condition.TALECH_UNAVAILABLE)


def test_the_first_try_that_meets_a_silent_vendor_starts_the_clock():
    assert wait_after(SILENT, None, NOW) == VendorWait(Condition.TALECH_UNAVAILABLE, NOW)


def test_a_vendor_that_stays_silent_is_silent_since_the_first_try():
    wait = wait_after(SILENT, VendorWait(Condition.TALECH_UNAVAILABLE, EARLIER), NOW)

    assert wait == VendorWait(Condition.TALECH_UNAVAILABLE, EARLIER)


def test_another_thing_in_the_way_is_there_since_now():
    throttled = RetriableError("429", condition=Condition.QUICKBOOKS_UNAVAILABLE, fault_code=3001)

    wait = wait_after(throttled, VendorWait(Condition.TALECH_UNAVAILABLE, EARLIER), NOW)

    assert wait == VendorWait(Condition.QUICKBOOKS_UNAVAILABLE, NOW, 3001)


def test_a_lease_or_a_full_queue_of_our_own_is_no_vendor():
    assert wait_after(RetriableError("leased"), VendorWait(Condition.TALECH_UNAVAILABLE, EARLIER), NOW) is None


@pytest.mark.parametrize("earlier", [None, VendorWait(Condition.TALECH_UNAVAILABLE, EARLIER)])
def test_a_vendor_that_another_day_met_before_is_silent_since_then(earlier):
    met = RetriableError("no probe yet", condition=Condition.TALECH_UNAVAILABLE, since=EARLIER - timedelta(hours=1))

    assert wait_after(met, earlier, NOW) == VendorWait(Condition.TALECH_UNAVAILABLE, EARLIER - timedelta(hours=1))


@pytest.mark.parametrize(("hours", "given_up"), [(23.99, False), (24, True), (48, True)])
def test_a_vendor_is_given_up_after_a_day(hours, given_up):
    assert is_given_up(VendorWait(Condition.TALECH_UNAVAILABLE, NOW - timedelta(hours=hours)), NOW) is given_up
