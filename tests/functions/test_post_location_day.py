"""The worker's handler: one message is one location-day, and a failure is nobody else's."""

import json
from datetime import date

import pytest

from connected_merchant import MERCHANT, MONDAY, day
from daybook.application.ports.circuits import AnswerClass
from daybook.bootstrap.metric_names import Metric
from daybook.bootstrap.vendor_answers import QUICKBOOKS, VENDOR_ANSWERS
from daybook.bootstrap.worker_time import WORKER_TIME
from daybook.contracts.contract import ContractError
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


def test_history_counts_apart_from_closes_and_says_nothing_of_how_long_they_took(worker, messages, merchant):
    long_ago = {"business_date": "2026-10-23", "cause": "first_sync"}
    merchant.trade(date(2026, 10, 23))

    worker(messages(long_ago))

    assert worker.written.metrics == {"HistoryDaySettled": [1.0]}


@pytest.mark.parametrize(
    ("cause", "metric"),
    [("schedule", "LocationDayResynced"), ("recheck", "LocationDayReread"), ("resync", "LocationDayResynced")],
)
def test_a_day_is_counted_as_posted_once_however_often_its_message_comes(worker, event, messages, cause, metric):
    """Every closing reads seven posted days again: if they counted as posted, no standstill would be heard."""
    worker(event("location_day_message"))
    assert "LocationDayPosted" in worker.written.metrics

    worker(messages({"cause": cause}))

    assert worker.written.metrics == {metric: [1.0]}


def test_a_change_of_talech_counts_as_a_correction(worker, event, messages, merchant):
    worker(event("location_day_message"))
    merchant.trade(MONDAY, tender="CHECK")
    assert worker.written.metrics

    worker(messages({"cause": "recheck"}))

    assert worker.written.metrics == {"LocationDayCorrected": [1.0]}


def test_a_day_that_is_held_again_for_the_same_reason_is_held_once(worker, event, merchant):
    for _ in range(2):
        merchant.ledger.close_before_next_send(date(2026, 12, 31))
        worker(event("location_day_message"))

    assert worker.written.metrics == {"LocationDayHeld": [1.0], "LocationDayResynced": [1.0]}


def test_a_day_that_was_replayed_days_later_counts_among_the_slowest(worker, messages, merchant):
    """What is posted late must not look as if it had never been late."""
    merchant.sync_log.plan(day(), merchant.clock.now())
    merchant.clock.advance(hours=30)

    worker(messages({"cause": "replay"}))

    assert worker.written.metrics["CloseToPosted"] == [30 * 3600.0]


def test_an_error_line_names_day_lane_message_invocation_and_the_open_call(worker, messages, merchant):
    merchant.ledger.fail_next(OutcomeUnknownError("no answer", condition=Condition.QUICKBOOKS_UNAVAILABLE))
    VENDOR_ANSWERS.hearing(Metric.QUICKBOOKS_ANSWERED, QUICKBOOKS)(AnswerClass.FAILED, 9.0, "1-tid")

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


def test_a_failing_message_is_handed_back_alone(worker, messages, merchant):
    merchant.trade(day().business_date.replace(day=22))
    merchant.ledger.fail_next(RetriableError("QuickBooks did not answer"))

    answer = worker(messages({}, {"business_date": "2026-11-22"}, {"business_date": "2026-11-21"}))

    assert handed_back(answer) == ["message-0"]
    metrics = worker.written.metrics
    assert (metrics["LocationDayPosted"], metrics["HistoryDaySettled"]) == ([1.0], [1.0])


@pytest.mark.parametrize("change", [{}, {"schema_version": 2}])
def test_a_try_that_waits_for_a_vendor_or_for_a_later_release_did_not_break(worker, messages, merchant, change):
    """Such a try takes no release back: the alarm of function errors hears of bugs alone."""
    merchant.sales.error = RetriableError("talech did not answer")

    worker(messages(change))

    assert "TryBroke" not in worker.written.metrics


def test_a_batch_that_fails_whole_is_handed_back_whole(worker, messages, merchant):
    merchant.sales.error = RetriableError("talech did not answer")

    answer = worker(messages({}, {"business_date": "2026-11-22"}))

    assert handed_back(answer) == ["message-0", "message-1"]


