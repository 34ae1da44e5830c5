"""Messages that no try will finish: the worker gives them up, and the operator's function queues again what it can."""

import json
from datetime import timedelta

import pytest

from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from e2e.watching.clocked_bar import settled
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("clocked-bar")]

LANES = {"daily": "LocationDay", "backfill": "Backfill", "reread": "Reread"}


def waiting(system, queue):
    count = "ApproximateNumberOfMessages"
    url = system.deployment.outputs[f"{queue}Url"]
    return int(system.aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[count])["Attributes"][count])


def test_what_cannot_be_read_is_given_up_at_once_and_days_given_up_are_queued_again_in_their_own_lane(clocked_bar):
    system, dates = clocked_bar
    merchant, (location,) = system.sample.merchant_id, system.sample.location_ids
    outputs, sqs = system.deployment.outputs, system.aws.sqs
    days = dict(zip(LANES, (dates.first + timedelta(days=n) for n in range(1, 4)), strict=True))
    for lane, queue in LANES.items():
        request = SyncRequest(LocationDay(merchant, days[lane], location), SyncCause.RESYNC, system.clock.now())
        dead = SyncMessage.of(request).text()
        sqs.send_message(QueueUrl=outputs[f"{queue}QueueUrl"], MessageBody="no message of Daybook's")
        sqs.send_message(QueueUrl=outputs[f"{queue}DeadLetterQueueUrl"], MessageBody=dead)
    letters = [f"{queue}DeadLetterQueue" for queue in LANES.values()]
    assert eventually(lambda: all(waiting(system, each) == 2 for each in letters), within=60)

    chosen = json.dumps({"merchant_id": merchant, "dry_run": False})
    function = outputs["ReplayDeadLettersFunctionName"]
    answer = json.loads(system.aws.functions.invoke(FunctionName=function, Payload=chosen)["Payload"].read())

    moved = [(lane, f"{merchant} {on} {location}") for lane, on in days.items()]
    assert [(each["queue"], each["day"]) for each in answer["letters"]] == moved
    assert [waiting(system, each) for each in letters] == [1, 1, 1]
    assert set(settled(system, list(days.values())).values()) == {"posted"}
