"""A message that no further try will finish goes to the dead letters of its lane."""

import pytest

from connected_merchant import day
from daybook.contracts.contract import ContractError
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.sync.location_day import SyncState
from functions.queues import handed_back


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


def test_a_body_that_is_no_message_is_logged_as_a_mistake_of_ours(worker, messages):
    worker(messages("not json"))

    (record,) = worker.written.records
    assert record["error_code"] == "DB-1902"