@pytest.mark.parametrize("change", [{"cause": "learned_later"}, {"schema_version": 2}])
def test_a_message_of_a_later_release_waits_as_long_as_a_deployment(worker, messages, merchant, delays, change):
    """Two releases run side by side: the other one's worker reads it."""
    answer = worker(messages(change, {}))

    assert handed_back(answer) == ["message-0"]
    assert delays.hidden == {"handle-0": ("daybook-Queues-LocationDayQueue", 300)}
    assert merchant.sync_log.get(day()).state is SyncState.POSTED


@pytest.mark.parametrize("after_seconds", [None, 61])
def test_a_message_is_hidden_for_as_long_as_the_vendor_asks(worker, messages, merchant, delays, after_seconds):
    merchant.ledger.fail_next(RetriableError("throttled", after_seconds=after_seconds))

    worker(messages({}, tries=2))

    assert delays.hidden == {"handle-0": ("daybook-Queues-LocationDayQueue", after_seconds or 2)}
    (record,) = worker.written.records
    assert (record["level"], record["tries"], record["again_in_seconds"]) == ("ERROR", 2, after_seconds or 2)
    assert record["exception_name"] == "RetriableError"


def tried_with_a_bug(worker, messages, merchant, times, **record):
    """The answers to as many deliveries of one message, each of which meets a bug of ours."""
    answers = []
    for receives in range(1, times + 1):
        merchant.ledger.fail_next_preparation(ZeroDivisionError("a bug"))
        sent = messages({}, tries=receives)
        sent["Records"][0] |= record
        answers.append(handed_back(worker(sent)))
    return answers


@pytest.mark.parametrize("lane", ["LocationDayQueue", "BackfillQueue", "RecheckQueue"])
def test_the_third_try_of_a_bug_goes_to_the_dead_letters_of_its_lane(worker, messages, merchant, dead_letters, lane):
    arn = f"arn:aws:sqs:ca-central-1:123456789012:daybook-Queues-{lane}"

    answers = tried_with_a_bug(worker, messages, merchant, 3, eventSourceARN=arn)

    written = worker.written
    assert answers == [["message-0"], ["message-0"], []]
    assert written.metrics["LocationDayFailed"] == [1.0]
    assert written.metrics["TryBroke"] == [1.0, 1.0]
    assert merchant.sync_log.get(day()).state is SyncState.FAILED
    body = messages({})["Records"][0]["body"]
    assert dead_letters.sent == [(f"daybook-Queues-{lane}", body, "DayGivenUpError")]
    assert dead_letters.codes == ["DB-1902"]
    assert "ZeroDivisionError: a bug" in written.records[-1]["exception"]


def test_a_vendor_that_is_away_makes_no_dead_letter_however_often_the_day_comes_back(
    worker, messages, merchant, dead_letters
):
    answers = []
    for receives in range(1, 41):
        merchant.sales.error = RetriableError("talech did not answer", condition=Condition.TALECH_UNAVAILABLE)
        answers.append(handed_back(worker(messages({}, tries=receives))))
    merchant.sales.error = None
    answers.append(handed_back(worker(messages({}, tries=41))))

    assert answers == [["message-0"]] * 40 + [[]]
    assert (dead_letters.sent, worker.written.metrics.get("LocationDayFailed", [])) == ([], [])
    assert merchant.sync_log.get(day()).state is SyncState.POSTED


def test_the_tries_of_a_bug_are_counted_in_the_record_and_not_by_the_queue(worker, messages, merchant, dead_letters):
    """A day that waited forty times for a vendor has all its tries left when it meets a bug."""
    merchant.ledger.fail_next(ZeroDivisionError("a bug"))

    answer = worker(messages({}, tries=41))

    assert (handed_back(answer), dead_letters.sent) == (["message-0"], [])
    assert merchant.sync_log.get(day()).state is SyncState.DUE


