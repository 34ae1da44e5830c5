"""`daybook doctor`: whether operators get the mails of alarms."""

from datetime import timedelta

import pytest

from fakes.aws_account import ALARM_TOPIC
from fakes.clock import MORNING
from unit.cli.doctoring.verdicts import is_wrong

OPS, NIGHT = "ops@example.com", "night@example.com"


@pytest.fixture
def subscribed(account):
    """`subscribed(address, arn)`: who is listed at the topic."""
    account.parameters["AlarmEmail"] = OPS

    def add(address, arn=f"{ALARM_TOPIC}:1"):
        listed = account.sns.answers["list_subscriptions_by_topic"]["Subscriptions"]
        listed.append({"Protocol": "email", "Endpoint": address, "SubscriptionArn": arn})

    return add


def failed(account, count):
    asked = []

    def answer(about):
        asked.append(about)
        return {"Datapoints": [{"Sum": count}]}

    account.cloudwatch.answers["get_metric_statistics"] = answer
    return asked


def test_every_reader_who_has_confirmed_is_named(told, subscribed):
    subscribed(OPS)
    subscribed(NIGHT)

    exit_code, findings = told("mails of alarms")

    assert (exit_code, [(each["verdict"], each["found"]) for each in findings]) == (
        0,
        [("ok", f"confirmed by {NIGHT}, {OPS}")],
    )


def test_a_mailbox_that_has_not_confirmed_gets_none_and_is_wrong(told, subscribed):
    subscribed(NIGHT)
    subscribed(OPS, "PendingConfirmation")

    is_wrong(told, "mails of alarms", f"{OPS} has not confirmed them", "click the link")


def test_an_address_that_ended_them_or_let_them_lapse_is_wrong_with_the_command_that_begins_it_anew(told, subscribed):
    """Each mail has a link that ends them, and a confirmation is forgotten after two days."""
    subscribed(NIGHT)

    step = f"aws sns subscribe --topic-arn {ALARM_TOPIC} --protocol email --notification-endpoint {OPS}"
    is_wrong(told, "mails of alarms", f"{OPS} has ended them", step)


def test_mails_that_failed_within_a_day_are_wrong(told, account, subscribed):
    subscribed(OPS)
    asked = failed(account, 3.0)

    is_wrong(told, "mails of alarms", "3 failed within a day", "AlarmEmail")
    (about,) = asked
    assert about["Dimensions"] == [{"Name": "TopicName", "Value": "daybook-AlarmTopic"}]
    assert (about["StartTime"], about["EndTime"]) == (MORNING - timedelta(days=1), MORNING)


def test_without_an_address_none_are_sent_and_that_is_said(told):
    exit_code, (finding,) = told("mails of alarms")

    assert (exit_code, finding["verdict"]) == (0, "ok")
    assert "AlarmEmail is empty" in finding["found"]
