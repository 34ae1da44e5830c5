"""The watchdog's handler: an hour passes, and what is due, lost, missed or about to end is counted, told and mended."""

from dataclasses import replace
from datetime import time, timedelta
from types import SimpleNamespace

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN, SETTLE_DELAY, day
from daybook.application.ports import Closing, Lane
from daybook.application.watch_closings import ClosingPorts
from daybook.application.watch_days import DayPorts
from daybook.application.watch_grants import GrantPorts
from daybook.bootstrap import watching
from daybook.bootstrap.watching import MerchantsNotWatchedError
from daybook.contracts.contract import ContractError
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync import LocationDay
from fakes.clock import MORNING
from fakes.firings import FakeFirings
from fakes.token_vaults import FakeTokenVault
from unit.aws.builders import tokens

PATIENCE = timedelta(hours=3)


@pytest.fixture
def vault(merchant):
    """The merchant's grant was refreshed this morning."""
    vault = FakeTokenVault(merchant.clock)
    vault.save(MERCHANT, tokens())
    return vault


@pytest.fixture
def outside():
    """Intuit and the mails: what was renewed and told, and the error that a refresh meets."""
    return SimpleNamespace(renewed=[], told=[], error=None, firings=FakeFirings())


@pytest.fixture
def watchdog(function_with, merchant, vault, outside):
    def renew(merchant_id):
        if outside.error is not None:
            raise outside.error
        outside.renewed.append(merchant_id)

    days = DayPorts(merchant.sync_log, merchant.queue, merchant.clock, PATIENCE)
    systems = merchant.connections, merchant.sync_log, merchant.queue, outside.firings
    closings = ClosingPorts(*systems, merchant.clock, SETTLE_DELAY, PATIENCE)
    grants = GrantPorts(
        connections=merchant.connections,
        grants=vault,
        renew=renew,
        tell_lost=lambda merchant_id: outside.told.append(("lost", merchant_id)),
        tell_ending=lambda merchant_id, _, days_left: outside.told.append((days_left, merchant_id)),
        clock=merchant.clock,
    )
    ports = {
        "watching.day_ports": lambda: days,
        "watching.closing_ports": lambda: closings,
        "watching.grant_ports": lambda: grants,
    }
    return function_with("watchdog", ports)


@pytest.fixture
def in_order(merchant):
    """The merchant's week is on record."""
    merchant.clock.advance(hours=4)
    for back in range(8):
        merchant.post(MONDAY - timedelta(days=back))


@pytest.fixture
def day_of_hours(watchdog, event):
    """Every hour of a day, whichever of them is the merchant's."""

    def pass_by():
        return [
            watchdog(event("watchdog_schedule") | {"scheduled_time": f"2026-11-24T{hour:02d}:20:00Z"})
            for hour in range(24)
        ]

    return pass_by


def records_of(written, message):
    return [record for record in written.records if record["message"] == message]


@pytest.mark.usefixtures("in_order")
def test_an_hour_in_which_all_is_well_counts_nothing_overdue_and_is_a_pulse(watchdog, event):
    answer = watchdog(event("watchdog_schedule"))

    written = watchdog.written
    assert answer == {"overdue": 0, "requeued": 0, "missed": 0}
    assert written.metrics == {"LocationDayOverdue": [0.0]}
    assert [record["message"] for record in written.records] == ["days watched", "merchants watched"]


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
    assert written.metrics["LocationDayWaited"] == [31 * 3600.0]
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
    assert [(answer["requeued"], answer["overdue"]) for answer in answers] == [(1, 0), (1, 0), (1, 1), (0, 1), (0, 1)]
    assert written.metrics["LocationDayRequeued"] == [1.0] * 3
    assert len(records_of(written, "location-day queued again")) == 3
    assert records_of(written, "location-day overdue")[-1]["runbook"] == "location-days-overdue"
    assert "error_code" not in records_of(written, "location-day overdue")[-1]
    assert len(merchant.queue.sent[Lane.DAILY]) == 3


def test_a_week_that_nobody_planned_is_planned_and_counted_within_half_a_day(day_of_hours, watchdog, merchant, outside):
    merchant.clock.advance(hours=4)

    answers = day_of_hours()

    written = watchdog.written
    assert [answer["missed"] for answer in answers if answer["missed"]] == [8]
    assert sum(answer["missed"] for answer in answers[:12]) == 8
    assert written.metrics["LocationDayMissed"] == [8.0]
    assert len(records_of(written, "location-day missed")) == 8
    assert {request.day for request in merchant.queue.sent[Lane.DAILY]} == {
        day(MONDAY - timedelta(days=back)) for back in range(8)
    }
    assert len(outside.firings.fired) == 1


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
    merchant.clock.advance(days=31)
    outside.error = error

    day_of_hours()

    assert watchdog.written.metrics[metric] == [1.0]
    assert outside.told == ([("lost", MERCHANT)] if metric == "ConnectionLost" else [])


@pytest.mark.usefixtures("in_order")
def test_an_end_that_is_ahead_is_told_and_counted(day_of_hours, watchdog, merchant, outside, vault):
    vault.save(MERCHANT, replace(vault.load(MERCHANT), hard_expires_at=merchant.clock.now() + timedelta(days=6)))

    day_of_hours()

    written = watchdog.written
    assert outside.told == [(7, MERCHANT)]
    assert written.metrics["GrantEndForeseen"] == [1.0]
    assert records_of(written, "grant watched")[0]["days_left"] == 7


@pytest.mark.usefixtures("in_order")
def test_a_merchant_who_cannot_be_looked_at_fails_the_hour_once_the_rest_is_told(
    watchdog, event, merchant, monkeypatch
):
    def broken(_merchant_id):
        raise KeyError("locations")

    monkeypatch.setattr(merchant.connections, "profile", broken)
    monkeypatch.setattr("daybook.application.watch_merchants.falls_in", lambda *_: True)

    with pytest.raises(MerchantsNotWatchedError, match="1 of 1"):
        watchdog(event("watchdog_schedule"))

    written = watchdog.written
    (line,) = records_of(written, "merchant not watched")
    assert line["merchant"] == MERCHANT
    assert "KeyError" in line["exception"]
    assert written.metrics["LocationDayOverdue"] == [0.0]


@pytest.mark.parametrize("change", [{"scheduled_time": "<aws.scheduler.scheduled-time>"}, {"schema_version": 2}])
def test_a_malformed_hour_names_the_field(watchdog, event, change):
    with pytest.raises(ContractError, match=rf"\b{next(iter(change))}: "):
        watchdog(event("watchdog_schedule") | change)


def test_patience_and_the_function_that_is_fired_come_from_the_environment(monkeypatch):
    """The names are those that the template gives to the function."""
    fired = []
    functions = SimpleNamespace(invoke=lambda **call: fired.append(call["FunctionName"]))
    monkeypatch.setattr(watching, "AWS", SimpleNamespace(functions=functions))
    for store in ("sync_log", "sync_queue", "connections", "settle_delay"):
        monkeypatch.setattr(watching, store, lambda: None)
    monkeypatch.setenv("PLAN_SYNCS_FUNCTION_ARN", "arn:of:plan-syncs")
    monkeypatch.setenv("OVERDUE_AFTER_HOURS", "5")

    days, closings = watching.day_ports.__wrapped__(), watching.closing_ports.__wrapped__()
    closings.firings.fire(MERCHANT, Closing("America/Toronto", time(4, 5)), MORNING)

    assert days.patience == closings.patience == timedelta(hours=5)
    assert fired == ["arn:of:plan-syncs"]
