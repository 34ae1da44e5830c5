"""What every sync queue promises, in memory and in SQS alike; then how SQS failures are met."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from botocore.stub import ANY, Stubber

from daybook.adapters.aws.queues.sync_queue import SqsSyncQueue
from daybook.application.ports import Lane
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from fakes.queues.sync_queue import FakeSyncQueue
from unit.aws.builders import NOW
from unit.aws.day_builders import day


@pytest.fixture
def sqs_queue(aws):
    urls = {lane: aws.sqs.create_queue(QueueName=lane.value)["QueueUrl"] for lane in Lane}
    return SqsSyncQueue(aws.sqs, urls)


@pytest.fixture(params=["fake", "aws"])
def queue(request):
    return FakeSyncQueue() if request.param == "fake" else request.getfixturevalue("sqs_queue")


@pytest.fixture
def sent(queue, request):
    """Reads what lies in a lane."""

    def read(lane):
        if isinstance(queue, FakeSyncQueue):
            return queue.sent[lane]
        sqs, requests = request.getfixturevalue("aws").sqs, []
        while messages := sqs.receive_message(QueueUrl=lane.value, MaxNumberOfMessages=10).get("Messages"):
            requests += [SyncMessage.parse(message["Body"]).to_domain() for message in messages]
        return requests

    return read


def requests(count, cause=SyncCause.FIRST_SYNC):
    return [SyncRequest(day(date(2026, 1, 1) + timedelta(days=n)), cause, NOW) for n in range(count)]


@pytest.mark.parametrize("count", [0, 1, 10, 31])
def test_every_request_arrives_once_and_whole(queue, sent, count):
    queue.send(requests(count))

    assert sorted(sent(Lane.BACKFILL), key=lambda request: request.day) == requests(count)


def test_closes_re_reads_and_what_people_ask_for_wait_in_lanes_of_their_own(queue, sent):
    queue.send([request for cause in SyncCause for request in requests(2, cause)])

    asked_for = set(SyncCause) - {SyncCause.SCHEDULE, SyncCause.LOOK, SyncCause.RECHECK}
    assert [request.cause for request in sent(Lane.DAILY)] == [SyncCause.SCHEDULE] * 2
    assert [request.cause for request in sent(Lane.REREAD)] == [SyncCause.LOOK] * 2 + [SyncCause.RECHECK] * 2
    assert Counter(request.cause for request in sent(Lane.BACKFILL)) == dict.fromkeys(asked_for, 2)


def test_messages_of_a_merchant_are_a_group_so_that_a_chain_waits_for_itself(aws, sqs_queue):
    """The id of the second merchant has a letter that SQS takes in no group."""
    dates = [date(2026, 1, 1), date(2026, 1, 2)]
    days = [day(each, merchant_id=BooksId(merchant)) for merchant in ("M100", "Café@2") for each in dates]
    sqs_queue.send([SyncRequest(each, SyncCause.FIRST_SYNC, NOW) for each in days])

    told = aws.sqs.receive_message(
        QueueUrl=Lane.BACKFILL.value, MaxNumberOfMessages=10, MessageSystemAttributeNames=["MessageGroupId"]
    )["Messages"]
    groups = defaultdict(set)
    for message in told:
        groups[SyncMessage.parse(message["Body"]).to_domain().day.merchant_id].add(
            message["Attributes"]["MessageGroupId"]
        )

    assert [len(groups["M100"]), len(groups["Café@2"])] == [1, 1]
    (one,), (other,) = groups.values()
    assert one != other
    assert all(group.isalnum() and group.isascii() for group in (one, other))


def test_messages_that_sqs_did_not_take_are_sent_again_alone(aws, sqs_queue):
    failed = {"Id": "1", "Code": "ServiceUnavailable", "SenderFault": False}
    with Stubber(aws.sqs) as sqs:
        sqs.add_response("send_message_batch", {"Successful": [], "Failed": [failed]}, expected_params(ANY))
        sqs.add_response("send_message_batch", {"Successful": [], "Failed": []}, expected_params([ANY]))

        sqs_queue.send(requests(2, SyncCause.SCHEDULE))

        sqs.assert_no_pending_responses()


def test_sqs_that_keeps_failing_is_told_to_the_caller(aws, sqs_queue):
    failed = {"Id": "0", "Code": "ServiceUnavailable", "SenderFault": False}
    with Stubber(aws.sqs) as sqs:
        for _ in range(3):
            sqs.add_response("send_message_batch", {"Successful": [], "Failed": [failed]}, expected_params(ANY))

        with pytest.raises(RetriableError, match="1 of 1 messages of the daily lane"):
            sqs_queue.send(requests(1, SyncCause.SCHEDULE))


def test_a_message_that_sqs_refuses_is_shown_and_not_sent_again(aws, sqs_queue):
    failed = {"Id": "0", "Code": "InvalidMessageContents", "Message": "bad", "SenderFault": True}
    with Stubber(aws.sqs) as sqs:
        sqs.add_response("send_message_batch", {"Successful": [], "Failed": [failed]}, expected_params(ANY))

        with pytest.raises(ValueError, match="InvalidMessageContents"):
            sqs_queue.send(requests(1, SyncCause.SCHEDULE))


def expected_params(entries):
    return {"QueueUrl": ANY, "Entries": entries}
