from datetime import date

import pytest

from daybook.adapters.aws.queues.dead_letter_sender import DeadLetterSender
from daybook.adapters.aws.queues.dead_letters import DeadLetterLane, SqsDeadLetters
from daybook.application.ports import Lane
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from unit.aws.builders import NOW, day


@pytest.fixture
def urls(aws):
    return {name: aws.sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("daily", "daily-dead", "backfill")}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr("daybook.adapters.aws.queues.dead_letters._WAIT_SECONDS", 0)


@pytest.fixture
def dead_letters(aws, urls):
    return SqsDeadLetters(aws.sqs, {Lane.DAILY: DeadLetterLane(urls["daily-dead"], urls["daily"])})


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


def test_waiting_letters_are_shown_and_stay(dead_letters, fail):
    fail(request(1))
    fail(request(2))

    first = dead_letters.waiting(Lane.DAILY)
    second = dead_letters.waiting(Lane.DAILY)

    assert {letter.request for letter in first} == {request(1), request(2)}
    assert {letter.message_id for letter in first} == {letter.message_id for letter in second}


def test_a_dry_run_tells_what_would_move_and_moves_nothing(dead_letters, fail, aws, urls):
    fail(request(1))

    replay = dead_letters.replay(Lane.DAILY, lambda _: True, dry_run=True)

    assert [letter.request for letter in replay.moved] == [request(1)]
    assert queued(aws, urls["daily"]) == []
    assert len(dead_letters.waiting(Lane.DAILY)) == 1


def test_chosen_letters_are_queued_again_and_the_others_stay(dead_letters, fail, aws, urls):
    for number in (1, 2, 3):
        fail(request(number))

    replay = dead_letters.replay(Lane.DAILY, lambda letter: letter.request.day.business_date.day != 2, dry_run=False)

    again = queued(aws, urls["daily"])
    assert {message.business_date.day for message in again} == {1, 3}
    assert len(replay.moved) == 2
    assert [letter.request for letter in dead_letters.waiting(Lane.DAILY)] == [request(2)]


@pytest.mark.parametrize("cause", SyncCause)
def test_a_letter_is_queued_again_as_it_was(dead_letters, fail, aws, urls, cause):
    """Another cause is another wish: a re-class that came back as a replay would be settled on the old accounts."""
    fail(request(1, cause=cause))

    dead_letters.replay(Lane.DAILY, lambda _: True, dry_run=False)

    assert [message.to_domain() for message in queued(aws, urls["daily"])] == [request(1, cause=cause)]


def test_a_letter_that_cannot_be_read_says_why_and_never_moves(dead_letters, fail, aws, urls):
    fail('{"merchant_id": "304267"}')

    replay = dead_letters.replay(Lane.DAILY, lambda _: True, dry_run=False)

    assert replay.moved == ()
    assert "business_date: field required" in replay.kept[0].problem
    assert queued(aws, urls["daily"]) == []


def test_a_letter_that_the_worker_gave_up_tells_its_reason(dead_letters, aws, urls):
    sender = DeadLetterSender(aws.sqs, {Lane.DAILY: urls["daily"]}, {Lane.DAILY: urls["daily-dead"]})
    body = SyncMessage.of(request(1)).text()

    sender.send("arn:aws:sqs:us-east-1:123456789012:daily", body, ZeroDivisionError("a bug\x00\n" + "!" * 300_000))

    (letter,) = dead_letters.waiting(Lane.DAILY)
    assert (letter.request, letter.body) == (request(1), body)
    assert letter.problem == f"ZeroDivisionError: a bug  {'!' * 974}"


def test_more_letters_than_one_request_returns_are_all_seen(dead_letters, fail):
    for number in range(1, 26):
        fail(request(number))

    replay = dead_letters.replay(Lane.DAILY, lambda _: True, dry_run=False)

    assert len(replay.moved) == 25
    assert dead_letters.waiting(Lane.DAILY) == ()


def test_the_limit_bounds_what_is_looked_at(dead_letters, fail):
    for number in range(1, 16):
        fail(request(number))

    replay = dead_letters.replay(Lane.DAILY, lambda _: True, dry_run=False, limit=12)

    assert len(replay.moved) == 12
    assert len(dead_letters.waiting(Lane.DAILY)) == 3


def test_a_letter_is_sent_before_it_is_deleted(dead_letters, fail, aws, urls, monkeypatch):
    """A crash between the two makes a duplicate, which is harmless; the other order would lose the day."""
    fail(request(1))

    def crash(**_):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(aws.sqs, "delete_message", crash)
        with pytest.raises(ConnectionError):
            dead_letters.replay(Lane.DAILY, lambda _: True, dry_run=False)

    assert [message.business_date.day for message in queued(aws, urls["daily"])] == [1]
