"""The planner's handler: a schedule fires, messages are queued, what came due is counted."""

from datetime import UTC, datetime, time, timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, day
from daybook.application.ports import Closing, Lane
from daybook.contracts.contract import ContractError
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import SyncCause

OWN_ARN = "arn:aws:lambda:ca-central-1:123456789012:function:daybook"


@pytest.fixture
def asked():
    """What the handler asked bootstrap for."""
    return []


@pytest.fixture
def planner(function_with, merchant, asked):
    def planning(planner):
        asked.append(planner)
        return merchant.planning.but(sales_of=sales_of)

    def sales_of(merchant_id):
        asked.append(merchant_id)
        return merchant.sales

    return function_with("plan_syncs", {"systems.Systems": planning})


def queued(merchant, lane):
    return [(request.day, request.cause) for request in merchant.queue.sent[lane]]


def test_the_sample_firing_queues_the_day_that_ended_and_the_week_that_no_firing_planned(planner, event, merchant):
    answer = planner(event("plan_syncs_schedule"))

    days = {asked for asked, _ in queued(merchant, Lane.DAILY)}
    assert answer == {"queued": 8}
    assert days == {day(MONDAY - timedelta(days=back)) for back in range(8)}
    assert queued(merchant, Lane.REREAD) == []


def test_the_next_firing_queues_one_day_and_has_the_week_before_read_again(planner, event, merchant):
    planner(event("plan_syncs_schedule"))
    for back in range(8):
        merchant.post(MONDAY - timedelta(days=back))
    for sent in merchant.queue.sent.values():
        sent.clear()

    answer = planner(event("plan_syncs_schedule") | {"scheduled_time": "2026-11-25T09:05:00Z"})

    assert answer == {"queued": 1}
    assert queued(merchant, Lane.DAILY) == [(day(MONDAY + timedelta(days=1)), SyncCause.SCHEDULE)]
    (look,) = merchant.queue.sent[Lane.REREAD]
    assert (look.cause, len(look.days)) == (SyncCause.LOOK, 7)
    assert queued(merchant, Lane.BACKFILL) == []


def test_what_came_due_is_counted_and_told(planner, event):
    planner(event("plan_syncs_schedule"))

    written = planner.written
    assert written.metrics == {"LocationDayDue": [8.0]}
    (record,) = written.records
    assert (record["message"], record["merchant"], record["profile_is_stale"]) == ("closing planned", MERCHANT, False)
    assert record["queued"][0] == "2026-11-23 304267:1"


def test_a_firing_for_a_merchant_who_left_queues_nothing_and_ends_the_schedules(planner, event, merchant):
    answer = planner(event("plan_syncs_schedule") | {"merchant_id": "m_gone"})

    assert answer == {"queued": 0}
    assert merchant.schedules.closings == {"m_gone": frozenset()}
    assert merchant.expected.rows == {}


def test_what_is_expected_after_a_firing_is_the_closing_a_day_later(planner, event, merchant):
    planner(event("plan_syncs_schedule"))

    (row,) = merchant.expected.rows.values()
    assert (row.merchant_id, row.closing) == (MERCHANT, Closing("America/Toronto", time(4, 5)))
    assert row.expected_at == datetime(2026, 11, 25, 9, 5, tzinfo=UTC)


def test_schedules_target_the_function_itself_and_sales_are_those_of_the_merchant(planner, event, asked):
    planner(event("plan_syncs_schedule"))

    assert sorted(asked) == sorted([MERCHANT, OWN_ARN])


def test_a_close_is_not_missed_because_talech_does_not_answer(planner, event, merchant):
    merchant.sales.error = RetriableError("talech did not answer")

    answer = planner(event("plan_syncs_schedule"))

    (record,) = planner.written.records
    assert answer == {"queued": 8}
    assert record["profile_is_stale"]


def test_a_queue_that_does_not_answer_fails_the_firing_so_that_lambda_tries_again(planner, event, merchant):
    merchant.queue.error = RetriableError("SQS is busy")

    with pytest.raises(RetriableError):
        planner(event("plan_syncs_schedule"))

    assert planner.written.metrics == {}
    (row,) = merchant.expected.rows.values()
    assert row.expected_at == datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"at": "24:05"}, "at"),
        ({"scheduled_time": "<aws.scheduler.scheduled-time>"}, "scheduled_time"),
        ({"schema_version": 2}, "schema_version"),
        ({"merchant_id": ""}, "merchant_id"),
    ],
)
def test_a_malformed_firing_names_the_field_and_queues_nothing(planner, event, merchant, change, named):
    with pytest.raises(ContractError, match=rf"\b{named}: "):
        planner(event("plan_syncs_schedule") | change)

    assert queued(merchant, Lane.DAILY) == []
