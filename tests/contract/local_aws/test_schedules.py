"""Schedules of the local AWS fire when those of EventBridge Scheduler would."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from daybook_local.aws.schedules.schedules import Schedules, run_schedules
from local_stack import eventually

pytestmark = pytest.mark.loopback

GROUP = "test-schedules"
OFF = {"Mode": "OFF"}
FLEXIBLE = {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 10}


@pytest.fixture
def schedules(aws):
    return Schedules(aws, wait=True)


@pytest.fixture
def target(aws):
    """A queue of the test's own: what reaches it was fired."""
    url = aws.sqs.create_queue(QueueName="fired")["QueueUrl"]
    arn = aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    yield {"Arn": arn, "RoleArn": "arn:aws:iam::000000000000:role/any"}
    aws.sqs.delete_queue(QueueUrl=url)


@pytest.fixture
def create(aws):
    """Create a schedule that is gone after the test."""
    names = []

    def create(name, expression, target, window=OFF, **settings):
        names.append(name)
        aws.scheduler.create_schedule(
            Name=name, ScheduleExpression=expression, FlexibleTimeWindow=window, Target=target, **settings
        )

    yield create
    standing = {entry["Name"] for entry in aws.scheduler.list_schedules()["Schedules"]}
    for name in standing.intersection(names):
        aws.scheduler.delete_schedule(Name=name)


def names_of(firings):
    return [firing.name for firing in firings]


def test_the_templates_schedule_fires_in_the_shops_zone_and_knows_when_it_was_due(stack, schedules):
    """04:05 in New York is 09:05 UTC before the change of 8 March 2026 and 08:05 after it."""
    firings = schedules.advance(datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))

    mine = [firing for firing in firings if firing.group == stack.outputs["ScheduleGroupName"]]
    assert [firing.scheduled_at for firing in mine] == [
        datetime(2026, 3, 7, 9, 5, tzinfo=UTC),
        datetime(2026, 3, 8, 8, 5, tzinfo=UTC),
    ]
    assert mine[1].delivery.answer == {"scheduled": "2026-03-08T08:05:00Z", "try": "1"}


def test_days_are_fired_in_order_across_schedules(schedules, create, target):
    create("late", "cron(0 12 * * ? *)", target)
    create("early", "cron(0 6 * * ? *)", target)

    firings = schedules.advance(datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 3, tzinfo=UTC))

    assert [name for name in names_of(firings) if name in ("early", "late")] == ["early", "late", "early", "late"]


def test_a_schedule_that_appears_meanwhile_fires_from_the_next_tick_on(schedules, create, target):
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    schedules.tick(noon)
    create("once", "at(2026-06-01T12:30:00)", target)

    firings = [names_of(schedules.tick(noon + timedelta(minutes=minutes))) for minutes in (29, 30, 31)]

    assert [names.count("once") for names in firings] == [0, 1, 0]


def test_a_one_time_schedule_is_deleted_after_it_completed_where_it_asks_for_it(aws, schedules, create, target):
    create("gone", "at(2026-06-01T12:30:00)", target, ActionAfterCompletion="DELETE")
    create("kept", "at(2026-06-01T12:30:00)", target)

    schedules.advance(datetime(2026, 6, 1, 12, tzinfo=UTC), datetime(2026, 6, 1, 13, tzinfo=UTC))

    standing = {entry["Name"] for entry in aws.scheduler.list_schedules()["Schedules"]}
    assert "kept" in standing
    assert "gone" not in standing


@pytest.mark.parametrize(("into_window", "minutes"), [(0.0, 0), (0.5, 5), (1.0, 10)])
def test_a_schedule_fires_where_it_is_told_to_in_its_window_and_says_when_it_was_due(
    aws, create, target, into_window, minutes
):
    create("flexible", "cron(0 12 * * ? *)", target, FLEXIBLE)
    create("exact", "cron(3 12 * * ? *)", target)
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    schedules = Schedules(aws, into_window=into_window)
    schedules.tick(noon - timedelta(hours=1))

    fired = [
        (firing.name, firing.scheduled_at, firing.fired_at)
        for minute in range(12)
        for firing in schedules.tick(noon + timedelta(minutes=minute))
        if firing.name in {"flexible", "exact"}
    ]

    three_past, window_passed = noon + timedelta(minutes=3), noon + timedelta(minutes=minutes)
    wanted = [("flexible", noon, window_passed), ("exact", three_past, three_past)]
    assert fired == sorted(wanted, key=lambda each: each[2])


