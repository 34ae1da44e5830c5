"""The watchdog's handler: time passes, and what is due, lost or about to end is counted, told and mended."""

from dataclasses import replace
from datetime import time, timedelta
from types import SimpleNamespace

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN, day
from daybook.application.ports import Closing, Lane
from daybook.bootstrap import stores
from daybook.bootstrap.systems import Systems
from daybook.contracts.contract import ContractError
from daybook.domain.clearing.look_plan import Every, LookKind, LookPlan
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync.location_day import LocationDay
from fakes.clock import MORNING
from functions.watchdog.logged import records_of


@pytest.fixture
def day_of_hours(watchdog, event):
    """The first look of every hour of a day, whichever of them is the merchant's."""

    def pass_by():
        return [
            watchdog(event("watchdog_schedule") | {"scheduled_time": f"2026-11-24T{hour:02d}:05:00Z"})
            for hour in range(24)
        ]

    return pass_by


@pytest.mark.usefixtures("in_order")
@pytest.mark.parametrize(("minute", "looked_at"), [("05", ["merchants watched"]), ("20", []), ("35", []), ("50", [])])
def test_a_look_at_which_all_is_well_counts_nothing_overdue_and_is_a_pulse(watchdog, event, minute, looked_at):
    answer = watchdog(event("watchdog_schedule") | {"scheduled_time": f"2026-11-24T09:{minute}:00Z"})

    written = watchdog.written
    assert answer == {"overdue": 0, "requeued": 0, "missed": 0}
    assert written.metrics == {
        "LocationDayOverdue": [0.0],
        "LocationDayWaiting": [0.0],
        "LocationDayWaitingForVendor": [0.0],
        "OldestUnsettled": [0.0],
    }
    assert [record["message"] for record in written.records] == ["days watched", "closings watched", *looked_at]


@pytest.mark.usefixtures("in_order")
def test_an_overdue_day_has_a_line_that_says_which_what_and_where_to_read_on(watchdog, event, merchant):
    tuesday = LocationDay(MERCHANT, MONDAY + timedelta(days=1), QUEEN)
    merchant.sync_log.plan(tuesday, merchant.clock.now() - timedelta(hours=30))
    merchant.sync_log.claim(tuesday, "worker")
    merchant.sync_log.fail(tuesday, "worker", "ZeroDivisionError")
    merchant.clock.advance(hours=1)

    answer = watchdog(event("watchdog_schedule"))

    written = watchdog.written
    assert (answer["overdue"], answer["requeued"]) == (1, 0)
    assert written.metrics["LocationDayOverdue"] == [1.0]
    assert written.metrics["OldestUnsettled"] == [31 * 3600.0]
    assert written.metrics["LocationDayWaiting"] == [0.0]  # it failed: its dead letter has an alarm of its own
    (line,) = records_of(written, "location-day overdue")
    told = {name: line[name] for name in ("level", "merchant", "business_date", "location_id", "state", "error_code")}
    assert told == {
        "level": "ERROR",
        "merchant": MERCHANT,
        "business_date": "2026-11-24",
        "location_id": QUEEN,
        "state": "failed",
        "error_code": "DB-1903",
    }
    assert (line["runbook"], line["waited_hours"], line["tries"]) == ("dead-letters-waiting", 31.0, 1)
    (summary,) = records_of(written, "days watched")
    assert summary["by_age"] == {"under 3 days": 1}


@pytest.mark.usefixtures("in_order")
def test_a_lost_day_is_queued_again_and_counted_and_when_it_is_lost_for_good_it_is_overdue(watchdog, event, merchant):
    merchant.sync_log.plan(day(MONDAY + timedelta(days=1)), merchant.clock.now())
    merchant.queue.sent[Lane.DAILY].clear()
    answers = []
    for _ in range(5):
        merchant.clock.advance(hours=1)
        answers.append(watchdog(event("watchdog_schedule")))

    written = watchdog.written
    assert [(answer["requeued"], answer["overdue"]) for answer in answers] == [(1, 0), (0, 0), (1, 1), (0, 1), (0, 1)]
    assert written.metrics["LocationDayRequeued"] == [1.0] * 2
    assert len(records_of(written, "location-day queued again")) == 2
    assert records_of(written, "location-day overdue")[-1]["runbook"] == "location-days-overdue"
    assert "error_code" not in records_of(written, "location-day overdue")[-1]
    assert len(merchant.queue.sent[Lane.DAILY]) == 2


