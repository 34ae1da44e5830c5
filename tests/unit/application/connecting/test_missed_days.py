"""Days that a merchant missed while disconnected follow by themselves once they connect again."""

from datetime import date, timedelta

import pytest

from daybook.application.ports import Lane
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncState
from unit.application.connecting.systems_of_a_newcomer import connect, connect_ports


@pytest.fixture
def ports(clock, sales, ledger, sync_log, queue):
    return connect_ports(clock, sales, ledger, sync_log, queue)


@pytest.fixture
def away(ports, sync_log, clock):
    """A merchant with one day on record disconnected two days ago."""
    _, connection = connect(ports)
    sync_log.plan(LocationDay("m_1", date(2026, 11, 22), "304267:1"), clock.now())
    ports.connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))
    clock.advance(days=2)


def come_back(ports, clock, launch="launch-3", code="c2"):
    ports.launches.announce(launch, "m_1", clock.now() + timedelta(minutes=5))
    connect(ports, launch, code)


def queued(queue):
    """The date and place of each day that was queued as history."""
    return {(request.day.business_date, request.day.location) for request in queue.sent[Lane.BACKFILL]}


MISSED = {(date(2026, 11, on), place) for on in (22, 23, 24, 25) for place in ("304267:1", "304268:1")}


@pytest.mark.usefixtures("away")
def test_days_missed_while_disconnected_follow_by_themselves(ports, queue, clock):
    """Three days after the last one on record a merchant connects again: each store catches up."""
    come_back(ports, clock)

    assert queued(queue) == MISSED


@pytest.mark.usefixtures("away")
def test_the_days_follow_as_well_when_planning_them_fails_the_first_time(ports, queue, clock, monkeypatch):
    """A denied write, a throttled table: the merchant tries again, and no day is left out."""
    with monkeypatch.context() as away:
        away.setattr(queue, "send", lambda _: (_ for _ in ()).throw(RetriableError("the queue is away")))
        with pytest.raises(RetriableError):
            come_back(ports, clock)

    come_back(ports, clock, "launch-4", "c3")

    assert queued(queue) == MISSED


@pytest.mark.usefixtures("away")
def test_a_merchant_is_not_connected_before_the_missed_days_are_on_record(ports, sync_log, clock, monkeypatch):
    """Connected without them, nothing would ever plan them: the catch-up looks back to the day of the connection."""
    monkeypatch.setattr(sync_log, "plan", lambda *_: (_ for _ in ()).throw(RetriableError("the table is away")))

    with pytest.raises(RetriableError):
        come_back(ports, clock)

    assert ports.connections.connection("m_1").status is ConnectionStatus.DISCONNECTED


@pytest.mark.usefixtures("away")
def test_days_of_a_long_absence_follow_from_the_last_one_on_record(ports, queue, clock):
    clock.advance(days=58)

    come_back(ports, clock)

    dates = {on for on, place in queued(queue) if place == "304267:1"}
    assert min(dates) == date(2026, 11, 22)
    assert len(dates) == (max(dates) - min(dates)).days + 1 > 60


def test_days_held_for_the_lost_connection_are_queued_again(ports, queue, sync_log):
    _, connection = connect(ports)
    day = LocationDay("m_1", date(2026, 11, 23), "304267:1")
    sync_log.claim(day, "w")
    sync_log.settle(day, "w", Outcome(SyncState.HELD, reason=HoldReason.NEEDS_RECONNECT))
    ports.connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))

    connect(ports, "launch-2", "c2")

    assert day in {request.day for request in queue.sent[Lane.BACKFILL]}
