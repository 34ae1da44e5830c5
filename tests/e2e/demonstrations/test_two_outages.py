"""QuickBooks is gone at closing time, then talech: the demonstration's story with one bar, an hour each.

`make demo VARIANT=outage` tells it with three shops and three hours.
"""

import time
from datetime import timedelta

import pytest

from daybook_local.demo.days.progress_bars import progress_bars
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED
from daybook_local.demo.sequels.two_outages import begins_before_closing, dates_of, tell_outages
from daybook_local.system.local_system import running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.samples.sample import LoadedSample
from e2e.conftest import NIGHT_BAR, open_sockets

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

AWAY = timedelta(hours=1)
A_CALL_EVERY_TWO_MINUTES = 30 * 2


def test_days_wait_through_both_outages_and_are_in_the_books_within_half_an_hour_of_the_return(tmp_path):
    open_sockets()
    sample = LoadedSample(NIGHT_BAR)
    dates = dates_of(sample, None, None)
    begin = begins_before_closing(sample, dates)

    with running_system(sample, WorkFolder(tmp_path), now=None, starts_at=begin) as system, progress_bars() as bars:
        told = tell_outages(system, dates, bars, started=time.monotonic(), choice=AS_CONNECTED, away=AWAY)

    figures = told.as_json()
    assert told.problems == []
    assert figures["posted"] + figures["empty"] == figures["location_days"] > 1
    wrong = ("dead_letters", "failed", "held", "operator_actions", "duplicates", "unbalanced", "difference_minor")
    assert {name: figures[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert figures["minutes_to_catch_up"] <= 30
    assert 4 <= figures["vendor_calls_while_down"] <= A_CALL_EVERY_TWO_MINUTES
    assert any("waited through both outages and named them (DB-1311, DB-1904" in line for line in told.ending.said)
