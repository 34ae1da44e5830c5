"""The operator sees a poisoned message on the laptop: alarm, letter, query and story; a command ends it all."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
import requests

from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from daybook_local.aws.metrics.metrics import MetricsCollector
from daybook_local.system.places import TEMPLATE
from daybook_local.watching.alarms import AlarmState
from daybook_local.watching.operations import watched
from daybook_local.watching.server import OperationsPages
from e2e.watching.clocked_bar import look, settled
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("clocked-bar")]


@pytest.fixture
def operations(clocked_bar):
    system, _ = clocked_bar
    return watched(system.aws, system.deployment, TEMPLATE, system.clock.now)


@pytest.fixture
def collected(operations):
    """Everything that was measured so far, at each call."""
    collector = MetricsCollector(operations.aws, operations.hear, operations.now)
    return collector.collect


@pytest.fixture
def page(operations):
    with OperationsPages(operations, 0) as pages, requests.Session() as session:
        session.trust_env = False

        def opened(path="/"):
            answer = session.get(f"{pages.url}{path}", timeout=30)
            assert answer.status_code == 200, answer.text
            return answer.text

        yield opened


def daybook(system, *words):
    command = [sys.executable, "-m", "daybook.cli", *words]
    environment = {**system.daybook.exports, **system.daybook._timed, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    assert done.stderr == ""
    return done.stdout


def bring_in(system, day):
    """A merchant asks for a day of history, and it is in the books."""
    (location,) = system.sample.location_ids
    request = SyncRequest(LocationDay(system.sample.merchant_id, day, location), SyncCause.RESYNC, system.clock.now())
    queue = system.deployment.outputs["BackfillQueueUrl"]
    system.aws.sqs.send_message(QueueUrl=queue, MessageBody=SyncMessage.of(request).text())
    assert set(settled(system, [day]).values()) == {"posted"}


def states(operations):
    return {alarm.name: alarm.state(operations.measured, operations.now()) for alarm in operations.alarms}


def test_a_poisoned_message_is_seen_and_dropped_and_the_alarm_ends(clocked_bar, operations, collected, page):
    system, dates = clocked_bar
    merchant, day = system.sample.merchant_id, dates.first + timedelta(days=1)
    queue = system.deployment.outputs["LocationDayQueueUrl"]
    system.aws.sqs.send_message(QueueUrl=queue, MessageBody="no message of Daybook's")
    bring_in(system, day)
    look(system)

    fired = eventually(
        lambda: collected() and states(operations)["DeadLettersWaitingAlarm"] is AlarmState.ALARM, within=60
    )

    assert fired
    assert "data-alarm='DeadLettersWaitingAlarm'><b>▲" in page()
    letters = json.loads(daybook(system, "replay", "list", "--json"))["dead_letters"]
    letter = next(each for each in letters if each["queue"] == "daily")
    assert letter["message_id"] in page("/letters")
    queries = page("/queries")
    assert letter["problem"].startswith("SyncMessage: the document: invalid JSON")
    assert "data-query='Letters that the worker gave up'" in queries
    assert "message given up" in page("/queries?lang=fr")
    story = page(f"/story?merchant={merchant}&date={day}")
    assert "location-day settled" in story
    traced = daybook(system, "trace", "--merchant", merchant, "--date", str(day), "--json")
    told = json.loads(traced)
    assert told["lines_missing"] is None
    assert any(line["message"] == "location-day settled" for line in told["lines"])
    assert any(event["what"].startswith("the books hold") for event in told["events"])

    for each in letters:
        daybook(system, "replay", "drop", each["message_id"], "--reason", "no message of ours")

    system.clock.advance(minutes=3)
    collected()
    assert states(operations)["DeadLettersWaitingAlarm"] is AlarmState.OK


def test_what_the_system_measures_fills_the_dashboard(clocked_bar, operations, collected):
    """Merchants first: posted days, vendors' answers, invocations, and what the watchdog saw."""
    system, dates = clocked_bar
    bring_in(system, dates.first + timedelta(days=1))
    look(system)
    collected()

    measured = {metric.name for metric in operations.measured.known()}

    assert {"TalechOk", "QuickBooksOk", "TalechAnswered", "HistoryDaySettled", "OldestUnsettled"} <= measured
    assert {"Invocations", "Duration", "ApproximateNumberOfMessagesVisible"} <= measured
    assert states(operations)["WatchdogSilentAlarm"] is AlarmState.OK
