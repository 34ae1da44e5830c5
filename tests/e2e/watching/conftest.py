"""A bar whose clock, schedules and alarms are watched, on a system of its own: time goes on for days."""

import pytest

from daybook_local.aws.metrics.metrics import MetricsCollector
from daybook_local.demo.merchant.connecting import connect_merchant
from daybook_local.demo.scenario import begins_at
from daybook_local.demo.sequels.passing_time import let_workers_finish
from daybook_local.system.local_system import running_system
from daybook_local.system.places import TEMPLATE, WorkFolder
from daybook_local.system.samples.sample import LoadedSample
from daybook_local.watching.alarm_watch import AlarmWatch
from daybook_local.watching.operations import watched
from e2e.conftest import NIGHT_BAR, open_sockets
from e2e.watching.watched_system import Watched


@pytest.fixture(scope="module")
def watched_bar(tmp_path_factory):
    """The night bar with its first date posted; it begins before its last date closes.

    The commands of one module post, close and disconnect what the faults of another need as it was.
    """
    open_sockets()
    sample = LoadedSample(NIGHT_BAR)
    dates = sample.dates()
    begin = begins_at(sample, dates)
    with running_system(sample, WorkFolder(tmp_path_factory.mktemp("alarms")), now=None, starts_at=begin) as system:
        connect_merchant(system)
        system.daybook.sync(sample.merchant_id, dates.first, dates.first)
        let_workers_finish(system)
        operations = watched(system.aws, system.deployment, TEMPLATE, system.clock.now)
        collector = MetricsCollector(system.aws, operations.hear, operations.now)
        watch = AlarmWatch(operations, collector.collect)
        yield Watched(system, dates, watch)
