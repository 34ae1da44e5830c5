"""The operator asks `daybook doctor` about the local system: all is well, until something is not."""

import json
import subprocess
import sys

import pytest

from daybook_local.system.vendors.vendor_apps import INTUIT_CLIENT_SECRET, INTUIT_WEBHOOK_VERIFIER, TALECH_CLIENT_SECRET

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("clocked-bar")]


def doctor(system, *words):
    environment = {**system.daybook.exports, **system.daybook._timed, "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "daybook.cli", "doctor", *words]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    assert said.stderr == ""
    return said


def test_the_local_system_is_well_and_a_letter_and_a_schedule_that_is_off_are_not(clocked_bar):
    system, _ = clocked_bar
    aws, outputs = system.aws, system.deployment.outputs
    queue = outputs["QuickBooksChangeDeadLetterQueueUrl"]

    well = doctor(system)

    assert well.returncode == 0, well.stdout
    assert {line.split()[0] for line in well.stdout.splitlines()} == {"ok"}, well.stdout
    assert f"Redirect URI: {system.public_url}/connect/callback" in well.stdout
    for secret in (INTUIT_CLIENT_SECRET, INTUIT_WEBHOOK_VERIFIER, TALECH_CLIENT_SECRET):
        assert secret not in well.stdout

    aws.sqs.send_message(QueueUrl=queue, MessageBody="{}")
    (closing,) = aws.scheduler.list_schedules(GroupName=outputs["ScheduleGroupName"])["Schedules"]
    _turn(aws, closing, "DISABLED")
    try:
        ill = doctor(system, "--json")
    finally:
        _turn(aws, closing, "ENABLED")
        aws.sqs.purge_queue(QueueUrl=queue)

    wrong = {each["check"]: each for each in json.loads(ill.stdout)["findings"] if each["verdict"] == "wrong"}
    assert ill.returncode == 1
    assert wrong.keys() == {"dead letters", "schedules"}
    assert wrong["dead letters"]["next_step"] == "daybook replay list --queue notices"
    assert closing["Name"] in wrong["schedules"]["found"]
    assert doctor(system).returncode == 0


def _turn(aws, closing, state):
    known = aws.scheduler.get_schedule(Name=closing["Name"], GroupName=closing["GroupName"])
    kept = ("Name", "GroupName", "ScheduleExpression", "ScheduleExpressionTimezone", "Target", "FlexibleTimeWindow")
    aws.scheduler.update_schedule(**{name: known[name] for name in kept if name in known}, State=state)