@pytest.mark.usefixtures("in_order")
def test_grants_are_looked_at_once_a_day_and_what_became_of_them_is_counted(day_of_hours, watchdog, merchant, outside):
    merchant.clock.advance(days=31)

    day_of_hours()

    written = watchdog.written
    assert outside.renewed == [MERCHANT]
    assert written.metrics["GrantKeptAlive"] == [1.0]
    (line,) = records_of(written, "grant watched")
    assert (line["merchant"], line["event"]) == (MERCHANT, "kept_alive")


@pytest.mark.usefixtures("in_order")
@pytest.mark.parametrize(
    ("error", "metric"),
    [
        (RetriableError("Intuit did not answer"), "GrantKeepAliveFailed"),
        (NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"), "ConnectionLost"),
    ],
)
def test_a_refresh_that_fails_is_counted_for_what_it_is(day_of_hours, watchdog, merchant, outside, error, metric):
    """A grant that the refresh finds dead is asked again by a later hour before the merchant is told."""
    merchant.clock.advance(days=31)
    outside.error = error

    day_of_hours()
    if metric == "ConnectionLost":
        day_of_hours()

    assert watchdog.written.metrics[metric] == [1.0]
    assert outside.told == ([("lost", MERCHANT)] if metric == "ConnectionLost" else [])


@pytest.mark.usefixtures("in_order")
def test_a_lost_connection_that_answers_again_is_counted_and_its_days_follow(day_of_hours, watchdog, merchant, outside):
    lost = merchant.connections.connection(MERCHANT).with_status(ConnectionStatus.NEEDS_RECONNECT)
    merchant.connections.save_connection(lost)

    day_of_hours()

    assert watchdog.written.metrics["ConnectionRegained"] == [1.0]
    assert outside.told == [("resumed", MERCHANT)]
    assert merchant.connections.connection(MERCHANT).is_live


@pytest.mark.usefixtures("in_order")
def test_a_lost_connection_that_is_asked_again_in_vain_is_counted(day_of_hours, watchdog, merchant, outside):
    lost = merchant.connections.connection(MERCHANT).with_status(ConnectionStatus.NEEDS_RECONNECT)
    merchant.connections.save_connection(lost)
    outside.error = NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant")

    day_of_hours()

    assert watchdog.written.metrics["ConnectionStillLost"] == [1.0]


@pytest.mark.usefixtures("in_order")
def test_an_end_that_is_ahead_is_told_and_counted(day_of_hours, watchdog, merchant, outside, vault):
    vault.save(MERCHANT, replace(vault.load(MERCHANT), hard_expires_at=merchant.clock.now() + timedelta(days=6)))

    day_of_hours()

    written = watchdog.written
    assert outside.told == [(7, MERCHANT)]
    assert written.metrics["GrantEndForeseen"] == [1.0]
    assert records_of(written, "grant watched")[0]["days_left"] == 7


@pytest.mark.parametrize("change", [{"scheduled_time": "<aws.scheduler.scheduled-time>"}, {"schema_version": 2}])
def test_a_malformed_look_names_the_field(watchdog, event, change):
    with pytest.raises(ContractError, match=rf"\b{next(iter(change))}: "):
        watchdog(event("watchdog_schedule") | change)


def test_patience_and_the_function_that_is_fired_come_from_the_environment(monkeypatch):
    """The names are those that the template gives to the function."""
    fired = []
    functions = SimpleNamespace(invoke=lambda **call: fired.append(call["FunctionName"]))
    monkeypatch.setattr(stores, "AWS", SimpleNamespace(functions=functions))
    monkeypatch.setenv("PLAN_SYNCS_FUNCTION_ARN", "arn:of:plan-syncs")
    monkeypatch.setenv("OVERDUE_AFTER_HOURS", "5")

    looks = Systems()
    looks.firings.fire(MERCHANT, Closing("America/Toronto", time(4, 5)), MORNING)

    assert looks.patience == timedelta(hours=5)
    assert fired == ["arn:of:plan-syncs"]


@pytest.mark.usefixtures("in_order")
def test_a_look_into_quickbooks_that_is_due_is_made_and_logged_once(watchdog, event, merchant, outside):
    plan = LookPlan(Every.WEEK, merchant.clock.now())
    outside.clearing.save_plan("left_long_ago", LookKind.CLEARING, plan)

    for _ in range(2):
        watchdog(event("watchdog_schedule") | {"scheduled_time": "2026-11-24T09:05:00Z"})

    made = [record for record in watchdog.written.records if record["message"] == "look made"]
    assert [(each["merchant"], each["look"], each["end"]) for each in made] == [
        ("left_long_ago", "clearing", "no_access")
    ]
