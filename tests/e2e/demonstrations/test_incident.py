"""A bad night with one bar: `make demo VARIANT=incident` tells it with three shops.

Every trouble sets off its alarm, every alarm ends, and the books are right in the morning.
"""

import time

import pytest

from daybook_local.demo.days.progress_bars import progress_bars
from daybook_local.demo.incident.story import begins_a_night_early, dates_of_the_night, tell_incident
from daybook_local.demo.incident.troubles import TROUBLES
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED
from daybook_local.system.local_system import running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.sample import LoadedSample
from e2e.conftest import NIGHT_BAR, open_sockets

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]


def test_six_troubles_are_seen_and_settled_and_nothing_is_lost_or_doubled(tmp_path):
    open_sockets()
    sample = LoadedSample(NIGHT_BAR)
    dates = dates_of_the_night(sample, None, None)

    with (
        running_system(sample, WorkFolder(tmp_path), now=None, starts_at=begins_a_night_early(sample, dates)) as system,
        progress_bars() as bars,
    ):
        told = tell_incident(system, dates, bars, started=time.monotonic(), choice=AS_CONNECTED)

    figures = told.as_json()
    assert told.problems == []
    assert figures["posted"] + figures["empty"] == figures["location_days"] == 4
    assert figures["faults"] == len(TROUBLES) == 6
    assert figures["alarms_fired"] == figures["alarms_cleared"] >= 5
    assert figures["letters"] == figures["letters_settled"] >= 2
    assert {name: figures[name] for name in ("lost", "duplicates", "difference_minor")} == {
        "lost": 0,
        "duplicates": 0,
        "difference_minor": 0,
    }
