"""Whatever stays undone raises an alarm that says what to do."""

import re
from datetime import timedelta

import pytest

from daybook.application.watching.watch_closings import LOOKS_EVERY
from daybook.bootstrap.observing.metric_names import Metric
from template.references import mentions, output_of

ALARMED_BY_SILENCE = {"WatchdogSilentAlarm"}


@pytest.fixture(scope="session")
def alarms(nested):
    resources = nested["Alarms"]["Resources"]
    return {name: r["Properties"] for name, r in resources.items() if r["Type"] == "AWS::CloudWatch::Alarm"}


def test_notices_that_cannot_be_worked_off_are_heard_of_within_two_hours(queues):
    """Nothing marks them as failed, so their dead letters are the only word of it."""
    tries, hidden = (
        queues["Parameters"][name]["Default"] for name in ("NoticeMaxReceiveCount", "VisibilityTimeoutSeconds")
    )

    policy = queues["Resources"]["QuickBooksChangeQueue"]["Properties"]["RedrivePolicy"]
    assert policy["maxReceiveCount"] == {"Ref": "NoticeMaxReceiveCount"}
    assert timedelta(minutes=30) < timedelta(seconds=tries * hidden) < timedelta(hours=2)


def test_every_dead_letter_queue_raises_an_alarm(root, queues, alarms):
    watched = {
        alarm["Dimensions"][0]["Value"]["Ref"]
        for alarm in alarms.values()
        if alarm.get("MetricName") == "ApproximateNumberOfMessagesVisible"
    }
    passed = root["Resources"]["Alarms"]["Properties"]["Parameters"]

    dead_letter_queues = {name for name in queues["Resources"] if name.endswith("DeadLetterQueue")}
    assert watched == {f"{name}Name" for name in dead_letter_queues}
    assert all(output_of(passed[parameter]) == f"Queues.{parameter}" for parameter in watched)


def test_the_errors_of_every_function_raise_an_alarm(root, functions, alarms):
    passed = root["Resources"]["Alarms"]["Properties"]["Parameters"]
    summed = alarms["FunctionErrorsAlarm"]["Metrics"]

    for name in functions:
        assert passed[f"{name}Name"] == {"Ref": name}
        assert mentions(summed, f"{name}Name")
    ids = {metric["Id"] for metric in summed if "MetricStat" in metric}
    (formula,) = [metric["Expression"] for metric in summed if "Expression" in metric]
    assert set(re.findall(r"FILL\((\w+), 0\)", formula)) == ids


def test_every_alarm_names_a_first_action_and_a_section_of_the_runbook_and_tells_somebody(alarms):
    assert {"DeadLettersWaitingAlarm", "NothingPostedAlarm", "FunctionErrorsAlarm"} <= set(alarms)
    for name, alarm in alarms.items():
        description = alarm["AlarmDescription"]["Fn::Sub"]
        assert "First: " in description, name
        assert re.search(r"Runbook: \$\{RunbookUrl\}#[a-z-]+$", description), name
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}], name
        silence = "breaching" if name in ALARMED_BY_SILENCE else "notBreaching"
        assert alarm["TreatMissingData"] == silence, name


def test_the_watchdog_is_watched_by_its_pulse(alarms):
    """It counts overdue days at every look, none of them too: where nothing is counted, no operator looks."""
    overdue, silent = alarms["LocationDaysOverdueAlarm"], alarms["WatchdogSilentAlarm"]

    assert silent["MetricName"] == overdue["MetricName"] == Metric.LOCATION_DAY_OVERDUE
    assert (silent["Statistic"], silent["ComparisonOperator"]) == ("SampleCount", "LessThanThreshold")
    assert silent["Period"] == overdue["Period"] == 3600 > LOOKS_EVERY.total_seconds()


def test_one_missed_closing_raises_an_alarm(alarms):
    alarm = alarms["ClosingMissedAlarm"]

    assert (alarm["Namespace"], alarm["MetricName"]) == ("Daybook", Metric.LOCATION_DAY_MISSED)
    assert (alarm["Statistic"], alarm["Threshold"], alarm["ComparisonOperator"]) == ("Sum", 0, "GreaterThanThreshold")
    assert alarm["Period"] * alarm["EvaluationPeriods"] <= LOOKS_EVERY.total_seconds()


def test_a_mail_that_did_not_leave_raises_an_alarm(alarms):
    assert alarms["MailFailedAlarm"]["MetricName"] == Metric.MAIL_FAILED