def test_what_was_due_before_a_schedule_was_made_never_fires_though_its_window_is_open(aws, create, target):
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    schedules = Schedules(aws, into_window=1.0)
    schedules.tick(noon + timedelta(minutes=1))
    create("late", "cron(0 12 * * ? *)", target, FLEXIBLE)

    firings = [names_of(schedules.tick(noon + timedelta(minutes=minutes))) for minutes in (2, 9, 10, 11)]

    assert [names.count("late") for names in firings] == [0, 0, 0, 0]


def test_a_disabled_schedule_does_not_fire(schedules, create, target):
    create("sleeping", "rate(1 hour)", target, State="DISABLED")

    firings = schedules.advance(datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC))

    assert "sleeping" not in names_of(firings)


def test_a_rate_begins_at_once_and_counts_elapsed_time(schedules, create, target):
    create("pulse", "rate(6 hours)", target)
    start = datetime(2026, 6, 1, tzinfo=UTC)

    firings = [names_of(schedules.tick(start + timedelta(hours=hours))) for hours in (0, 5, 6, 11, 12, 13)]

    assert [names.count("pulse") for names in firings] == [1, 0, 1, 0, 1, 0]


def test_a_clock_that_is_moved_over_many_turns_of_a_rate_takes_the_last_before_each_other_schedule(
    schedules, create, target
):
    """Nothing else of the stack is due between five past four and seven."""
    create("pulse", "rate(15 minutes)", target)
    create("closing", "cron(20 5 * * ? *)", target)

    firings = schedules.advance(datetime(2026, 6, 1, 4, 6, tzinfo=UTC), datetime(2026, 6, 1, 7, tzinfo=UTC))

    assert [(each.name, f"{each.scheduled_at:%H:%M}") for each in firings if each.name in ("pulse", "closing")] == [
        ("pulse", "05:06"),
        ("closing", "05:20"),
        ("pulse", "06:51"),
    ]


def test_a_target_that_cannot_be_reached_ends_in_the_dead_letter_queue(aws, stack, schedules, create):
    nobody = {
        "Arn": "arn:aws:lambda:us-east-1:000000000000:function:nobody",
        "RoleArn": "arn:aws:iam::000000000000:role/any",
        "Input": '{"day": 1}',
        "RetryPolicy": {"MaximumRetryAttempts": 1},
        "DeadLetterConfig": {"Arn": stack.outputs["DeadLetterQueueArn"]},
    }
    create("lost", "rate(1 day)", nobody)

    firing = schedules.fire("lost")

    (message,) = aws.sqs.receive_message(
        QueueUrl=stack.outputs["DeadLetterQueueUrl"], MessageAttributeNames=["All"], VisibilityTimeout=0
    )["Messages"]
    aws.sqs.purge_queue(QueueUrl=stack.outputs["DeadLetterQueueUrl"])
    assert (firing.delivery.attempts, firing.delivery.dead_lettered) == (2, True)
    assert "nobody" in firing.delivery.error
    assert json.loads(message["Body"]) == {"day": 1}
    assert message["MessageAttributes"]["TARGET_ARN"]["StringValue"] == nobody["Arn"]


def test_a_background_loop_follows_whatever_clock_it_is_given(schedules, create, target):
    fired = []
    hands = [datetime(2026, 6, 1, 12, 29, tzinfo=UTC)]
    create("by-clock", "at(2026-06-01T12:30:00)", target)
    tick = schedules.tick
    schedules.tick = lambda now: fired.extend(names_of(tick(now)))

    with run_schedules(schedules, lambda: hands[0], every=0.02):
        hands[0] += timedelta(minutes=2)
        eventually(lambda: "by-clock" in fired)

    assert fired.count("by-clock") == 1
