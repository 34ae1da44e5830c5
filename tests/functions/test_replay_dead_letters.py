"""The replay handler on real queues: it does what was asked for, and nothing unless told so."""

import json

import pytest
from moto import mock_aws

from connected_merchant import MERCHANT, MONDAY
from daybook.adapters.aws.clients import AwsClients
from daybook.adapters.aws.queues.dead_letters import LetterPlace, SqsDeadLetters
from daybook.application.ports.dead_letters import LetterQueue
from daybook.contracts.contract import ContractError
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from fakes.clock import MORNING

SUNDAY = MONDAY.replace(day=22)
LETTERS = {
    "monday": (MERCHANT, MONDAY, "304267:1"),
    "sunday": (MERCHANT, SUNDAY, "304267:1"),
    "other shop": (MERCHANT, MONDAY, "304268:1"),
    "other merchant": ("m_2", MONDAY, "1:1"),
}
FIRING = {
    "schema_version": 1,
    "merchant_id": MERCHANT,
    "zone": "America/Toronto",
    "at": "04:05",
    "scheduled_time": "2026-11-24T09:05:00Z",
}
OF_FUNCTIONS = {LetterQueue.CLOSINGS, LetterQueue.WATCHDOG}


class Functions:
    """Remembers which function was called with what."""

    def __init__(self):
        self.called = []

    def invoke(self, **request):
        self.called.append((request["FunctionName"], request["InvocationType"], json.loads(request["Payload"])))


class Queues:
    """All queues with their dead-letter queues, in moto."""

    def __init__(self, sqs):
        self._sqs = sqs
        self.functions = Functions()
        names = [f"{queue}{kind}" for queue in LetterQueue for kind in ("", "-dead")]
        self._urls = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in names}

    @property
    def dead_letters(self):
        places = {
            queue: LetterPlace(self._urls[f"{queue}-dead"], function=f"the-{queue}")
            if queue in OF_FUNCTIONS
            else LetterPlace(self._urls[f"{queue}-dead"], queue_url=self._urls[queue])
            for queue in LetterQueue
        }
        return SqsDeadLetters(self._sqs, lambda: self.functions, places)

    def fail(self, queue, body, **attributes):
        told = {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}
        self._sqs.send_message(QueueUrl=self._urls[f"{queue}-dead"], MessageBody=body, MessageAttributes=told)

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
def replay(function_with, queues, merchant):
    for merchant_id, business_date, location in LETTERS.values():
        day = LocationDay(merchant_id, business_date, location)
        body = SyncMessage.of(SyncRequest(day, SyncCause.SCHEDULE, MORNING)).text()
        queues.fail("daily", body, Reason="KeyError: 'x'", Code="DB-1902" if merchant_id == "m_2" else "DB-1904")
    queues.fail("backfill", "not a message")
    systems = merchant.posting.but(dead_letters=queues.dead_letters, audit=merchant.audit)
    return function_with("replay_dead_letters", {"systems.systems": lambda: systems})


def test_the_sample_request_is_a_dry_run_that_tells_and_moves_nothing(replay, event, queues):
    answer = replay(event("replay_dead_letters"))

    assert answer["dry_run"]
    days = sorted(each["day"] for each in answer["letters"])
    assert days == ["304267 2026-11-23 304267:1", "304267 2026-11-23 304268:1"]
    assert (queues.waiting("daily"), queues.waiting("daily-dead")) == (0, 4)


def test_a_request_that_chooses_nothing_is_refused(replay, queues):
    with pytest.raises(AskDifferentlyError, match="name a letter"):
        replay({"dry_run": False})

    assert (queues.waiting("daily"), queues.waiting("daily-dead")) == (0, 4)


@pytest.mark.parametrize(
    ("chosen", "moved"),
    [
        ({"everything": True}, 4),
        ({"merchant_id": MERCHANT}, 3),
        ({"business_date": "2026-11-22"}, 1),
        ({"location": "304267:1"}, 2),
        ({"code": "DB-1902"}, 1),
        ({"queue": "backfill"}, 0),
        ({"merchant_id": MERCHANT, "location": "304268:1", "business_date": "2026-11-23"}, 1),
        ({"merchant_id": "nobody"}, 0),
        ({"older_than_minutes": 100_000_000}, 0),
    ],
)
def test_every_field_narrows_what_is_queued_again(replay, queues, chosen, moved):
    answer = replay({**chosen, "dry_run": False})

    assert len(answer["letters"]) == moved
    assert (queues.waiting("daily"), queues.waiting("daily-dead")) == (moved, 4 - moved)


def test_a_letter_that_cannot_be_read_stays_until_it_is_dropped(replay, queues):
    answer = replay({"everything": True, "dry_run": False})
    (unreadable,) = answer["unreadable"]
    assert queues.waiting("backfill-dead") == 1

    dropped = replay({"letters": [unreadable], "drop_because": "no message of ours", "dry_run": False})

    assert [each["id"] for each in dropped["letters"]] == [unreadable]
    assert (queues.waiting("backfill"), queues.waiting("backfill-dead")) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(FIRING),
        json.dumps({"requestPayload": FIRING, "responsePayload": {"errorType": "KeyError", "errorMessage": "x"}}),
    ],
    ids=["as Scheduler sends it", "as Lambda wraps it"],
)
def test_a_closing_in_either_envelope_goes_back_to_its_function(replay, queues, body):
    queues.fail("closings", body)

    answer = replay({"queue": "closings", "dry_run": False})

    assert [each["day"] for each in answer["letters"]] == [MERCHANT]
    assert queues.functions.called == [("the-closings", "Event", FIRING)]
    assert queues.waiting("closings-dead") == 0


def test_a_look_and_notices_go_back_to_where_they_came_from(replay, queues, event):
    look = {"schema_version": 1, "scheduled_time": "2026-11-24T09:05:00Z"}
    queues.fail("watchdog", json.dumps({"requestPayload": look, "responsePayload": {"errorMessage": "x"}}))
    (notices,) = event("change_notices_message")["Records"]
    queues.fail("notices", notices["body"])

    replay({"queue": "watchdog", "dry_run": False})
    replay({"queue": "notices", "dry_run": False})

    assert queues.functions.called == [("the-watchdog", "Event", look)]
    assert (queues.waiting("notices"), queues.waiting("notices-dead")) == (1, 0)


def test_what_was_done_is_told_in_the_log_and_to_the_merchant(replay, merchant):
    answer = replay({"everything": True, "dry_run": False})

    (record,) = replay.written.records
    assert record["message"] == "dead letters replayed"
    assert {key: record[key] for key in answer} == answer
    assert [each.deed for each in merchant.audit.page(MERCHANT, 5).records] == ["letter_redriven"]


@pytest.mark.parametrize(
    "wrong", [{"business_date": "yesterday"}, {"dry_run": "no"}, {"merchant_id": "3 0"}, {"queue": "all"}]
)
def test_a_request_that_cannot_be_read_moves_nothing(replay, queues, wrong):
    """Above all not everything: a filter that is ignored would choose all letters."""
    with pytest.raises(ContractError):
        replay({"everything": True, "dry_run": False, **wrong})

    assert queues.waiting("daily-dead") == 4
