import pytest

from daybook.adapters.aws.message_delay import MessageDelay
from daybook.application.ports import Lane


@pytest.fixture
def queue(aws):
    url = aws.sqs.create_queue(QueueName="daily")["QueueUrl"]
    aws.sqs.send_message(QueueUrl=url, MessageBody="a location-day")
    return url


@pytest.mark.parametrize(
    ("tries", "after_seconds", "hidden"),
    [(1, None, 30), (2, None, 60), (3, None, 120), (1, 60, 60), (1, 0, 0), (1, 100_000, 900)],
)
def test_a_failed_message_comes_back_when_its_next_try_makes_sense(aws, queue, tries, after_seconds, hidden):
    (message,) = aws.sqs.receive_message(QueueUrl=queue, VisibilityTimeout=900)["Messages"]
    delay = MessageDelay(aws.sqs, {Lane.DAILY: queue})

    seconds = delay.hide(
        "arn:aws:sqs:us-east-1:123456789012:daily",
        message["ReceiptHandle"],
        tries=tries,
        after_seconds=after_seconds,
    )

    back = aws.sqs.receive_message(QueueUrl=queue).get("Messages", [])
    assert seconds == hidden
    assert bool(back) is (hidden == 0)
