"""The replay handler on real queues: it moves what was asked for, and nothing unless told so."""

import pytest
from moto import mock_aws

from connected_merchant import MERCHANT, MONDAY
from daybook.adapters.aws.clients import AwsClients
from daybook.adapters.aws.queues.dead_letters import DeadLetterLane, SqsDeadLetters
from daybook.application.ports import Lane
from daybook.contracts.contract import ContractError
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from fakes.clock import MORNING

SUNDAY = MONDAY.replace(day=22)
LETTERS = {
    "monday": (MERCHANT, MONDAY, "304267:1"),
    "sunday": (MERCHANT, SUNDAY, "304267:1"),
    "other shop": (MERCHANT, MONDAY, "304268:1"),
    "other merchant": ("m_2", MONDAY, "1:1"),
}


class Queues:
    """All lanes with their dead-letter queues, in moto."""

    def __init__(self, sqs):
        self._sqs = sqs
        names = [f"{lane}{kind}" for lane in Lane for kind in ("", "-dead")]
        self._urls = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in names}

    @property
    def dead_letters(self):
        lanes = {lane: DeadLetterLane(self._urls[f"{lane}-dead"], self._urls[lane]) for lane in Lane}
        return SqsDeadLetters(self._sqs, lanes)

    def fail(self, lane, body):
        self._sqs.send_message(QueueUrl=self._urls[f"{lane}-dead"], MessageBody=body)

    def waiting(self, name):
        count = "ApproximateNumberOfMessages"
        answer = self._sqs.get_queue_attributes(QueueUrl=self._urls[name], AttributeNames=[count])
        return int(answer["Attributes"][count])


@pytest.fixture
def queues(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setattr("daybook.adapters.aws.queues.dead_letters._WAIT_SECONDS", 0)
    with mock_aws():
        yield Queues(AwsClients().sqs)


@pytest.fixture
def replay(function_with, queues):
    for merchant_id, business_date, location in LETTERS.values():
        day = LocationDay(merchant_id, business_date, location)
        queues.fail(Lane.DAILY, SyncMessage.of(SyncRequest(day, SyncCause.SCHEDULE, MORNING)).text())
    queues.fail(Lane.BACKFILL, "not a message")
    return function_with("replay_dead_letters", {"functions.replaying.dead_letters": lambda: queues.dead_letters})


def test_the_sample_request_is_a_dry_run_that_tells_and_moves_nothing(replay, event, queues):
    answer = replay(event("replay_dead_letters"))

    assert answer["dry_run"]
    assert sorted(answer["daily"]["moved"]) == ["304267 2026-11-23 304267:1", "304267 2026-11-23 304268:1"]
    assert (queues.waiting("daily"), queues.waiting("daily-dead")) == (0, 4)


def test_a_request_without_a_word_is_a_dry_run_of_everything(replay, queues):
    answer = replay({})

    assert answer["dry_run"]
    assert len(answer["daily"]["moved"]) == 4
    assert (queues.waiting("daily"), queues.waiting("daily-dead")) == (0, 4)


@pytest.mark.parametrize(
    ("chosen", "moved"),
    [
        ({}, 4),
        ({"merchant_id": MERCHANT}, 3),
        ({"business_date": "2026-11-22"}, 1),
        ({"location": "304267:1"}, 2),
        ({"merchant_id": MERCHANT, "location": "304268:1", "business_date": "2026-11-23"}, 1),
        ({"merchant_id": "nobody"}, 0),
    ],
)
def test_every_field_narrows_what_is_queued_again(replay, queues, chosen, moved):
    answer = replay({**chosen, "dry_run": False})

    assert len(answer["daily"]["moved"]) == moved
    assert answer["daily"]["kept"] == 4 - moved
    assert (queues.waiting("daily"), queues.waiting("daily-dead")) == (moved, 4 - moved)


def test_a_letter_that_cannot_be_read_stays(replay, queues):
    answer = replay({"dry_run": False})

    assert answer["backfill"] == {"moved": [], "kept": 1}
    assert (queues.waiting("backfill"), queues.waiting("backfill-dead")) == (0, 1)


def test_what_was_done_is_told_in_the_log(replay):
    answer = replay({"dry_run": False})

    (record,) = replay.written.records
    assert record["message"] == "dead letters replayed"
    assert {key: record[key] for key in answer} == answer


@pytest.mark.parametrize("wrong", [{"business_date": "yesterday"}, {"dry_run": "no"}, {"merchant_id": "3 0"}])
def test_a_wish_that_cannot_be_read_moves_nothing(replay, queues, wrong):
    """Above all not everything: a filter that is ignored would choose all letters."""
    with pytest.raises(ContractError):
        replay({"dry_run": False, **wrong})

    assert queues.waiting("daily-dead") == 4
