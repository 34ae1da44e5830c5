"""Messages that no try will finish: the worker gives them up, and the operator's function queues again what it can."""

import json
from datetime import timedelta

import pytest

from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.plan_syncs_event import SCHEDULED_TIME
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.company.changes import ChangeNotice, ChangeVerb, CompanyEntity
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from daybook_local.system.local_system import SETTLE_DELAY
from e2e.watching.clocked_bar import logged, settled, unplan
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("clocked-bar")]

LANES = {"daily": "LocationDay", "backfill": "Backfill", "reread": "Reread"}
COUNTS = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]


def waiting(system, queue):
    count = "ApproximateNumberOfMessages"
    url = system.deployment.outputs[f"{queue}Url"]
    return int(system.aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[count])["Attributes"][count])


def under_way(system, queue):
    """Messages that wait or lie with a function."""
    url = system.deployment.outputs[f"{queue}Url"]
    found = system.aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=COUNTS)["Attributes"]
    return sum(int(found[each]) for each in COUNTS)


def replayed(system, **chosen):
    """Queue and id of what the operator's function sent again."""
    function = system.deployment.outputs["ReplayDeadLettersFunctionName"]
    payload = json.dumps(chosen | {"dry_run": False})
    answer = json.loads(system.aws.functions.invoke(FunctionName=function, Payload=payload)["Payload"].read())
    return [(each["queue"], each["day"]) for each in answer["letters"]]


def given_up(system, queue, body):
    url = system.deployment.outputs[f"{queue}DeadLetterQueueUrl"]
    system.aws.sqs.send_message(QueueUrl=url, MessageBody=body)


def event_of(schedule, at):
    """What a schedule sends at an instant."""
    return schedule["Target"]["Input"].replace(SCHEDULED_TIME, at.isoformat())


def lines_of(system, function):
    """How many lines a function has written; one look of the watchdog measures at least what is open."""
    name = system.deployment.resources[f"{function}LogGroup"]
    return len(system.aws.logs.filter_log_events(logGroupName=name)["events"])


def closing_of(system):
    """The merchant's one schedule."""
    scheduler = system.aws.scheduler
    every = scheduler.list_schedules(MaxResults=100)["Schedules"]
    found = [scheduler.get_schedule(Name=each["Name"], GroupName=each["GroupName"]) for each in every]
    (closing,) = (each for each in found if f'"{system.sample.merchant_id}"' in each["Target"].get("Input", ""))
    return closing


def test_what_cannot_be_read_is_given_up_at_once_and_days_given_up_are_queued_again_in_their_own_lane(clocked_bar):
    system, dates = clocked_bar
    merchant, (location,) = system.sample.merchant_id, system.sample.location_ids
    outputs, sqs = system.deployment.outputs, system.aws.sqs
    days = dict(zip(LANES, (dates.first + timedelta(days=n) for n in range(1, 4)), strict=True))
    for lane, queue in LANES.items():
        request = SyncRequest(LocationDay(merchant, days[lane], location), SyncCause.RESYNC, system.clock.now())
        dead = SyncMessage.of(request).text()
        sqs.send_message(QueueUrl=outputs[f"{queue}QueueUrl"], MessageBody="no message of Daybook's")
        sqs.send_message(QueueUrl=outputs[f"{queue}DeadLetterQueueUrl"], MessageBody=dead)
    letters = [f"{queue}DeadLetterQueue" for queue in LANES.values()]
    assert eventually(lambda: all(waiting(system, each) == 2 for each in letters), within=60)

    answer = replayed(system, merchant_id=merchant)

    moved = [(lane, f"{merchant} {on} {location}") for lane, on in days.items()]
    assert answer == moved
    assert [waiting(system, each) for each in letters] == [1, 1, 1]
    assert set(settled(system, list(days.values())).values()) == {"posted"}


def test_a_closing_that_failed_is_planned_by_the_operators_function(clocked_bar):
    """Lambda hands over what failed for good in an envelope of its own."""
    system, dates = clocked_bar
    on = dates.first + timedelta(days=1)
    unplan(system, on)
    event = event_of(closing_of(system), system.sample.ends(on)[-1] + SETTLE_DELAY)
    envelope = {"requestPayload": json.loads(event), "responsePayload": {"errorType": "Timeout", "errorMessage": ""}}
    given_up(system, "PlanSyncs", json.dumps(envelope))

    assert replayed(system, queue="closings") == [("closings", system.sample.merchant_id)]
    assert settled(system, [on]) == {on: "posted"}
    assert under_way(system, "PlanSyncsDeadLetterQueue") == 0


def test_a_look_of_the_watchdog_that_failed_is_made_again_by_the_operators_function(clocked_bar):
    system, _ = clocked_bar
    schedule = system.aws.scheduler.get_schedule(Name=system.deployment.resources["WatchdogSchedule"])
    given_up(system, "Watchdog", event_of(schedule, system.clock.now()))
    before = lines_of(system, "Watchdog")

    assert [queue for queue, _ in replayed(system, queue="watchdog")] == ["watchdog"]
    assert eventually(lambda: lines_of(system, "Watchdog") > before, within=60)


def test_a_notice_that_failed_is_worked_off_when_the_operators_function_sends_it_again(clocked_bar):
    system, _ = clocked_bar
    company, entity = system.quickbooks.realm, CompanyEntity.JOURNAL_ENTRY
    notice = ChangeNotice("notice-1", company, entity, "999999", ChangeVerb.EMAILED, system.clock.now())
    given_up(system, "QuickBooksChange", ChangeNoticesMessage.of((notice,)).text())

    assert [queue for queue, _ in replayed(system, queue="notices")] == ["notices"]
    assert eventually(lambda: not under_way(system, "QuickBooksChangeQueue"), within=60)
    assert under_way(system, "QuickBooksChangeDeadLetterQueue") == 0


def test_a_closing_is_planned_from_what_is_stored_while_talech_does_not_tell_the_merchants_settings(clocked_bar):
    """A close is not missed for a list of categories."""
    system, dates = clocked_bar
    on = dates.first + timedelta(days=2)
    unplan(system, on)
    given_up(system, "PlanSyncs", event_of(closing_of(system), system.sample.ends(on)[-1] + SETTLE_DELAY))
    planned = lines_of(system, "PlanSyncs")
    system.talech.switch_on({"fault": "503", "path": "ext/v0/merchantprofile"})
    try:
        assert replayed(system, queue="closings") == [("closings", system.sample.merchant_id)]
        assert eventually(lambda: lines_of(system, "PlanSyncs") > planned, within=60)
        assert settled(system, [on]) == {on: "posted"}
    finally:
        system.talech.clear_faults()
    (told,) = logged(system, "PlanSyncs")[-1:]
    assert (told["message"], told["profile_is_stale"]) == ("closing planned", True)
