"""A closing that no schedule fired is counted, told and planned; who cannot be looked at keeps nobody back."""

from datetime import UTC, datetime, time, timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, day
from daybook.application.planning.plan_syncs import plan_syncs
from daybook.application.ports import Closing, Lane
from daybook.bootstrap.functions.watching import MerchantsNotWatchedError
from daybook.domain.errors import RetriableError
from daybook.domain.sync.closing import ExpectedClosing
from fakes.clock import MORNING
from functions.watchdog.logged import records_of


def test_a_schedule_dropped_at_closing_is_counted_once_told_and_planned_within_half_an_hour(
    watchdog, event, function_with, merchant, outside
):
    planning = merchant.planning.but(sales_of=lambda _: merchant.sales)
    planner = function_with("plan_syncs", {"systems.Systems": lambda planner: planning})  # noqa: ARG005
    planner(event("plan_syncs_schedule"))
    merchant.queue.sent[Lane.DAILY].clear()
    closing = datetime(2026, 11, 25, 9, 5, tzinfo=UTC)
    found = []
    merchant.clock.instant = datetime(2026, 11, 25, 0, 12, tzinfo=UTC)
    while merchant.clock.now() < closing + timedelta(hours=12):
        merchant.clock.advance(minutes=15)
        answer = watchdog(event("watchdog_schedule") | {"scheduled_time": merchant.clock.now().isoformat()})
        found += [merchant.clock.now()] * answer["missed"]
        while outside.firings.fired:
            plan_syncs(*outside.firings.fired.pop(), merchant.sales, merchant.planning)

    written = watchdog.written
    assert len(found) == 1
    assert found[0] - closing <= timedelta(minutes=30)
    assert written.metrics["LocationDayMissed"] == [1.0]
    (line,) = records_of(written, "closing missed")
    told = {name: line[name] for name in ("level", "merchant", "zone", "at", "scheduled_at", "runbook")}
    assert told == {
        "level": "WARNING",
        "merchant": MERCHANT,
        "zone": "America/Toronto",
        "at": "04:05",
        "scheduled_at": "2026-11-25T09:05:00+00:00",
        "runbook": "closing-missed",
    }
    assert day(MONDAY + timedelta(days=1)) in {request.day for request in merchant.queue.sent[Lane.DAILY]}


@pytest.mark.usefixtures("in_order")
def test_a_merchant_who_cannot_be_looked_at_fails_the_look_once_the_rest_is_told(
    watchdog, event, merchant, monkeypatch, outside
):
    """Two of them: one whose profile cannot be read, one whose closing cannot be fired."""

    def broken(_merchant_id):
        raise KeyError("locations")

    monkeypatch.setattr(merchant.connections, "profile", broken)
    closing = Closing("America/Toronto", time(4, 5))
    merchant.expected.rows["m_2", closing] = ExpectedClosing("m_2", closing, MORNING)
    outside.firings.error = RetriableError("too many requests")

    with pytest.raises(MerchantsNotWatchedError, match="2 merchants"):
        watchdog(event("watchdog_schedule") | {"scheduled_time": "2026-11-24T09:05:00Z"})

    written = watchdog.written
    lines = records_of(written, "merchant not watched")
    assert [(line["merchant"], line["exception_name"]) for line in lines] == [
        ("m_2", "RetriableError"),
        (MERCHANT, "KeyError"),
    ]
    assert (written.metrics["LocationDayOverdue"], written.metrics["LocationDayMissed"]) == ([0.0], [1.0])
    assert records_of(written, "merchants watched")
