"""A bad night with one bar: `make demo VARIANT=incident` tells it with three shops.

Every trouble sets off its alarm, every alarm ends, and the books are right in the morning.
"""

import time
from dataclasses import dataclass

import pytest

from daybook_local.demo.days.progress_bars import progress_bars
from daybook_local.demo.incident.story import MORNING, begins_a_night_early, dates_of_the_night, tell_incident
from daybook_local.demo.incident.troubles import TROUBLES
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED
from daybook_local.demo.scenario import Told
from daybook_local.system.local_system import running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.samples.sample import LoadedSample
from daybook_local.watching.operations import Operations
from e2e.conftest import NIGHT_BAR, open_sockets
from e2e.demonstrations.fed_elsewhere import BY_AWS_ALONE, BY_TESTS
from e2e.demonstrations.operations_pictures import operations_pictures

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900), pytest.mark.xdist_group("incident")]


@dataclass(frozen=True)
class Night:
    """What was told, and what was watched until the morning."""

    told: Told
    operations: Operations


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    open_sockets()
    sample, watched = LoadedSample(NIGHT_BAR), {}
    dates = dates_of_the_night(sample, None, None)
    starts_at, work = begins_a_night_early(sample, dates), WorkFolder(tmp_path_factory.mktemp("incident"))

    with operations_pictures() as photograph:

        def seen(operations, moment):
            watched[moment] = operations
            photograph(operations, moment)

        with running_system(sample, work, now=None, starts_at=starts_at) as system, progress_bars() as bars:
            told = tell_incident(system, dates, bars, started=time.monotonic(), choice=AS_CONNECTED, seen=seen)
    return Night(told, watched[MORNING])


def test_six_troubles_are_seen_and_settled_and_nothing_is_lost_or_doubled(night):
    figures = night.told.as_json()

    assert night.told.problems == []
    # A card that the bar had not taken before its setup is asked about on its first use: its day is posted with a gap.
    settled = figures["posted"] + figures["posted_with_gaps"] + figures["empty"]
    assert settled == figures["location_days"] == 4
    assert figures["faults"] == len(TROUBLES) == 6
    assert figures["alarms_fired"] == figures["alarms_cleared"] >= 5
    assert figures["letters"] == figures["letters_settled"] >= 2
    assert {name: figures[name] for name in ("lost", "duplicates", "difference_minor")} == {
        "lost": 0,
        "duplicates": 0,
        "difference_minor": 0,
    }


def test_every_line_of_a_widget_and_every_alarm_is_fed_by_this_night_or_by_the_run_that_the_table_names(night):
    """A widget that no run fills stays empty for ever, and its alarm is deaf."""
    operations = night.operations
    drawn = {line.series.metric.name for widget in operations.widgets for line in widget.lines}
    heard = {series.metric.name for alarm in operations.alarms for series in alarm.series.values()}
    fed = {metric.name for metric in operations.measured.known()}

    unfed = (drawn | heard) - fed

    named = BY_TESTS.keys() | BY_AWS_ALONE.keys()
    assert unfed - named == set()
    assert named <= drawn | heard
