from datetime import date

import pytest

from daybook.adapters.aws.queues.dead_letter_sender import DeadLetterSender
from daybook.adapters.aws.queues.dead_letters import LetterPlace, SqsDeadLetters
from daybook.application.ports import Lane
from daybook.application.ports.dead_letters import LetterDeed, LetterQueue
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from unit.aws.builders import NOW
from unit.aws.day_builders import day


@pytest.fixture
def urls(aws):
    return {name: aws.sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("daily", "daily-dead", "backfill")}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr("daybook.adapters.aws.queues.dead_letters._WAIT_SECONDS", 0)


@pytest.fixture
def dead_letters(aws, urls):
    places = {LetterQueue.DAILY: LetterPlace(urls["daily-dead"], queue_url=urls["daily"])}
    return SqsDeadLetters(aws.sqs, lambda: None, places)


@pytest.fixture
def fail(aws, urls):
    """Puts a location-day, or any text, among the dead letters."""

    def put(letter):
        text = letter if isinstance(letter, str) else SyncMessage.of(letter).text()
        aws.sqs.send_message(QueueUrl=urls["daily-dead"], MessageBody=text)

    return put


def request(number, *, merchant_id="304267", cause=SyncCause.SCHEDULE):
    return SyncRequest(day(date(2026, 11, number), merchant_id=merchant_id), cause, NOW)


def queued(aws, url):
    messages = aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [SyncMessage.parse(message["Body"]) for message in messages]


def redriven(dead_letters, chosen=lambda _: True, limit=1000):
    return dead_letters.work_off(LetterQueue.DAILY, chosen, LetterDeed.REDRIVE, limit)


def test_waiting_letters_are_shown_and_stay(dead_letters, fail):
    fail(request(1))
    fail(request(2))

    first = dead_letters.waiting(LetterQueue.DAILY)
    second = dead_letters.waiting(LetterQueue.DAILY)

    assert {letter.request for letter in first} == {request(1), request(2)}
    assert {letter.message_id for letter in first} == {letter.message_id for letter in second}


def test_chosen_letters_are_queued_again_and_the_others_stay(dead_letters, fail, aws, urls):
    for number in (1, 2, 3):
        fail(request(number))

    moved = redriven(dead_letters, lambda letter: letter.business_date.day != 2)

    again = queued(aws, urls["daily"])
    assert {message.business_date.day for message in again} == {1, 3}
    assert len(moved) == 2
    assert [letter.request for letter in dead_letters.waiting(LetterQueue.DAILY)] == [request(2)]


def test_a_dropped_letter_is_gone_and_nothing_is_queued(dead_letters, fail, aws, urls):
    fail(request(1))
    fail("not a message")

    dropped = dead_letters.work_off(LetterQueue.DAILY, lambda _: True, LetterDeed.DROP, 1000)

    assert len(dropped) == 2
    assert dead_letters.waiting(LetterQueue.DAILY) == ()
    assert queued(aws, urls["daily"]) == []


@pytest.mark.parametrize("cause", SyncCause)
def test_a_letter_is_queued_again_as_it_was(dead_letters, fail, aws, urls, cause):
    """Another cause is another wish: a re-class that came back as a replay would be settled on the old accounts."""
    fail(request(1, cause=cause))

    redriven(dead_letters)

    assert [message.to_domain() for message in queued(aws, urls["daily"])] == [request(1, cause=cause)]


def test_a_letter_that_cannot_be_read_says_why_and_never_moves(dead_letters, fail, aws, urls):
    fail('{"merchant_id": "304267"}')

    moved = redriven(dead_letters)

    assert moved == ()
    assert "business_date: field required" in dead_letters.waiting(LetterQueue.DAILY)[0].problem
    assert queued(aws, urls["daily"]) == []


def test_a_letter_that_the_worker_gave_up_tells_its_reason_and_its_code(dead_letters, aws, urls):
    sender = DeadLetterSender(aws.sqs, {Lane.DAILY: urls["daily"]}, {Lane.DAILY: urls["daily-dead"]})
    body = SyncMessage.of(request(1)).text()
    bug = ZeroDivisionError("a bug\x00\n" + "!" * 300_000)

    sender.send("arn:aws:sqs:us-east-1:123456789012:daily", body, bug, "DB-1902")

    (letter,) = dead_letters.waiting(LetterQueue.DAILY)
    assert (letter.request, letter.body, letter.code) == (request(1), body, "DB-1902")
    assert letter.problem == f"ZeroDivisionError: a bug  {'!' * 974}"


def test_more_letters_than_one_request_returns_are_all_seen(dead_letters, fail):
    for number in range(1, 26):
        fail(request(number))

    assert len(redriven(dead_letters)) == 25
    assert dead_letters.waiting(LetterQueue.DAILY) == ()


def test_the_limit_bounds_what_is_moved_and_a_second_call_goes_on(dead_letters, fail):
    for number in range(1, 16):
        fail(request(number))

    first = redriven(dead_letters, limit=12)
    second = redriven(dead_letters, limit=12)

    assert (len(first), len(second)) == (12, 3)
    assert dead_letters.waiting(LetterQueue.DAILY) == ()


def test_a_letter_is_sent_before_it_is_deleted(dead_letters, fail, aws, urls, monkeypatch):
    """A crash between the two makes a duplicate, which is harmless; the other order would lose the day."""
    fail(request(1))

    def crash(**_):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(aws.sqs, "delete_message", crash)
        with pytest.raises(ConnectionError):
            redriven(dead_letters)

    assert [message.business_date.day for message in queued(aws, urls["daily"])] == [1]
