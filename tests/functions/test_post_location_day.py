"""The worker's handler: one message is one location-day, and a failure is nobody else's."""

import json

import pytest

from connected_merchant import MERCHANT, day
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync import SyncState


class Delays:
    """Remembers how long each message was hidden."""

    def __init__(self):
        self.hidden = {}

    def hide(self, queue_arn, receipt_handle, *, tries, after_seconds):
        self.hidden[receipt_handle] = (queue_arn.rpartition(":")[2], tries, after_seconds)
        return after_seconds or 30


@pytest.fixture
def delays():
    return Delays()


@pytest.fixture
def worker(function_with, merchant, delays):
    ports = {
        "posting.posting_ports": lambda: merchant.posting,
        "posting.message_delay": lambda: delays,
        "foundation.CLOCK": merchant.clock,
    }
    return function_with("post_location_day", ports)


@pytest.fixture
def messages(event):
    """The sample event with one message per given change of its body; text stands for a body that is no message."""

    def build(*changes, tries=1):
        sample = event("location_day_message")
        (record,) = sample["Records"]
        attributes = record["attributes"] | {"ApproximateReceiveCount": str(tries)}
        sample["Records"] = [
            record
            | {"messageId": f"message-{number}", "receiptHandle": f"handle-{number}", "attributes": attributes}
            | {"body": change if isinstance(change, str) else json.dumps(json.loads(record["body"]) | change)}
            for number, change in enumerate(changes)
        ]
        return sample

    return build


def handed_back(answer):
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_the_sample_message_puts_its_day_into_the_books(worker, event, merchant):
    answer = worker(event("location_day_message"))

    assert handed_back(answer) == []
    assert len(merchant.ledger.entries) == 1
    assert merchant.sync_log.get(day()).state is SyncState.POSTED


def test_one_line_tells_the_day_and_its_document_and_no_amount(worker, event):
    worker(event("location_day_message"))

    (record,) = worker.written.records
    assert (record["message"], record["level"], record["merchant"]) == ("location-day settled", "INFO", MERCHANT)
    assert record["location_id"] == "304267:1"
    assert (record["business_date"], record["state"]) == ("2026-11-23", "posted")
    assert record["document"].startswith("TL-20261123-")
    assert "error_code" not in record
    assert "1130" not in json.dumps(record)


def test_the_metrics_are_one_line_of_the_embedded_format(worker, event, merchant):
    merchant.clock.advance(seconds=90)

    worker(event("location_day_message"))

    (line,) = [line for line in worker.written.lines if "_aws" in line]
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert (directive["Namespace"], directive["Dimensions"], line["service"]) == ("Daybook", [["service"]], "daybook")
    assert directive["Metrics"] == [
        {"Name": "LocationDayPosted", "Unit": "Count"},
        {"Name": "CloseToPosted", "Unit": "Seconds"},
    ]
    assert (line["LocationDayPosted"], line["CloseToPosted"]) == ([1.0], [90.0])


def test_only_a_daily_close_says_how_long_it_took(worker, event):
    worker(event("backfill_message"))

    assert "CloseToPosted" not in worker.written.metrics


def test_a_message_delivered_twice_makes_one_document(worker, event, merchant):
    worker(event("location_day_message"))

    answer = worker(event("location_day_message"))

    assert handed_back(answer) == []
    assert len(merchant.ledger.entries) == 1


def test_a_failing_message_is_handed_back_alone(worker, messages, merchant):
    merchant.trade(day().business_date.replace(day=22))
    merchant.ledger.fail_next(RetriableError("QuickBooks did not answer"))

    answer = worker(messages({}, {"business_date": "2026-11-22"}, {"business_date": "2026-11-21"}))

    assert handed_back(answer) == ["message-0"]
    metrics = worker.written.metrics
    assert (metrics["LocationDayPosted"], metrics["LocationDayEmpty"]) == ([1.0], [1.0])


