"""The whole system lives by one clock that a test moves: a night in March with an outage of QuickBooks, in seconds."""

from datetime import datetime, timedelta

import pytest

from daybook_local.aws.schedules.schedules import Schedules, run_schedules
from daybook_local.demo.days.settling import messages_under_way
from daybook_local.demo.merchant.connecting import connect_merchant
from daybook_local.demo.scenario import begins_at
from daybook_local.system.local_system import running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.samples.sample import LoadedSample
from e2e.conftest import NIGHT_BAR
from local_stack import eventually

pytestmark = pytest.mark.stack

AN_HOUR = timedelta(hours=1)
WAITS_FOR_QUICKBOOKS = "DB-1904"


@pytest.fixture
def evening(tmp_path):
    """A system of its own, because time never goes back: it begins half an hour before the last date closes."""
    sample = LoadedSample(NIGHT_BAR)
    begin = begins_at(sample, sample.dates()) + timedelta(hours=23, minutes=30)
    with running_system(sample, WorkFolder(tmp_path), now=None, starts_at=begin) as system:
        yield system, begin


def test_a_closing_comes_a_vendor_is_away_and_its_day_is_tried_again_when_the_clock_says_so(evening):
    """Launch token, consent, sessions, tokens, schedule, retries: none of them notices that it is not March."""
    system, begin = evening
    merchant, last = system.sample.merchant_id, system.sample.dates().last

    def record():
        found = system.daybook.history(merchant, last, last)
        return found[0] if found else None

    connect_merchant(system)
    connected_at = datetime.fromisoformat(system.daybook.connection(merchant)["connected_at"])
    assert timedelta() <= connected_at - begin < AN_HOUR
    system.quickbooks.arm(fault="http_503", times=2)

    with run_schedules(Schedules(system.aws), system.clock.now, every=0.1) as closing:
        assert closing
        assert system.daybook.history(merchant, last, last) == []
        system.clock.advance(minutes=30)
        assert eventually(lambda: record() and record().code == WAITS_FOR_QUICKBOOKS, within=120)
        assert (record().state, messages_under_way(system)) == ("due", 1)

        posted = eventually(lambda: _a_minute_passes(system) and record().state == "posted", within=90)

    assert posted, record()
    (document,) = system.quickbooks.read_back("JournalEntry")[-1:]
    written = datetime.fromisoformat(document["MetaData"]["CreateTime"])
    assert AN_HOUR / 2 < written - begin < 2 * AN_HOUR


def _a_minute_passes(system):
    return system.clock.advance(minutes=1)