def test_what_went_wrong_is_logged_even_when_the_message_cannot_be_hidden(worker, messages, merchant, delays):
    merchant.ledger.fail_next(ZeroDivisionError("a bug"))
    delays.error = RetriableError("SQS is busy")

    answer = worker(messages({}))

    (record,) = worker.written.records
    assert (handed_back(answer), delays.hidden) == (["message-0"], {})
    assert (record["message"], record["error_code"]) == ("location-day not finished", "DB-1902")
    assert "ZeroDivisionError: a bug" in record["exception"]


def test_a_failure_is_counted_even_when_the_queue_does_not_answer(worker, messages, merchant, delays, dead_letters):
    tried_with_a_bug(worker, messages, merchant, 2)
    dead_letters.error = delays.error = RetriableError("SQS is busy")
    merchant.ledger.fail_next_preparation(ZeroDivisionError("a bug"))

    answer = worker(messages({}, tries=3))

    assert handed_back(answer) == ["message-0"]
    assert worker.written.metrics == {"TryBroke": [1.0, 1.0], "LocationDayFailed": [1.0]}


UNREADABLE = ["", "not json", "{}", '{"schema_version": 2}', '{"merchant_id": "3 0"}']


@pytest.mark.parametrize("body", UNREADABLE)
def test_a_body_that_is_no_message_is_given_up_at_once_and_its_neighbour_posted(
    worker, messages, merchant, dead_letters, body
):
    answer = worker(messages(body, {}))

    assert handed_back(answer) == []
    assert dead_letters.sent == [("daybook-Queues-LocationDayQueue", body, "ContractError")]
    assert len(merchant.ledger.entries) == 1
    assert worker.written.metrics.get("LocationDayFailed", []) == []


def test_a_body_that_is_no_message_stays_while_the_dead_letters_do_not_answer(worker, messages, dead_letters):
    dead_letters.error = RetriableError("SQS is busy")

    answer = worker(messages("not json"))

    assert handed_back(answer) == ["message-0"]
    given_up, unfinished = worker.written.records
    assert (given_up["message"], given_up["error_code"]) == ("message given up", "DB-1902")
    assert unfinished["exception"].splitlines()[-1].endswith("RetriableError: SQS is busy")


def test_a_message_whose_workers_all_died_is_given_up_before_it_kills_another(worker, messages, merchant, dead_letters):
    """A worker that dies gives no lease back: it is claimed again once that has ended."""
    for number in range(3):
        merchant.sync_log.claim(day(), f"worker-{number}")
        merchant.clock.advance(seconds=300)

    answer = worker(messages({}, tries=4))

    assert (handed_back(answer), merchant.ledger.calls) == ([], [])
    assert [error for _, _, error in dead_letters.sent] == ["DayGivenUpError"]
    assert merchant.sync_log.get(day()).state is SyncState.FAILED


def test_a_stored_row_that_cannot_be_read_is_no_unreadable_message(worker, messages, merchant, dead_letters):
    """A day whose figures or mapping are broken is tried like any other mistake of ours, and mended by a release."""
    merchant.ledger.fail_next(ContractError("StoredMapping: accounts: field required"))

    answer = worker(messages({}))

    assert (handed_back(answer), dead_letters.sent) == (["message-0"], [])


def test_a_bug_of_ours_is_told_with_its_traceback(worker, messages, merchant):
    merchant.ledger.fail_next(ZeroDivisionError("a bug"))

    answer = worker(messages({}))

    (record,) = worker.written.records
    assert handed_back(answer) == ["message-0"]
    assert "ZeroDivisionError: a bug" in record["exception"]
    assert merchant.sync_log.get(day()).state is SyncState.DUE


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
    merchant.ledger.close_before_next_send(date(2026, 12, 31))

    answer = worker(event("location_day_message"))

    written = worker.written
    assert handed_back(answer) == []
    assert written.metrics == {"LocationDayHeld": [1.0]}
    (record,) = written.records
    assert (record["reason"], record["error_code"]) == ("closed_period", "DB-1201")


def test_a_worker_knows_how_long_it_may_still_run(worker, messages):
    """Fresh tokens that cannot be stored yet are saved again until then."""
    worker(messages({}))

    assert WORKER_TIME.seconds_left() == 150


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