def test_a_batch_that_fails_whole_is_handed_back_whole(worker, messages, merchant):
    merchant.sales.error = RetriableError("talech did not answer")

    answer = worker(messages({}, {"business_date": "2026-11-22"}))

    assert handed_back(answer) == ["message-0", "message-1"]


@pytest.mark.parametrize("after_seconds", [None, 61])
def test_a_message_is_hidden_for_as_long_as_the_vendor_asks(worker, messages, merchant, delays, after_seconds):
    merchant.ledger.fail_next(RetriableError("throttled", after_seconds=after_seconds))

    worker(messages({}, tries=2))

    assert delays.hidden == {"handle-0": ("daybook-Queues-LocationDayQueue", 2, after_seconds)}
    (record,) = worker.written.records
    assert (record["level"], record["tries"], record["again_in_seconds"]) == ("ERROR", 2, after_seconds or 30)
    assert record["exception_name"] == "RetriableError"


@pytest.mark.parametrize(("tries", "failed"), [(1, []), (2, []), (3, [1.0])])
def test_the_last_try_counts_the_day_as_failed(worker, messages, merchant, tries, failed):
    merchant.ledger.fail_next(RetriableError("QuickBooks did not answer"))

    worker(messages({}, tries=tries))

    assert worker.written.metrics.get("LocationDayFailed", []) == failed
    assert (merchant.sync_log.get(day()).state is SyncState.FAILED) is bool(failed)


def test_a_failure_is_counted_even_when_the_queue_does_not_answer(worker, messages, merchant, delays, monkeypatch):
    merchant.ledger.fail_next(RetriableError("QuickBooks did not answer"))
    monkeypatch.setattr(delays, "hide", lambda *_, **__: (_ for _ in ()).throw(RetriableError("SQS is busy")))

    answer = worker(messages({}, tries=3))

    assert handed_back(answer) == ["message-0"]
    assert worker.written.metrics == {"LocationDayFailed": [1.0]}


@pytest.mark.parametrize("body", ["", "not json", "{}", '{"schema_version": 2}', '{"merchant_id": "3 0"}'])
def test_a_body_that_is_no_message_is_handed_back_and_its_neighbour_posted(worker, messages, merchant, body):
    answer = worker(messages(body, {}))

    assert handed_back(answer) == ["message-0"]
    assert len(merchant.ledger.entries) == 1


def test_a_bug_of_ours_is_told_with_its_traceback(worker, messages, merchant):
    merchant.ledger.fail_next(ZeroDivisionError("a bug"))

    answer = worker(messages({}))

    (record,) = worker.written.records
    assert handed_back(answer) == ["message-0"]
    assert "ZeroDivisionError: a bug" in record["exception"]
    assert merchant.sync_log.get(day()).state is SyncState.FAILED


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RetriableError("no answer", condition=Condition.TALECH_UNAVAILABLE), "DB-1311"),
        (RetriableError("429", condition=Condition.QUICKBOOKS_UNAVAILABLE, fault_code=3001), "DB-1905"),
        (RetriableError("the lease was lost"), "DB-1901"),
        (ZeroDivisionError("a bug"), "DB-1902"),
    ],
)
def test_a_day_that_did_not_finish_is_logged_with_the_code_of_its_error(worker, messages, merchant, error, code):
    merchant.ledger.fail_next(error)

    worker(messages({}))

    (record,) = worker.written.records
    assert (record["message"], record["error_code"]) == ("location-day not finished", code)


def test_a_body_that_is_no_message_is_logged_as_a_mistake_of_ours(worker, messages):
    worker(messages("not json"))

    (record,) = worker.written.records
    assert record["error_code"] == "DB-1902"


def test_a_hold_is_an_outcome_and_carries_its_code(worker, event, merchant):
    merchant.ledger.fail_next(NeedsAttentionError(HoldReason.CLOSED_PERIOD, "closed through 2026-12-31"))

    answer = worker(event("location_day_message"))

    written = worker.written
    assert handed_back(answer) == []
    assert written.metrics == {"LocationDayHeld": [1.0]}
    (record,) = written.records
    assert (record["reason"], record["error_code"]) == ("closed_period", "DB-1201")
