"""The deployed watchdog: it looks every hour of a clock that somebody moves, finds what is lost, and nothing else."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from daybook_local.aws.schedules import Schedules
from daybook_local.demo.settling import messages_under_way
from daybook_local.system.sample import DateRange
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
def hour_passes(night_bar):
    """Fires the watchdog's own schedule, which waits for the answer."""
    system, _, _ = night_bar

    def fire(hour):
        name = system.deployment.resources["WatchdogSchedule"]
        return Schedules(system.aws, wait=True).fire(name, at=hour).delivery

    return fire


def test_it_looked_at_every_hour_that_the_demonstration_let_pass_and_found_nothing(night_bar, seen_by_itself):
    """The shops' clock stands in March, the functions' in the present: neither makes the other's days overdue."""
    _, _, told = night_bar

    looks = [line for line in seen_by_itself if line["message"] == "days watched"]

    assert len(looks) >= 20
    assert {(line["overdue"], line["requeued"]) for line in looks} == {(0, 0)}
    assert {line["message"] for line in seen_by_itself} == {"days watched", "merchants watched"}
    assert told.examination.figures.intuit_reads == 0


def test_a_day_whose_message_was_lost_is_queued_again_and_settled(night_bar, hour_passes):
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

    delivery = hour_passes(datetime.now(UTC))

    assert (delivery.error, delivery.answer["overdue"], delivery.answer["requeued"]) == (None, 1, 1)
    assert eventually(lambda: records_of(system, DateRange(lost, lost)) == {lost: "empty"}, within=60)
    assert hour_passes(datetime.now(UTC)).answer["overdue"] == 0


def test_days_that_no_schedule_planned_are_planned_and_their_schedule_is_made_anew(night_bar, hour_passes):
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

    answers = [hour_passes(datetime.now(UTC) + timedelta(hours=hour)).answer for hour in range(12)]

    assert sorted(answer["missed"] for answer in answers)[-2:] in ([0, 2], [0, 3])
    assert eventually(lambda: schedules_of(system, group), within=60)
    assert eventually(lambda: messages_under_way(system) == 0, within=60)
    missed = [line for line in lines_of(system, "Watchdog") if line["message"] == "location-day missed"]
    days = sorted(date.fromisoformat(line["business_date"]) for line in missed)
    assert len(days) == max(answer["missed"] for answer in answers)
    assert records_of(system, DateRange(days[0], days[-1])) == dict.fromkeys(days, "empty")


def schedules_of(system, group):
    return [entry["Name"] for entry in system.aws.scheduler.list_schedules(GroupName=group)["Schedules"]]
