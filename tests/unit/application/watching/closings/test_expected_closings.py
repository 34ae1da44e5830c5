"""Which closings are expected: those of the merchant's shops as they are now, on the clock of their zone."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from daybook.application.ports import Closing
from daybook.application.watching.watch_closings import expect_unlisted, watch_closings
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.sync.closing import (
    MISSED_AFTER,
    first_expected,
)
from factories import location
from fakes.quickbooks.ledger import COMPANY
from unit.application.connecting.systems_of_a_newcomer import connect, connect_ports
from unit.application.watching.closings.nights import DAY, FOUR, QUEEN, TEN, TUESDAY, Counting, found


@pytest.mark.usefixtures("in_order")
def test_a_changed_report_end_time_moves_what_is_expected_and_the_old_closing_is_never_missed(
    looks, fire, sales, profile, expected
):
    later = replace(profile.locations[0].calendar.history[0], report_end_time=time(5))
    moved = replace(profile.locations[0], calendar=replace(profile.locations[0].calendar, history=(later,)))
    sales.stored_profile = replace(profile, locations=(moved, profile.locations[1]))
    fire(FOUR, TUESDAY)

    five = Closing("America/Toronto", time(5, 5))
    assert {key for key in expected.rows if key[0] == "m_1"} == {("m_1", five), ("m_1", TEN)}
    ((instant, missed),) = found(looks(TUESDAY + timedelta(hours=2)))
    assert (missed.closing, missed.scheduled_at) == (five, TUESDAY + timedelta(hours=1))
    assert instant - missed.scheduled_at <= timedelta(minutes=30)


@pytest.mark.usefixtures("in_order")
def test_shops_that_moved_to_another_zone_are_expected_on_their_new_clock(fire, sales, profile, expected):
    auckland = location(QUEEN, zone="Pacific/Auckland", report_end_time=time(4))
    sales.stored_profile = replace(profile, locations=(auckland, profile.locations[1]))

    fire(FOUR, TUESDAY)

    moved = Closing("Pacific/Auckland", time(4, 5))
    assert expected.rows["m_1", moved].expected_at == datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
    assert ("m_1", FOUR) not in expected.rows


@pytest.mark.usefixtures("in_order")
def test_nothing_is_missed_of_a_merchant_who_disconnected(looks, connections, deliver, expected):
    """Their pages forget the closings; where that was lost, the first closing that is fired does."""
    connections.save_connection(connections.connection("m_1").with_status(ConnectionStatus.DISCONNECTED))
    counts = []
    for _, watched in looks(TUESDAY + 2 * DAY):
        counts.append(len(watched.missed))
        deliver()

    assert sum(counts) == 1
    assert expected.rows == {}


def test_a_merchant_who_connects_again_is_expected_from_then_on(clock, sales, ledger, sync_log, queue):
    clock.instant = TUESDAY + timedelta(hours=3)
    ports = connect_ports(clock, sales, ledger, sync_log, queue)

    connect(ports)

    assert {row.closing: row.expected_at for row in ports.expected.rows.values()} == {
        FOUR: TUESDAY + DAY,
        TEN: TUESDAY + timedelta(hours=18),
    }
    missed_since = replace(ports.expected.rows["m_1", FOUR], expected_at=TUESDAY)
    ports.expected.rows["m_1", FOUR] = missed_since
    connect(ports, launch="launch-2", code="c2")
    assert ports.expected.rows["m_1", FOUR] == missed_since


@pytest.mark.parametrize(
    ("night", "hours"),
    [(datetime(2027, 3, 13, 9, 5, tzinfo=UTC), 23), (datetime(2026, 10, 31, 8, 5, tzinfo=UTC), 25)],
    ids=["spring", "autumn"],
)
def test_the_night_of_another_length_is_missed_at_its_own_instant(watching, clock, fire, night, hours):
    fire(FOUR, night)
    closing = night + timedelta(hours=hours)
    clock.instant = closing + MISSED_AFTER - timedelta(seconds=1)
    assert [each for each in watch_closings(watching).missed if each.closing == FOUR] == []

    clock.instant = closing + MISSED_AFTER

    assert [each.scheduled_at for each in watch_closings(watching).missed if each.closing == FOUR] == [closing]


def test_a_closing_that_the_clock_left_out_is_fired_and_alarms_nobody(watching, clock, expected, firings):
    """No schedule fires inside the spring gap of the clock, so that nothing is wrong."""
    gap = Closing("America/Toronto", time(2, 35))
    expected.reconcile("m_1", first_expected("m_1", frozenset({gap}), datetime(2027, 3, 14, 5, tzinfo=UTC)))
    clock.instant = datetime(2027, 3, 14, 7, 15, tzinfo=UTC)

    watched = watch_closings(watching)

    assert firings.fired == [("m_1", gap, datetime(2027, 3, 14, 7, 0, tzinfo=UTC))]
    assert (len(watched.fired), watched.missed) == (1, ())


def test_merchants_of_an_earlier_release_are_expected_from_the_next_hour_on_and_alarm_nobody(
    watching, connections, looks
):
    """Several books of one talech merchant have the same schedules."""
    company = replace(COMPANY, realm_id="9130350000000002")
    further = Connection("m_1@2", company, ConnectionStatus.CONNECTED, TUESDAY - 30 * DAY)
    nobody = replace(further, merchant_id="m_9")
    connected = (connections.connection("m_1"), further, nobody)
    problems = []

    first = expect_unlisted(connected, watching, problems)

    assert {(row.merchant_id, row.closing, row.expected_at) for row in first} == {
        ("m_1", FOUR, TUESDAY),
        ("m_1", TEN, TUESDAY + timedelta(hours=18)),
    }
    assert (expect_unlisted(connected, watching, problems), problems) == ((), [])
    ((instant, missed),) = found(looks(TUESDAY + timedelta(hours=1)))
    assert missed.closing == FOUR
    assert instant - TUESDAY <= timedelta(minutes=30)


def test_whoever_is_listed_is_not_asked_for_again(watching, connections, expected):
    calls = Counter()
    merchants = []
    for number in range(1000):
        name = f"m_{number}"
        merchants.append(Connection(name, COMPANY, ConnectionStatus.CONNECTED, TUESDAY - 30 * DAY))
        expected.reconcile(name, first_expected(name, frozenset({FOUR}), TUESDAY))
    expected.calls.clear()

    assert expect_unlisted(merchants, watching.but(connections=Counting(connections, calls)), []) == ()

    assert (expected.calls, calls) == (["merchants"], Counter())
