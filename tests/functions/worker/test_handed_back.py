"""A message whose try did not finish goes back alone, hidden for as long as the next try makes no sense."""

import pytest

from connected_merchant import day
from daybook.bootstrap.worker_time import WORKER_TIME
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.sync.location_day import SyncState
from functions.queues import handed_back


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


def test_what_went_wrong_is_logged_even_when_the_message_cannot_be_hidden(worker, messages, merchant, delays):
    merchant.ledger.fail_next(ZeroDivisionError("a bug"))
    delays.error = RetriableError("SQS is busy")

    answer = worker(messages({}))

    (record,) = worker.written.records
    assert (handed_back(answer), delays.hidden) == (["message-0"], {})
    assert (record["message"], record["error_code"]) == ("location-day not finished", "DB-1902")
    assert "ZeroDivisionError: a bug" in record["exception"]


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


def test_a_worker_knows_how_long_it_may_still_run(worker, messages):
    """Fresh tokens that cannot be stored yet are saved again until then."""
    worker(messages({}))

    assert WORKER_TIME.seconds_left() == 150
