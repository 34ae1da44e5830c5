"""`daybook replay redrive` over real queues: a letter comes back as the wish that it was."""

from dataclasses import replace

import pytest
from moto import mock_aws

from connected_merchant import MERCHANT, MONDAY, day
from daybook.adapters.aws.clients import AwsClients
from daybook.adapters.aws.queues.dead_letters import LetterPlace, SqsDeadLetters
from daybook.application.ports.dead_letters import LetterQueue
from daybook.application.posting.post_location_day import post_location_day
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import SyncCause, SyncRequest


@pytest.fixture
def sqs(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setattr("daybook.adapters.aws.queues.dead_letters._WAIT_SECONDS", 0)
    with mock_aws():
        yield AwsClients().sqs


@pytest.fixture
def dead_letters(sqs):
    """Queues named by their lanes, each with its dead letters."""
    names = [name for queue in LetterQueue for name in (queue, f"{queue}-dead")]
    urls = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in names}
    places = {queue: LetterPlace(urls[f"{queue}-dead"], queue_url=urls[queue]) for queue in LetterQueue}
    return SqsDeadLetters(sqs, lambda: None, places)


def test_a_redriven_re_class_is_settled_on_the_new_accounts(daybook, merchant, sqs):
    """As a replay it would leave the day on the old ones: its figures have not changed."""
    merchant.post()
    mapping = merchant.connections.mapping_on(MERCHANT, MONDAY)
    accounts = {**mapping.accounts, "tender:CASH": "99"}
    merchant.connections.save_mapping(MERCHANT, replace(mapping, version=2, accounts=accounts))
    request = SyncRequest(day(), SyncCause.RECLASS, merchant.clock.now())
    sqs.send_message(QueueUrl="backfill-dead", MessageBody=SyncMessage.of(request).text())

    assert daybook("replay redrive --all").exit_code == 0

    (message,) = sqs.receive_message(QueueUrl="backfill")["Messages"]
    post_location_day(SyncMessage.parse(message["Body"]).to_domain(), "worker", merchant.posting)
    assert merchant.ledger.effect["99"] == 1130
    assert merchant.ledger.effect.get("3", 0) == 0
