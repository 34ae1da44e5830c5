"""The worker's handler: one message is one location-day, told in one line."""

import json
from datetime import date
from itertools import count

import pytest

from connected_merchant import MERCHANT, day
from daybook.application.ports.circuits import AnswerClass
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.vendor_answers import QUICKBOOKS, VENDOR_ANSWERS
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import SyncState
from functions.queues import handed_back


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


@pytest.fixture
def answered(merchant, monkeypatch):
    """QuickBooks gives its answers about each document an id: the first 1-tid, the next 2-tid."""
    hear, prepare, number = (
        VENDOR_ANSWERS.hearing(Metric.QUICKBOOKS_ANSWERED, QUICKBOOKS),
        merchant.ledger.prepare,
        count(1),
    )

    def prepared(*call):
        hear(AnswerClass.FAILED, 9.0, f"{next(number)}-tid")
        return prepare(*call)

    monkeypatch.setattr(merchant.ledger, "prepare", prepared)


@pytest.mark.usefixtures("answered")
def test_an_error_line_names_the_vendors_answers_about_its_own_message_alone(worker, messages, merchant):
    merchant.trade(date(2026, 11, 24))
    worker(messages({}))
    merchant.ledger.fail_next(OutcomeUnknownError("no answer", condition=Condition.QUICKBOOKS_UNAVAILABLE))

    worker(messages({"business_date": "2026-11-24"}))

    assert [line["vendor_ids"] for line in worker.written.records if "vendor_ids" in line] == [["2-tid"]]


@pytest.mark.usefixtures("answered")
def test_an_error_line_names_day_lane_message_invocation_and_the_open_call(worker, messages, merchant):
    merchant.ledger.fail_next(OutcomeUnknownError("no answer", condition=Condition.QUICKBOOKS_UNAVAILABLE))

    worker(messages({}, tries=2))

    (line,) = worker.written.records
    open_call = merchant.sync_log.get(day()).intent
    named = {key: line[key] for key in ("merchant", "business_date", "location_id", "lane", "message_id", "tries")}
    assert named == {
        "merchant": MERCHANT,
        "business_date": "2026-11-23",
        "location_id": "304267:1",
        "lane": "daily",
        "message_id": "message-0",
        "tries": 2,
    }
    assert (line["function"], line["request_id"]) == ("post_location_day", "52fdfc07-2182-454f-963f-5f0f9a621d72")
    assert line["posting_key"] == f"{open_call.realm_id}|2026-11-23|304267:1|journal_entry|{open_call.revision}"
    assert (line["call_id"], line["vendor_ids"]) == (open_call.request_id, ["1-tid"])


def test_a_line_names_nothing_of_the_message_before(worker, messages):
    worker(messages({}, "not json"))

    unreadable = worker.written.records[-1]
    assert (unreadable["message"], unreadable["message_id"]) == ("message given up", "message-1")
    assert not {"merchant", "business_date", "location_id"} & set(unreadable)


def test_a_message_delivered_twice_makes_one_document(worker, event, merchant):
    worker(event("location_day_message"))

    answer = worker(event("location_day_message"))

    assert handed_back(answer) == []
    assert len(merchant.ledger.entries) == 1


@pytest.mark.parametrize("locked", [False, True])
def test_a_day_that_a_person_wants_out_leaves_the_books_or_says_why_not(worker, messages, event, merchant, locked):
    worker(event("location_day_message"))
    if locked:
        merchant.ledger.put_in_deposit(merchant.sync_log.get(day()).document.id)
    merchant.sync_log.direct(day(), Place.OUT)
    assert worker.written.records

    answer = worker(messages({"cause": "undo"}))

    written = worker.written
    (record,) = written.records
    assert handed_back(answer) == []
    assert (record["cause"], record["state"]) == ("undo", "posted" if locked else "undone")
    assert record.get("error_code") == ("DB-1212" if locked else None)
    assert written.metrics == {"LocationDayResynced" if locked else "LocationDayUndone": [1.0]}


def test_a_hold_is_an_outcome_and_carries_its_code(worker, event, merchant):
    merchant.ledger.close_before_next_send(date(2026, 12, 31))

    answer = worker(event("location_day_message"))

    written = worker.written
    assert handed_back(answer) == []
    assert written.metrics == {"LocationDayHeld": [1.0]}
    (record,) = written.records
    assert (record["reason"], record["error_code"]) == ("closed_period", "DB-1201")


def test_a_day_held_for_a_vendor_is_counted_for_its_alarm_and_names_vendor_and_since_when(worker, messages, merchant):
    silence = RetriableError("no answer", condition=Condition.QUICKBOOKS_UNAVAILABLE)
    merchant.ledger.fail_next(silence)
    worker(messages({}))
    (waiting,) = worker.written.records
    since = merchant.clock.now()
    merchant.clock.advance(hours=24)
    merchant.ledger.fail_next(silence)

    assert handed_back(worker(messages({}))) == []

    written = worker.written
    assert written.metrics == {"LocationDayHeld": [1.0], "LocationDayHeldForVendor": [1.0]}
    assert written.records[0]["error_code"] == "DB-1922"
    assert waiting["error_code"] == "DB-1904"
    assert merchant.sync_log.get(day()).message == f"no answer (since {since:%Y-%m-%d %H:%M} UTC)"


def test_a_message_of_a_merchant_who_was_forgotten_is_dropped_and_nothing_begins_anew(worker, merchant, event):
    merchant.connections.__init__()

    answer = worker(event("location_day_message"))

    assert answer == {"batchItemFailures": []}
    assert merchant.sync_log.get(day()) is None
    assert [record["message"] for record in worker.written.records] == ["location-day of an erased merchant"]
