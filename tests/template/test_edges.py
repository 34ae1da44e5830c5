"""Every asynchronous edge has a dead-letter queue, and times that fit together."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from daybook.adapters.aws.days.sync_log import LEASE
from daybook.adapters.aws.queues.message_delay import _LONGEST_DELAY_SECONDS
from daybook.application.watching.watch_closings import LOOKS_EVERY
from daybook.application.watching.watch_days import BEING_WORKED_ON
from daybook.contracts.plan_syncs_event import SCHEDULED_TIME
from daybook.contracts.sync_message import MAX_TRIES
from daybook.contracts.watchdog_event import WatchdogEvent
from daybook.domain.sync.closing import FIRES_WITHIN, MISSED_AFTER
from daybook_local.aws.schedules.schedule_expressions import parse_expression
from template.references import output_of

QUICKBOOKS_TIMEOUT_SECONDS = 120
LANES = {"LocationDayQueue", "BackfillQueue", "RereadQueue"}
OUTAGE = timedelta(hours=24)
NEW_ACCOUNT_QUOTA = 10
HTTP_API_TIMEOUT_SECONDS = 30


@pytest.fixture(scope="session")
def consumers(functions):
    """Function properties by the queue it reads."""
    return {
        output_of(event["Properties"]["Queue"]).removeprefix("Queues.").removesuffix("Arn"): (properties, event)
        for properties in functions.values()
        for event in properties.get("Events", {}).values()
        if event["Type"] == "SQS"
    }


def test_every_queue_that_is_filled_has_a_consumer(consumers):
    assert set(consumers) == LANES | {"QuickBooksChangeQueue"}


def test_every_queue_that_is_consumed_has_a_dead_letter_queue_of_its_own(queues, consumers):
    targets = [
        queues["Resources"][queue]["Properties"]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        for queue in consumers
    ]

    assert targets == [f"{queue.removesuffix('Queue')}DeadLetterQueue" for queue in consumers]


def test_the_worker_gives_up_long_before_the_queue_does(queues):
    """The queue counts every receive, those of an outage and of a throttled account too: it must outlast a day of them.

    What the queue gives up, no worker has marked as failed.
    """
    receives = queues["Parameters"]["MaxReceiveCount"]["Default"]
    at_most = OUTAGE.total_seconds() / (_LONGEST_DELAY_SECONDS / 2)

    assert receives > 10 * MAX_TRIES
    assert receives > at_most
    assert receives * queues["Parameters"]["VisibilityTimeoutSeconds"]["Default"] > OUTAGE.total_seconds()
    for queue in LANES:
        policy = queues["Resources"][queue]["Properties"]["RedrivePolicy"]
        assert policy["maxReceiveCount"] == {"Ref": "MaxReceiveCount"}


def test_a_worker_is_over_before_its_lease_and_the_lease_before_its_message_comes_back(queues, consumers):
    """Else a second worker finds the day taken by one that is dead, or meets one that still writes."""
    visibility = queues["Parameters"]["VisibilityTimeoutSeconds"]["Default"]

    for queue in LANES:
        worker = consumers[queue][0]["Timeout"]
        assert QUICKBOOKS_TIMEOUT_SECONDS < worker < LEASE.total_seconds() < visibility
    for queue in consumers:
        timeout = queues["Resources"][queue]["Properties"]["VisibilityTimeout"]
        assert timeout == {"Ref": "VisibilityTimeoutSeconds"}


def test_the_lanes_leave_a_new_account_room_for_its_pages(root, consumers):
    """Its quota is often ten invocations at once, and none of them can be reserved."""
    limits = {
        queue: _standing(event["Properties"]["ScalingConfig"])["MaximumConcurrency"]["Ref"]
        for queue, (_, event) in consumers.items()
        if queue in LANES
    }
    defaults = {queue: root["Parameters"][name]["Default"] for queue, name in limits.items()}

    assert len(set(limits.values())) == len(LANES)
    assert sum(defaults.values()) <= NEW_ACCOUNT_QUOTA - 2
    assert max(defaults, key=defaults.get) == "LocationDayQueue"


def test_notices_that_meet_a_worker_come_back_after_its_lease(queues, consumers):
    """Handed back, they are hidden for a while: longer than a worker may be at the day that they are about."""
    hidden = queues["Parameters"]["VisibilityTimeoutSeconds"]["Default"]

    assert "QuickBooksChangeQueue" in consumers
    assert hidden > LEASE.total_seconds()


def test_a_message_on_its_way_is_touched_more_often_than_the_watchdog_takes_it_for_lost(queues):
    """Between two tries it is hidden for a while; the watchdog looks again only well after that."""
    hidden = max(queues["Parameters"]["VisibilityTimeoutSeconds"]["Default"], _LONGEST_DELAY_SECONDS)

    assert timedelta(seconds=hidden) + LEASE < BEING_WORKED_ON
    found_within = BEING_WORKED_ON + LOOKS_EVERY
    assert found_within <= timedelta(hours=1)


def test_a_failed_message_is_handed_back_alone_and_the_lanes_are_bounded(consumers):
    for _, event in consumers.values():
        assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert "MaximumConcurrency" in _standing(event["Properties"]["ScalingConfig"])


def test_closes_of_a_large_stack_get_provisioned_pollers_in_place_of_a_limit(root, consumers):
    """AWS takes one of the two; ten workers for each poller are more than an event source may have without."""
    _, event = consumers["LocationDayQueue"]
    limit, pollers = (event["Properties"][name]["Fn::If"] for name in ("ScalingConfig", "ProvisionedPollerConfig"))

    assert limit[0] == pollers[0] == "HasProvisionedPollers"
    assert limit[1] == pollers[2] == {"Ref": "AWS::NoValue"}
    assert pollers[1] == {"MinimumPollers": 2, "MaximumPollers": {"Ref": "DailyProvisionedPollers"}}
    most = root["Parameters"]["DailyProvisionedPollers"]
    assert most["Default"] == 0
    assert 10 * most["MaxValue"] > root["Parameters"]["DailyMaximumConcurrency"]["MaxValue"]


def _standing(setting):
    """What holds by default of a setting that a condition may replace."""
    return setting["Fn::If"][2] if "Fn::If" in setting else setting


def test_a_dead_letter_is_kept_for_fourteen_days(queues):
    kept = {
        name: resource["Properties"]["MessageRetentionPeriod"]
        for name, resource in queues["Resources"].items()
        if name.endswith("DeadLetterQueue")
    }

    assert len(kept) >= 4
    assert set(kept.values()) == {14 * 86_400}


def test_a_firing_that_fails_is_kept_whoever_failed_it(functions):
    """Scheduler keeps what it cannot deliver; Lambda keeps what plan_syncs fails at after it was delivered."""
    plan_syncs = functions["PlanSyncsFunction"]
    on_failure = plan_syncs["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
    variables = [properties["Environment"]["Variables"] for properties in functions.values()]
    creators = [given for given in variables if "SCHEDULE_ROLE_ARN" in given]

    assert output_of(on_failure["Destination"]) == "Queues.PlanSyncsDeadLetterQueueArn"
    assert len(creators) == 2
    for given in creators:
        assert output_of(given["PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN"]) == "Queues.PlanSyncsDeadLetterQueueArn"


def test_a_look_that_nobody_had_is_kept_whoever_failed_it(root, functions):
    """Scheduler keeps what it cannot deliver, Lambda what the watchdog fails at, and neither longer than it is true."""
    target = root["Resources"]["WatchdogSchedule"]["Properties"]["Target"]
    invoked = functions["WatchdogFunction"]["EventInvokeConfig"]

    assert output_of(target["DeadLetterConfig"]["Arn"]) == "Queues.WatchdogDeadLetterQueueArn"
    assert output_of(invoked["DestinationConfig"]["OnFailure"]["Destination"]) == "Queues.WatchdogDeadLetterQueueArn"
    assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] == invoked["MaximumEventAgeInSeconds"] == 3600


def test_the_watchdog_is_fired_every_quarter_of_an_hour_with_an_event_that_it_understands(root):
    """A missed closing is found within half an hour: window, tries of the planner, and the time between two looks."""
    schedule = root["Resources"]["WatchdogSchedule"]["Properties"]
    text = schedule["Target"]["Input"].replace(SCHEDULED_TIME, "2026-11-24T09:20:00Z")

    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    tomorrow = midnight + timedelta(days=1) - timedelta(seconds=1)
    fired = parse_expression(schedule["ScheduleExpression"]).between(midnight, tomorrow, ZoneInfo("UTC"), midnight)

    assert {later - earlier for earlier, later in pairwise(fired)} == {LOOKS_EVERY}
    found_within = MISSED_AFTER + LOOKS_EVERY
    assert found_within <= timedelta(minutes=30)
    assert WatchdogEvent.parse(text).scheduled_time == datetime(2026, 11, 24, 9, 20, tzinfo=UTC)
    assert schedule["Target"]["Arn"] == {"Fn::GetAtt": ["WatchdogFunction", "Arn"]}
    assert schedule["FlexibleTimeWindow"] == {"Mode": "OFF"}


def test_a_closing_counts_as_missed_when_its_window_and_every_try_of_the_planner_are_over(functions):
    """Lambda waits one minute after the first try of an event and two after the second."""
    planner = functions["PlanSyncsFunction"]
    tries = 1 + planner["EventInvokeConfig"]["MaximumRetryAttempts"]
    timeout = planner.get("Timeout")

    assert tries == 3
    assert FIRES_WITHIN + tries * timedelta(seconds=timeout) + timedelta(minutes=1 + 2) <= MISSED_AFTER


def test_the_watchdog_is_done_before_the_next_look_and_calls_a_day_overdue_before_its_message_is_forgotten(
    root, queues, functions
):
    """A message that waits for its fourth day is gone; whoever is called by the alarm must find it."""
    hours = root["Parameters"]["OverdueAfterHours"]
    kept = queues["Resources"]["LocationDayQueue"]["Properties"]["MessageRetentionPeriod"]

    assert timedelta(seconds=functions["WatchdogFunction"]["Timeout"]) < LOOKS_EVERY
    assert timedelta(hours=hours["MaxValue"]) < timedelta(seconds=kept)
    assert timedelta(hours=hours["MinValue"]) > BEING_WORKED_ON


def test_an_answer_to_a_browser_comes_before_the_api_gives_up(functions):
    for properties in functions.values():
        if any(event["Type"] == "HttpApi" for event in properties.get("Events", {}).values()):
            assert properties["Timeout"] < HTTP_API_TIMEOUT_SECONDS
