"""A merchant's closings follow their Report End Time and their connection; a schedule that was altered is mended."""

from datetime import datetime, timedelta

import pytest

from daybook_local.aws.schedules.schedules import Schedules
from daybook_local.demo.merchant.browser import Browser
from e2e.watching.clocked_bar import closing_rows, launched, look, lose, reconnect, settled, unplan
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("clocked-bar")]

A_DAY = timedelta(days=1)
A_MOMENT = timedelta(seconds=30)


def schedules(system):
    """The merchant's schedules by the wall-clock time at which they fire."""
    group = system.deployment.outputs["ScheduleGroupName"]
    names = [entry["Name"] for entry in system.aws.scheduler.list_schedules(GroupName=group)["Schedules"]]
    found = [system.aws.scheduler.get_schedule(Name=name, GroupName=group) for name in names]
    return {f"{hour:0>2}:{minute:0>2}": each for each in found for minute, hour in [_time_of(each)]}


def _time_of(schedule):
    return schedule["ScheduleExpression"].removeprefix("cron(").split()[:2]


def expected(system):
    """The wall-clock times at which a closing of the merchant is expected."""
    return {row["closing"]["S"].partition("#")[0] for row in closing_rows(system)}


def alter(system, schedule):
    """As an operator leaves a schedule, or a release that made them otherwise."""
    kept = ("Name", "GroupName", "ScheduleExpression", "ScheduleExpressionTimezone", "Target", "FlexibleTimeWindow")
    system.aws.scheduler.update_schedule(**{name: schedule[name] for name in kept}, State="DISABLED")


def fire(system, schedule):
    """The schedule's next time has come; the planner has done its work when this returns."""
    at = system.clock.now()
    delivery = Schedules(system.aws, wait=True).fire(schedule["Name"], schedule["GroupName"], at=at).delivery
    assert delivery.error is None, delivery.error


def mine(firings, schedule):
    """The firings of one schedule: the watchdog's fires all the time."""
    return [firing for firing in firings if firing.name == schedule["Name"]]


def move_report_end_time(system, at):
    """The merchant moves it in talech; a day later it is in force."""
    system.talech.switch_on({"fault": "report_end_time", "location": system.sample.location_ids[0], "at": at})
    system.clock.advance(hours=25)


@pytest.fixture
def half_past_three(clocked_bar):
    """The bar closes at 03:30, and its closings are as that asks."""
    system, dates = clocked_bar
    yield system, dates
    system.talech.clear_faults()
    reconnect_lost(system)


def reconnect_lost(system):
    lose(system)
    reconnect(system)


def test_a_closing_renews_an_altered_schedule_and_follows_a_new_report_end_time(half_past_three):
    system, _ = half_past_three
    (schedule,) = schedules(system).values()
    alter(system, schedule)

    fire(system, schedule)
    renewed = schedules(system)
    move_report_end_time(system, "04:10")
    fire(system, schedule)

    assert [each["State"] for each in renewed.values()] == ["ENABLED"]
    assert schedules(system).keys() == expected(system) == {"04:15"}


def test_a_closing_that_fires_at_the_end_of_its_window_is_planned_for_its_own_instant_and_not_missed(half_past_three):
    system, _ = half_past_three
    (schedule,) = schedules(system).values()
    fire(system, schedule)
    (row,) = closing_rows(system)
    closing = datetime.fromisoformat(row["document"]["M"]["expected_at"]["S"])
    minutes = schedule["FlexibleTimeWindow"]["MaximumWindowInMinutes"]
    window = timedelta(minutes=minutes)
    timer = Schedules(system.aws, wait=True, into_window=1.0)

    system.clock.advance(seconds=(closing + window - A_MOMENT - system.clock.now()).total_seconds())
    before = mine(timer.advance(closing - A_MOMENT, closing + window - A_MOMENT), schedule)
    missed = look(system)["missed"]
    system.clock.advance(seconds=2 * A_MOMENT.total_seconds())
    (firing,) = mine(timer.advance(closing + window - A_MOMENT, closing + window), schedule)

    assert (before, missed) == ([], 0)
    assert (firing.scheduled_at, firing.fired_at) == (closing, closing + window)
    assert firing.delivery.answer["queued"] == 1
    (row,) = closing_rows(system)
    assert datetime.fromisoformat(row["document"]["M"]["expected_at"]["S"]) > closing


def test_reconnecting_renews_an_altered_schedule_and_follows_a_new_report_end_time(half_past_three):
    system, _ = half_past_three
    (schedule,) = schedules(system).values()
    alter(system, schedule)

    reconnect_lost(system)
    renewed = schedules(system)
    move_report_end_time(system, "04:20")
    reconnect_lost(system)

    assert [each["State"] for each in renewed.values()] == ["ENABLED"]
    assert schedules(system).keys() == expected(system) == {"04:25"}


def test_who_comes_back_after_a_disconnect_gets_the_days_that_ended_meanwhile(clocked_bar):
    system, dates = clocked_bar
    known, missed = dates.first + A_DAY, dates.first + 3 * A_DAY
    system.daybook.sync(system.sample.merchant_id, known, known)
    settled(system, [known])
    unplan(system, missed)
    with Browser(system.sample.language) as browser:
        launched(browser, system)
        browser.submit(browser.open(f"{system.public_url}/disconnect"), "/disconnect")
    assert schedules(system).keys() | expected(system) == set()

    reconnect(system)

    assert len(schedules(system)) == len(expected(system)) == 1
    assert settled(system, [missed]) == {missed: "posted"}


def test_closings_of_which_nothing_is_on_record_are_expected_again_by_the_next_look_at_the_merchants(clocked_bar):
    """The table was lost, or the merchant connected before closings were expected."""
    system, _ = clocked_bar
    before = expected(system)
    for row in closing_rows(system):
        key = {name: row[name] for name in ("merchant_id", "closing")}
        system.aws.dynamodb.delete_item(TableName=system.deployment.outputs["ClosingTableName"], Key=key)

    look(system)

    assert eventually(lambda: expected(system) == before, within=10)
