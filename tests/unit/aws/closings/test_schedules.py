"""What every store of schedules promises, in memory and at EventBridge Scheduler alike; then Scheduler's own facts."""

import json
import re
from datetime import time

import pytest

from daybook.adapters.aws.closings.schedules import MerchantSchedules, ScheduleTarget, schedule_name
from daybook.application.ports import Closing
from daybook.contracts.plan_syncs_event import SCHEDULED_TIME, PlanSyncsEvent
from fakes.queues.schedules import FakeSchedules
from unit.aws.builders import MERCHANT

TORONTO = Closing("America/Toronto", time(4, 5))
TOKYO = Closing("Asia/Tokyo", time(0, 5))
TARGET = ScheduleTarget(
    group="closings",
    function_arn="arn:aws:lambda:us-east-1:123456789012:function:plan",
    role_arn="arn:aws:iam::123456789012:role/scheduler",
    dead_letter_queue_arn="arn:aws:sqs:us-east-1:123456789012:dead",
)


@pytest.fixture
def scheduler(aws):
    aws.scheduler.create_schedule_group(Name=TARGET.group)
    return aws.scheduler


@pytest.fixture
def merchant_schedules(scheduler, aws, table):
    return MerchantSchedules(scheduler, TARGET, aws.dynamodb, table("ConnectionTable"))


@pytest.fixture(params=["fake", "aws"])
def schedules(request):
    return FakeSchedules() if request.param == "fake" else request.getfixturevalue("merchant_schedules")


@pytest.fixture
def stored(schedules, request):
    """Reads the closings that a merchant's schedules fire at."""

    def read(merchant_id):
        if isinstance(schedules, FakeSchedules):
            return schedules.closings[merchant_id]
        inputs = [json.loads(found["Target"]["Input"]) for found in every(request.getfixturevalue("scheduler"))]
        return frozenset(
            Closing(event["zone"], time.fromisoformat(event["at"]))
            for event in inputs
            if event["merchant_id"] == merchant_id
        )

    return read


def every(scheduler):
    summaries = scheduler.list_schedules(GroupName=TARGET.group)["Schedules"]
    return [scheduler.get_schedule(Name=s["Name"], GroupName=TARGET.group) for s in summaries]


def test_a_merchant_has_one_schedule_per_closing(schedules, stored):
    schedules.reconcile(MERCHANT, frozenset({TORONTO, TOKYO}))

    assert stored(MERCHANT) == {TORONTO, TOKYO}


def test_reconciling_twice_changes_nothing(schedules, stored):
    schedules.reconcile(MERCHANT, frozenset({TORONTO}))
    schedules.reconcile(MERCHANT, frozenset({TORONTO}))

    assert stored(MERCHANT) == {TORONTO}


def test_a_moved_closing_replaces_the_old_one(schedules, stored):
    schedules.reconcile(MERCHANT, frozenset({TORONTO}))
    schedules.reconcile(MERCHANT, frozenset({TOKYO}))

    assert stored(MERCHANT) == {TOKYO}


def test_a_disconnected_merchant_has_no_schedule_left(schedules, stored):
    schedules.reconcile(MERCHANT, frozenset({TORONTO, TOKYO}))
    schedules.reconcile("another", frozenset({TORONTO}))

    schedules.reconcile(MERCHANT, frozenset())

    assert stored(MERCHANT) == frozenset()
    assert stored("another") == {TORONTO}


def test_a_schedule_fires_on_the_wall_clock_of_the_shop(merchant_schedules, scheduler):
    merchant_schedules.reconcile(MERCHANT, frozenset({TORONTO}))

    (schedule,) = every(scheduler)
    assert schedule["ScheduleExpression"] == "cron(5 4 * * ? *)"
    assert schedule["ScheduleExpressionTimezone"] == "America/Toronto"
    assert schedule["FlexibleTimeWindow"] == {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 5}
    assert schedule["Target"]["DeadLetterConfig"] == {"Arn": TARGET.dead_letter_queue_arn}


def test_what_a_schedule_sends_is_a_plan_syncs_event(merchant_schedules, scheduler):
    merchant_schedules.reconcile(MERCHANT, frozenset({TORONTO}))
    (schedule,) = every(scheduler)

    event = PlanSyncsEvent.parse(schedule["Target"]["Input"].replace(SCHEDULED_TIME, "2026-11-24T09:05:00Z"))

    assert (event.merchant_id, event.zone, event.closing_time) == (MERCHANT, "America/Toronto", time(4, 5))


def test_a_schedule_of_a_release_without_windows_gets_one_and_is_then_left_alone(merchant_schedules, scheduler):
    merchant_schedules.reconcile(MERCHANT, frozenset({TORONTO}))
    (made,) = every(scheduler)
    kept = ("Name", "GroupName", "ScheduleExpression", "ScheduleExpressionTimezone", "Target", "Description", "State")
    scheduler.update_schedule(**{name: made[name] for name in kept}, FlexibleTimeWindow={"Mode": "OFF"})

    merchant_schedules.reconcile(MERCHANT, frozenset({TORONTO}))
    (renewed,) = every(scheduler)
    merchant_schedules.reconcile(MERCHANT, frozenset({TORONTO}))

    assert renewed["FlexibleTimeWindow"] == made["FlexibleTimeWindow"]
    (after,) = every(scheduler)
    assert after["LastModificationDate"] == renewed["LastModificationDate"]


@pytest.mark.parametrize("change", ["somebody deleted it", "the function was replaced"])
def test_a_schedule_that_is_no_longer_right_is_made_right(merchant_schedules, scheduler, change):
    merchant_schedules.reconcile(MERCHANT, frozenset({TORONTO}))
    name = schedule_name(MERCHANT, TORONTO)
    if change == "somebody deleted it":
        scheduler.delete_schedule(Name=name, GroupName=TARGET.group)
    else:
        scheduler.update_schedule(
            Name=name,
            GroupName=TARGET.group,
            ScheduleExpression="cron(0 0 * * ? *)",
            FlexibleTimeWindow={"Mode": "OFF"},
            Target={"Arn": "arn:aws:lambda:us-east-1:123456789012:function:old", "RoleArn": TARGET.role_arn},
        )

    merchant_schedules.reconcile(MERCHANT, frozenset({TORONTO}))

    (schedule,) = every(scheduler)
    assert schedule["ScheduleExpression"] == "cron(5 4 * * ? *)"
    assert schedule["Target"]["Arn"] == TARGET.function_arn


def test_a_crash_before_a_schedule_was_made_leaves_nothing_that_is_never_deleted(
    merchant_schedules, scheduler, monkeypatch
):
    def crash(**_):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(scheduler, "create_schedule", crash)
        with pytest.raises(ConnectionError):
            merchant_schedules.reconcile(MERCHANT, frozenset({TORONTO}))

    merchant_schedules.reconcile(MERCHANT, frozenset({TOKYO}))
    merchant_schedules.reconcile(MERCHANT, frozenset())

    assert every(scheduler) == []


@pytest.mark.parametrize("zone", ["America/Argentina/ComodRivadavia", "Etc/GMT+5", "Etc/GMT-5"])
def test_a_name_keeps_to_what_scheduler_allows(zone):
    assert re.fullmatch(
        r"[0-9A-Za-z._-]{1,64}", schedule_name("merchant with any id at all" * 9, Closing(zone, time(23, 59)))
    )


def test_zones_that_differ_in_a_sign_have_different_names():
    names = {schedule_name(MERCHANT, Closing(zone, time(4))) for zone in ("Etc/GMT+5", "Etc/GMT-5")}

    assert len(names) == 2
