import pytest

from daybook.adapters.aws.queues.message_delay import MessageDelay
from daybook.application.ports import Lane

TWELVE_HOURS = 12 * 60 * 60


@pytest.fixture
def queue(aws):
    url = aws.sqs.create_queue(QueueName="daily")["QueueUrl"]
    aws.sqs.send_message(QueueUrl=url, MessageBody="a location-day")
    return url


@pytest.mark.parametrize(
    ("tries", "shortest", "longest"),
    [(1, 15, 30), (2, 30, 60), (3, 60, 120), (5, 240, 480), (6, 300, 600), (200, 300, 600)],
)
def test_a_pause_grows_to_ten_minutes_and_its_upper_half_is_left_to_chance(aws, tries, shortest, longest):
    """A hundred days that an outage stopped together do not all come back in one second."""

    def pause(chance):
        return MessageDelay(aws.sqs, {}, lambda: chance).seconds(tries=tries, after_seconds=None)

    assert (pause(0.0), pause(0.5), pause(1.0)) == (shortest, round((shortest + longest) / 2), longest)


@pytest.mark.parametrize("after_seconds", [0, 60, 3600])
def test_the_vendors_own_pause_wins_and_nothing_is_added(aws, after_seconds):
    delay = MessageDelay(aws.sqs, {}, lambda: 0.9)

    assert delay.seconds(tries=7, after_seconds=after_seconds) == after_seconds


def test_by_itself_chance_differs(aws):
    delay = MessageDelay(aws.sqs, {})

    assert len({delay.seconds(tries=9, after_seconds=None) for _ in range(50)}) > 1


@pytest.mark.parametrize("seconds", [0, 30])
def test_a_hidden_message_comes_back_when_its_pause_is_over(aws, queue, seconds):
    (message,) = aws.sqs.receive_message(QueueUrl=queue, VisibilityTimeout=900)["Messages"]

    MessageDelay(aws.sqs, {Lane.DAILY: queue}).hide(
        "arn:aws:sqs:us-east-1:123456789012:daily", message["ReceiptHandle"], seconds
    )

    back = aws.sqs.receive_message(QueueUrl=queue).get("Messages", [])
    assert bool(back) is (seconds == 0)


def test_the_longest_pause_of_a_vendor_is_one_that_sqs_takes_from_a_worker_that_has_run(aws, queue):
    (message,) = aws.sqs.receive_message(QueueUrl=queue, VisibilityTimeout=900)["Messages"]
    delay = MessageDelay(aws.sqs, {Lane.DAILY: queue})

    longest = delay.seconds(tries=1, after_seconds=10 * TWELVE_HOURS)
    delay.hide("arn:aws:sqs:us-east-1:123456789012:daily", message["ReceiptHandle"], longest)

    assert TWELVE_HOURS - 900 < longest < TWELVE_HOURS - 180
