"""`make deploy` of the shipped template into the local AWS, and of a later release while a first sync runs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from daybook_local.demo.days.settling import messages_under_way
from daybook_local.demo.scenario import begins_at
from daybook_local.system.local_system import running_system
from daybook_local.system.places import DEFAULT_MERCHANT, WorkFolder
from daybook_local.system.samples.sample import DateRange, LoadedSample
from e2e.conftest import open_sockets, told_by
from local_stack import eventually
from releasing import deploy_stage
from releasing.sam_release import Release

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not deploy_stage.SAM.exists(), reason="no SAM CLI: `make check` installs it"),
]

DAYS = 12
SLOW = {"fault": "slow", "path": "reports/receiptssummaryreport", "seconds": 2}
OF_THE_LATER = "a worker of the later release"
LATER = f"""

_before = handler


def handler(event, context):
    print("{OF_THE_LATER}")
    return _before(event, context)
"""


def deploy_meanwhile(system, deploy_again):
    """Deploy as soon as the first document is in the books; how many there were before and after.

    From the first message on talech is slow, until the later release is deployed.
    """
    assert eventually(lambda: messages_under_way(system), within=120)
    system.talech.switch_on(SLOW)
    try:
        before = eventually(lambda: system.quickbooks.meter().documents, within=120)
        deploy_again()
        return before, system.quickbooks.meter().documents
    finally:
        system.talech.clear_faults()


@pytest.fixture
def deployed(tmp_path):
    """The system on a stack that sam deployed, the dates of its merchant, and what deploys it once more."""
    open_sockets()
    sample = LoadedSample(DEFAULT_MERCHANT)
    last = sample.dates().last
    dates = DateRange(last - timedelta(days=DAYS), last)
    release = Release.built(tmp_path / "release")
    given = {}

    def deploy(aws, parameters):
        given.update(parameters)
        return release.deploy(aws, parameters)

    def deploy_a_later_worker():
        handler = release.handler("post_location_day")
        handler.write_text(handler.read_text("utf-8") + LATER, "utf-8")
        release.deploy(system.aws, given)

    work = WorkFolder(tmp_path / "work")
    with running_system(sample, work, now=begins_at(sample, dates), deployer=deploy) as system:
        yield system, dates, deploy_a_later_worker


def invocations(system):
    """How many invocations of the worker there were: of the release before, of the later one."""
    name = system.deployment.outputs["PostLocationDayLogGroupName"]
    pages = system.aws.logs.get_paginator("filter_log_events").paginate(logGroupName=name)
    lines = [event["message"] for page in pages for event in page["events"]]
    later = sum(line.strip() == OF_THE_LATER for line in lines)
    return sum(line.startswith("END RequestId") for line in lines) - later, later


def version_that_the_queues_call(system):
    """The version behind the alias of the worker, which every lane calls."""
    outputs, functions = system.deployment.outputs, system.aws.functions
    for lane in ("LocationDayQueueArn", "BackfillQueueArn", "RereadQueueArn"):
        (mapping,) = functions.list_event_source_mappings(EventSourceArn=outputs[lane])["EventSourceMappings"]
        assert mapping["FunctionArn"].endswith(":live")
    return int(functions.get_alias(FunctionName=outputs["PostLocationDayFunctionName"], Name="live")["FunctionVersion"])


def test_a_release_deployed_over_another_while_a_first_sync_runs_loses_and_doubles_nothing(deployed):
    system, dates, deploy_again = deployed

    first = version_that_the_queues_call(system)
    with ThreadPoolExecutor(1) as beside:
        deploying = beside.submit(deploy_meanwhile, system, deploy_again)
        told = told_by(system, dates)
        before, after = deploying.result()

    assert version_that_the_queues_call(system) > first
    history = DAYS * len(system.sample.location_ids)
    assert 0 < before < after < history
    of_the_first, of_the_later = invocations(system)
    assert of_the_first >= before
    assert of_the_later >= history - after
    assert told.problems == []
    figures = told.as_json()
    assert figures["posted"] == figures["location_days"] == history + len(system.sample.location_ids)
    assert (figures["duplicates"], figures["difference_minor"]) == (0, 0)
