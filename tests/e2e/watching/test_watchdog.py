"""The deployed watchdog: it looks whenever the clock is moved, finds what is lost, and nothing else."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from daybook_local.aws.schedules.schedules import Schedules
from daybook_local.demo.days.settling import messages_under_way
from daybook_local.system.samples.sample import DateRange
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("local-system")]


def lines_of(system, part):
    """What a function has logged, metrics aside."""
    groups = [group["logGroupName"] for group in system.aws.logs.describe_log_groups()["logGroups"]]
    name = next(group for group in groups if part in group)
    events = system.aws.logs.filter_log_events(logGroupName=name)["events"]
    return [json.loads(event["message"]) for event in events if event["message"].startswith('{"level"')]


def records_of(system, dates):
    return {
        record.business_date: record.state
        for record in system.daybook.history(system.sample.merchant_id, dates.first, dates.last)
    }


@pytest.fixture(scope="module", autouse=True)
def seen_by_itself(night_bar):
    """What the watchdog had logged when the demonstration was over, before a test here interferes."""
    system, _, _ = night_bar
    return lines_of(system, "Watchdog")


@pytest.fixture
def look(night_bar):
    """Fires the watchdog's own schedule, which waits for the answer."""
    system, _, _ = night_bar

    def fire():
        name = system.deployment.resources["WatchdogSchedule"]
        return Schedules(system.aws, wait=True).fire(name, at=datetime.now(UTC)).delivery

    return fire


def test_it_looked_when_the_demonstrations_clock_was_moved_and_found_nothing(night_bar, seen_by_itself):
    """The shops' clock stands in March, the functions' in the present: neither makes the other's days overdue.

    The night passes in one move, in which of all quarters of an hour the last alone is a look.
    """
    _, _, told = night_bar

    looks = [line for line in seen_by_itself if line["message"] == "days watched"]
    closings = [line for line in seen_by_itself if line["message"] == "closings watched"]
    merchants = [line for line in seen_by_itself if line["message"] == "merchants watched"]

    assert len(looks) == len(closings) >= 1
    assert {(line["overdue"], line["requeued"]) for line in looks} == {(0, 0)}
    assert {(line["missed"], line["fired"]) for line in closings} == {(0, 0)}
    assert [line["newly_expected"] for line in merchants] == [0] * len(merchants)
    assert len(looks) + len(closings) + len(merchants) == len(seen_by_itself)
    assert told.examination.figures.intuit_reads == 0


def test_a_day_whose_message_was_lost_is_queued_again_and_settled(night_bar, look):
    """Planned a day ago, and never heard of since."""
    system, dates, _ = night_bar
    lost = dates.first - timedelta(days=1)
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="microseconds")
    location = system.sample.location_ids[0]
    item = {
        "merchant_id": system.sample.merchant_id,
        "day": f"{lost}#{location}",
        "business_date": str(lost),
        "location": location,
        "state": "due",
        "due_at": yesterday,
        "updated_at": yesterday,
        "merchant_state": f"{system.sample.merchant_id}#due",
        "unsettled_shard": "00",
    }
    table = system.deployment.outputs["SyncLogTableName"]
    system.aws.dynamodb.put_item(TableName=table, Item={name: {"S": value} for name, value in item.items()})

    delivery = look()

    assert (delivery.error, delivery.answer["overdue"], delivery.answer["requeued"]) == (None, 1, 1)
    assert eventually(lambda: records_of(system, DateRange(lost, lost)) == {lost: "empty"}, within=60)
    assert look().answer["overdue"] == 0


def test_closings_that_no_schedule_fired_are_planned_once_and_their_schedules_made_anew(night_bar, look):
    """The merchant connected three days ago, and somebody deleted the schedules."""
    system, _, _ = night_bar
    table, merchant_id = system.deployment.outputs["ConnectionTableName"], system.sample.merchant_id
    system.aws.dynamodb.update_item(
        TableName=table,
        Key={"pk": {"S": f"MERCHANT#{merchant_id}"}, "sk": {"S": "CONNECTION"}},
        UpdateExpression="SET document.connected_at = :then",
        ExpressionAttributeValues={":then": {"S": (datetime.now(UTC) - timedelta(days=3)).isoformat()}},
    )
    group = system.deployment.outputs["ScheduleGroupName"]
    for schedule in schedules_of(system, group):
        system.aws.scheduler.delete_schedule(Name=schedule, GroupName=group)
    (ahead,) = expected_closings(system)
    expect_since(system, ahead - timedelta(days=3))

    answers = [look().answer["missed"] for _ in range(2)]

    # One less where a closing of the present is only minutes past.
    assert answers in ([3, 0], [2, 0])
    # The closing that was ahead may have come meanwhile: then the one after it is.
    assert eventually(lambda: expected_closings(system) in ([ahead], [ahead + timedelta(days=1)]), within=60)
    assert eventually(lambda: schedules_of(system, group), within=60)
    # Three firings at once queue a day more than once: a message that meets a worker at its day waits its pause.
    assert any(is_quiet_half_a_minute_later(system) for _ in range(10))
    missed = [line for line in lines_of(system, "Watchdog") if line["message"] == "closing missed"]
    assert {line["merchant"] for line in missed} == {merchant_id}
    assert len(missed) == answers[0]
    today = datetime.now(UTC).date()
    recorded = records_of(system, DateRange(today - timedelta(days=4), today))
    assert len(recorded) >= answers[0]
    assert set(recorded.values()) == {"empty"}


def is_quiet_half_a_minute_later(system):
    """The pauses of messages pass at once, as the system's clock does; workers have some seconds for their work."""
    system.clock.advance(seconds=30)
    return eventually(lambda: messages_under_way(system) == 0, within=5)


def expected_closings(system):
    """The instants at which the merchant's next closings are expected."""
    return [datetime.fromisoformat(row["document"]["M"]["expected_at"]["S"]) for row in closing_rows(system)]


def expect_since(system, then):
    """As if every plan since had been lost."""
    for row in closing_rows(system):
        system.aws.dynamodb.update_item(
            TableName=system.deployment.outputs["ClosingTableName"],
            Key={name: row[name] for name in ("merchant_id", "closing")},
            UpdateExpression="SET document.expected_at = :then, looked_at = :then",
            ExpressionAttributeValues={":then": {"S": then.isoformat(timespec="microseconds")}},
        )


def closing_rows(system):
    return system.aws.dynamodb.query(
        TableName=system.deployment.outputs["ClosingTableName"],
        KeyConditionExpression="merchant_id = :merchant",
        ExpressionAttributeValues={":merchant": {"S": system.sample.merchant_id}},
    )["Items"]


def schedules_of(system, group):
    return [entry["Name"] for entry in system.aws.scheduler.list_schedules(GroupName=group)["Schedules"]]
