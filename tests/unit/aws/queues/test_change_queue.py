"""Notices on their way from one half of the webhook to the other."""

import json
from datetime import timedelta

import pytest
from botocore.stub import ANY, Stubber

from daybook.adapters.aws.queues.change_queue import SqsChangeQueue
from daybook.contracts.change_notices_message import MAX_NOTICES, ChangeNoticesMessage
from daybook.domain.company.changes import ChangeNotice, ChangeVerb, CompanyEntity
from daybook.domain.errors import RetriableError
from unit.aws.builders import NOW, REALM

OTHER = "9341453000000002"


def notices(count, realm=REALM):
    return [
        ChangeNotice(
            f"{realm}-{n}", realm, CompanyEntity.ACCOUNT, str(n), ChangeVerb.UPDATED, NOW - timedelta(seconds=n)
        )
        for n in range(count)
    ]


@pytest.fixture
def queue_url(aws):
    return aws.sqs.create_queue(QueueName="changes")["QueueUrl"]


@pytest.fixture
def sent(aws, queue_url):
    def read():
        bodies = []
        while messages := aws.sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages"):
            bodies += [message["Body"] for message in messages]
        return [ChangeNoticesMessage.parse(body).to_domain() for body in bodies]

    return read


@pytest.mark.parametrize("number", [0, 1, MAX_NOTICES, 3 * MAX_NOTICES + 1])
def test_every_notice_arrives_whole_in_messages_of_bounded_size(aws, queue_url, sent, number):
    SqsChangeQueue(aws.sqs, queue_url).send(notices(number))

    messages = sent()
    assert sorted((n for message in messages for n in message), key=lambda n: int(n.id)) == notices(number)
    assert all(len(message) <= MAX_NOTICES for message in messages)


def test_a_message_is_about_one_company(aws, queue_url, sent):
    """What cannot be worked off for one of them holds up no other."""
    mixed = [notice for pair in zip(notices(3), notices(3, OTHER), strict=True) for notice in pair]

    SqsChangeQueue(aws.sqs, queue_url).send(mixed)

    assert sorted({n.realm_id for n in message} for message in sent()) == [{REALM}, {OTHER}]


def test_the_largest_request_is_far_from_what_sqs_takes(aws, queue_url, monkeypatch):
    asked = []
    monkeypatch.setattr(aws.sqs, "send_message_batch", lambda **request: asked.append(request) or {})
    longest = [
        ChangeNotice("x" * 128, REALM, CompanyEntity.PAYMENT_METHOD, f"{n:064d}", ChangeVerb.UPDATED, NOW)
        for n in range(10 * MAX_NOTICES)
    ]

    SqsChangeQueue(aws.sqs, queue_url).send(longest)

    assert len(asked) == 1
    assert len(json.dumps(asked[0]["Entries"])) < 256 * 1024


def test_a_queue_that_is_busy_is_told_so_that_quickbooks_sends_again(aws, queue_url):
    failed = {"Successful": [], "Failed": [{"Id": "0", "SenderFault": False, "Code": "InternalError"}]}
    with Stubber(aws.sqs) as stubbed:
        for _ in range(3):
            stubbed.add_response("send_message_batch", failed, {"QueueUrl": queue_url, "Entries": ANY})

        with pytest.raises(RetriableError, match="change queue"):
            SqsChangeQueue(aws.sqs, queue_url).send(notices(1))
