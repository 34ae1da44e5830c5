"""A stack is created anew over the tables and the key that another left: its merchants go on."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from daybook_local.aws.deployment.deployment import deploy
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.places import TEMPLATE
from daybook_local.system.vendors.vendor_apps import (
    INTUIT_CLIENT_ID,
    INTUIT_CLIENT_SECRET,
    INTUIT_WEBHOOK_VERIFIER,
    TALECH_CLIENT_ID,
    TALECH_CLIENT_SECRET,
)
from e2e.watching.clocked_bar import look, settled
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("clocked-bar")]

SECRETS = {
    "IntuitClientId": INTUIT_CLIENT_ID,
    "IntuitClientSecret": INTUIT_CLIENT_SECRET,
    "IntuitWebhookVerifier": INTUIT_WEBHOOK_VERIFIER,
    "TalechClientId": TALECH_CLIENT_ID,
    "TalechClientSecret": TALECH_CLIENT_SECRET,
}
LEFT_BEHIND = {
    "ExistingConnectionTable": "ConnectionTableName",
    "ExistingSyncLogTable": "SyncLogTableName",
    "ExistingProofTable": "ProofTableName",
    "ExistingTokenKeyArn": "TokenKeyArn",
}


@pytest.fixture
def anew(clocked_bar):
    """A second stack of the same account, with the settings of the first, over what the first would leave behind."""
    system, _ = clocked_bar
    before = system.deployment
    (stack,) = system.aws.cloudformation.describe_stacks(StackName=before.stack_name)["Stacks"]
    given = {each["ParameterKey"]: each["ParameterValue"] for each in stack["Parameters"]} | SECRETS
    given |= {name: before.outputs[output] for name, output in LEFT_BEHIND.items()}
    stack = deploy(system.aws, TEMPLATE, stack_name="daybook-anew", parameters=given)
    yield stack
    for each in schedules_of(system, stack):
        system.aws.scheduler.delete_schedule(Name=each["Name"], GroupName=each["GroupName"])
    system.aws.cloudformation.delete_stack(StackName=stack.stack_name)
    assert eventually(lambda: not system.aws.sqs.list_queues(QueueNamePrefix=stack.stack_name).get("QueueUrls"))


def daybook(system: LocalSystem, stack, *words):
    environment = {**system.daybook.exports, **system.daybook._timed, "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "daybook.cli", *words, "--json"]
    environment["DAYBOOK_STACK"] = stack.stack_name
    said = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    assert said.stderr == ""
    return json.loads(said.stdout)


def schedules_of(system, stack):
    return system.aws.scheduler.list_schedules(GroupName=stack.outputs["ScheduleGroupName"])["Schedules"]


def test_a_stack_over_the_tables_of_another_posts_for_its_merchants_and_makes_their_schedules(clocked_bar, anew):
    system, dates = clocked_bar
    merchant, (location,) = system.sample.merchant_id, system.sample.location_ids
    tables = set(system.aws.dynamodb.list_tables()["TableNames"])
    day = LocationDay(merchant, dates.first - timedelta(days=40), location)

    (known,) = daybook(system, anew, "connections")["connections"]
    request = SyncMessage.of(SyncRequest(day, SyncCause.RESYNC, system.clock.now())).text()
    system.aws.sqs.send_message(QueueUrl=anew.outputs["BackfillQueueUrl"], MessageBody=request)

    assert known["merchant_id"] == merchant
    assert {name for name in tables if "anew" in name.lower()} == {
        anew.outputs["ClosingTableName"],
        anew.outputs["SessionTableName"],
    }
    assert settled(system, [day.business_date]) == {day.business_date: "empty"}
    assert schedules_of(system, anew) == []
    look(system, anew)
    system.clock.advance(hours=25)
    assert look(system, anew)["missed"] >= 1
    assert eventually(lambda: schedules_of(system, anew), within=30)
