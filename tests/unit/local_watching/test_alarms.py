"""Each alarm of the template goes to ALARM by its fault, and back by itself once the fault is over."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from daybook.bootstrap.observing.metric_names import Metric
from daybook.domain.sync.circuit import LONGEST_WAIT
from daybook_local.aws.metrics.embedded_metrics import Measurement
from daybook_local.watching.alarms import AlarmState, alarms_of
from daybook_local.watching.measurements import Measurements, MetricId
from daybook_local.watching.metric_math import MetricMathError, evaluate
from unit.local_watching.conftest import deployed

NIGHT = datetime(2026, 11, 24, 5, tzinfo=UTC)
QUIET = {Metric.LOCATION_DAY_OVERDUE: 0}
# As long as a worker has for one try.
ONE_TRY = timedelta(seconds=150)


@dataclass(frozen=True)
class Fault:
    """What is measured every minute while all is well, while it is not, and afterwards."""

    wrong: dict
    well: dict = field(default_factory=dict)
    lasts: timedelta = timedelta(hours=3)


def visible(queue, letters):
    return {("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", f"{queue}DeadLetterQueueName"): letters}


def age(queue, seconds):
    return {("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", f"{queue}QueueName"): seconds}


def of_aws(namespace, name, dimension, value):
    return Fault({(namespace, name, dimension, value): 1})


LETTERS = {
    "DeadLettersWaitingAlarm": "LocationDay",
    "BackfillDeadLettersWaitingAlarm": "Backfill",
    "RereadDeadLettersWaitingAlarm": "Reread",
    "PlanSyncsDeadLettersWaitingAlarm": "PlanSyncs",
    "WatchdogDeadLettersWaitingAlarm": "Watchdog",
    "QuickBooksChangeDeadLettersWaitingAlarm": "QuickBooksChange",
}
AGES = {
    "LocationDayQueueOldAlarm": ("LocationDay", 2000),
    "BackfillQueueOldAlarm": ("Backfill", 50_000),
    "RereadQueueOldAlarm": ("Reread", 90_000),
}
FAULTS = {
    **{name: Fault(visible(queue, 1), visible(queue, 0)) for name, queue in LETTERS.items()},
    **{name: Fault(age(queue, seconds), age(queue, 60)) for name, (queue, seconds) in AGES.items()},
    "LocationDaysOverdueAlarm": Fault({Metric.LOCATION_DAY_OVERDUE: 2}, QUIET),
    "ClosingMissedAlarm": Fault({Metric.LOCATION_DAY_MISSED: 1}),
    "WatchdogSilentAlarm": Fault({}, QUIET),
    "MailFailedAlarm": Fault({Metric.MAIL_FAILED: 1}, {Metric.MAIL_SENT: 1}),
    "MailBouncedAlarm": of_aws("AWS/SES", "Bounce", "stack", "ServiceName"),
    "NoticesRefusedAlarm": Fault(
        {Metric.NOTICES_REFUSED: 1}, {Metric.NOTICES_REFUSED: 1, Metric.NOTICES_RECEIVED: 1}, timedelta(hours=7)
    ),
    "VendorUnavailableAlarm": Fault({Metric.LOCATION_DAY_HELD_FOR_VENDOR: 1}),
    "NothingPostedAlarm": Fault(
        {Metric.LOCATION_DAY_WAITING: 3, Metric.LOCATION_DAY_REREAD: 5, Metric.LOCATION_DAY_RESYNCED: 1},
        {Metric.LOCATION_DAY_WAITING: 3, Metric.LOCATION_DAY_POSTED: 1},
    ),
    "QuickBooksFailingAlarm": Fault({Metric.QUICKBOOKS_FAILED: 1}, {Metric.QUICKBOOKS_OK: 9}),
    "TalechFailingAlarm": Fault({Metric.TALECH_THROTTLED: 5, Metric.TALECH_OK: 3}, {Metric.TALECH_OK: 9}),
    "TokenRefreshFailingAlarm": Fault(
        {Metric.TOKEN_REFRESH_FAILED: 1}, {Metric.TOKEN_REFRESH_FAILED: 1, Metric.TOKEN_REFRESHED: 4}
    ),
    "FunctionsThrottledAlarm": of_aws("AWS/Lambda", "Throttles", "FunctionName", "PortalFunctionName"),
    "TablesThrottledAlarm": of_aws("AWS/DynamoDB", "WriteThrottleEvents", "TableName", "SyncLogTableName"),
    "SchedulerDroppedAlarm": of_aws("AWS/Scheduler", "InvocationDroppedCount", "ScheduleGroup", "ScheduleGroupName"),
    "FunctionErrorsAlarm": Fault({Metric.TRY_BROKE: 1}),
}


def measured_every_minute(counts, start, end):
    at = start
    while at < end:
        for metric, value in counts.items():
            namespace, name, dimension, of = (
                ("Daybook", metric, "service", "ServiceName") if isinstance(metric, Metric) else metric
            )
            yield Measurement(namespace, str(name), value, "Count", {dimension: of}, at)
        at += timedelta(minutes=1)


def test_every_alarm_has_a_fault_here(alarms):
    assert set(FAULTS) == set(alarms)


@pytest.mark.parametrize(("name", "fault"), FAULTS.items())
def test_an_alarm_fires_by_its_fault_and_ends_by_itself(alarms, name, fault):
    alarm, measured = alarms[name], Measurements()
    begins, ends = NIGHT, NIGHT + fault.lasts
    measured.add(measured_every_minute(fault.well, begins - timedelta(hours=7), begins))
    measured.add(measured_every_minute(fault.wrong, begins, ends))
    measured.add(measured_every_minute(fault.well, ends, ends + timedelta(hours=7)))

    states = [alarm.state(measured, at) for at in (begins, ends, ends + timedelta(hours=7))]

    assert states == [AlarmState.OK, AlarmState.ALARM, AlarmState.OK]


def test_ten_bad_minutes_of_a_vendor_raise_no_alarm(alarms):
    measured = Measurements()
    measured.add(measured_every_minute({Metric.QUICKBOOKS_FAILED: 9}, NIGHT, NIGHT + timedelta(minutes=10)))

    assert alarms["QuickBooksFailingAlarm"].state(measured, NIGHT + timedelta(minutes=20)) is AlarmState.OK


@pytest.mark.parametrize("begins", [timedelta(minutes=minutes) for minutes in range(0, 15, 3)])
def test_a_vendor_that_only_probes_ask_is_failing(alarms, begins):
    """While a circuit is open its probe is the one call, and the next comes as late as a waiting day does."""
    gap, measured = LONGEST_WAIT + ONE_TRY, Measurements()
    failed = ("Daybook", str(Metric.QUICKBOOKS_FAILED))
    probes = [Measurement(*failed, 1, "Count", {"service": "ServiceName"}, NIGHT + n * gap) for n in range(12)]
    measured.add(probes)

    at = NIGHT + timedelta(hours=1) + begins

    assert alarms["QuickBooksFailingAlarm"].state(measured, at) is AlarmState.ALARM


def test_a_day_that_failed_alone_is_no_standstill(alarms):
    """It has an alarm of its own, its dead letter; a night without a close is no fault either."""
    measured = Measurements()
    measured.add(measured_every_minute({Metric.LOCATION_DAY_WAITING: 0}, NIGHT, NIGHT + timedelta(hours=6)))

    assert alarms["NothingPostedAlarm"].state(measured, NIGHT + timedelta(hours=6)) is AlarmState.OK


def test_a_stack_hears_only_itself(alarms):
    measured = Measurements()
    other = Measurement("Daybook", "PageBroke", 1, "Count", {"service": "another-stack"}, NIGHT)
    measured.add([other])

    assert alarms["FunctionErrorsAlarm"].state(measured, NIGHT + timedelta(minutes=1)) is AlarmState.OK
    assert MetricId("Daybook", "PageBroke", "service", "another-stack") in measured.known()


def test_an_alarm_says_what_to_do_first_and_where_to_read_on(alarms):
    for alarm in alarms.values():
        assert alarm.first_action
        assert alarm.section.replace("-", "").isalpha()


@pytest.mark.parametrize(
    ("expression", "values", "value"),
    [
        ("IF(FILL(a, 0) > 0 AND FILL(b, 0) == 0, 1, 0)", {"a": 2.0, "b": None}, 1),
        ("IF(FILL(a, 0) > 0 AND FILL(b, 0) == 0, 1, 0)", {"a": 2.0, "b": 1.0}, 0),
        ("IF(a > 0 OR b > 0, 1, 0)", {"a": 0.0, "b": 1.0}, 1),
        ("a - b * 2", {"a": 5.0, "b": 2.0}, 1),
        ("a + 1", {"a": None}, None),
        ("IF(a > 0, 1, 0)", {"a": None}, None),
    ],
)
def test_metric_math(expression, values, value):
    assert evaluate(expression, values) == value


@pytest.mark.parametrize("expression", ["SEARCH(a)", "a >", "unknown + 1", "__import__('os')", "1 < 2 < 3"])
def test_metric_math_that_is_not_understood_is_refused(expression):
    with pytest.raises(MetricMathError):
        evaluate(expression, {"a": 1.0})


def test_a_condition_of_the_template_is_read_as_it_is_deployed():
    template, parameters = deployed("alarms.yaml")
    (alarm,) = [a for a in alarms_of(template, parameters | {"ServiceName": "staging"}) if a.name == "MailFailedAlarm"]

    assert alarm.series["value"].metric == MetricId("Daybook", "MailFailed", "service", "staging")
