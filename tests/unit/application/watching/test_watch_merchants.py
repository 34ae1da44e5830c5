"""Every merchant has their turn, nobody waits for a neighbour's trouble, and no hour looks at all of them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from daybook.application.watching.in_turn import MOST_PROBLEMS
from daybook.application.watching.watch_closings import LOOKS_EVERY
from daybook.application.watching.watch_merchants import (
    GRANTS_EVERY_HOURS,
    falls_in,
    opens_an_hour,
    watch_merchants,
)
from daybook.domain.company.connection import Connection, ConnectionStatus, TokenSet
from daybook.domain.errors import RetriableError
from fakes.queues.expected_closings import FakeExpectedClosings
from fakes.queues.firings import FakeFirings
from fakes.quickbooks.ledger import COMPANY
from fakes.systems import FakeSystems
from fakes.token_vaults import FakeTokenVault

MIDNIGHT = datetime(2026, 11, 24, 0, 20, tzinfo=UTC)
HOURS = [MIDNIGHT + timedelta(hours=hour) for hour in range(24)]


def company_of(number):
    return replace(COMPANY, realm_id=f"91303500000{number:05d}")


@pytest.fixture
def vault(clock):
    return FakeTokenVault(clock)


@pytest.fixture
def told():
    return []


@pytest.fixture
def systems(connections, vault, clock, told):
    clock.instant = MIDNIGHT
    return FakeSystems(
        expected=FakeExpectedClosings(),
        firings=FakeFirings(),
        settle_delay=timedelta(minutes=5),
        connections=connections,
        grants=vault,
        renew=lambda _: None,
        ask=lambda connection: told.append(f"asked {connection.merchant_id}"),
        resume=lambda _: None,
        tell_lost=lambda _: None,
        tell_ending=lambda merchant_id, *_: told.append(merchant_id),
        clock=clock,
    )


@pytest.fixture
def many(connections, profile, vault):
    """Two hundred merchants with grants that end in ten days."""
    names = [f"m_{number}" for number in range(2, 202)]
    connected_at = MIDNIGHT - timedelta(hours=1)
    for number, name in enumerate(names):
        connections.save_connection(Connection(name, company_of(number), ConnectionStatus.CONNECTED, connected_at))
        connections.save_profile(replace(profile, merchant_id=name))
        soon = MIDNIGHT + timedelta(days=10)
        vault.save(name, TokenSet("1", "access", MIDNIGHT, "refresh", MIDNIGHT + timedelta(days=99), soon))
    return names


@pytest.mark.parametrize("every", [12, GRANTS_EVERY_HOURS])
def test_each_name_has_its_hours_evenly_over_the_day(every):
    turns = Counter(name for hour in HOURS for name in map(str, range(2400)) if falls_in(name, hour, every))
    busiest = max(sum(falls_in(str(name), hour, every) for name in range(2400)) for hour in HOURS)

    assert set(turns.values()) == {24 // every}
    assert len(turns) == 2400
    assert busiest < 2400 / every * 1.4


def test_the_hour_is_the_one_that_was_meant_however_late_the_look():
    late = HOURS[5] + timedelta(minutes=39, seconds=59)

    assert all(falls_in(str(name), HOURS[5], 24) == falls_in(str(name), late, 24) for name in range(100))


def test_in_a_day_every_grant_is_looked_at_once(many, systems, told):
    for hour in HOURS:
        watch_merchants(hour, systems)

    assert sorted(told) == sorted(many)


@pytest.mark.parametrize("first", [0, 7, 14])
def test_one_look_of_an_hour_is_the_one_that_looks_at_merchants(first):
    """A rate counts from the moment at which its schedule was made."""
    looks = [MIDNIGHT.replace(minute=first) + number * LOOKS_EVERY for number in range(4 * 24)]

    assert [look.hour for look in looks if opens_an_hour(look)] == list(range(24))


def test_the_closings_of_every_merchant_are_expected_after_one_hour(many, systems):
    first, second = (watch_merchants(hour, systems) for hour in HOURS[:2])

    assert {row.merchant_id for row in first.newly_expected} == {"m_1", *many}
    assert second.newly_expected == ()


def test_who_disconnected_is_not_looked_at(many, systems, connections, told):
    for name in many:
        connections.save_connection(connections.connection(name).with_status(ConnectionStatus.DISCONNECTED))

    looked_at = sum(watch_merchants(hour, systems).looked_at for hour in HOURS)

    assert (looked_at, told) == (1, [])
    assert systems.expected.merchants() == {"m_1"}


def test_a_lost_connection_is_asked_at_the_next_hour_whichever_that_is(many, systems, connections, told):
    for name in many:
        connections.save_connection(connections.connection(name).with_status(ConnectionStatus.NEEDS_RECONNECT))

    watch_merchants(HOURS[7], systems)

    assert sorted(told) == sorted(f"asked {name}" for name in many)
    assert connections.connection(many[0]).status is ConnectionStatus.CONNECTED


def test_a_merchant_without_a_grant_on_record_keeps_nobody_back(many, systems, vault, told):
    for name in many[:100]:
        vault.delete(name)

    problems = [problem for hour in HOURS for problem in watch_merchants(hour, systems).problems]

    assert problems == []
    assert sorted(told) == sorted(many[100:])


def test_one_merchants_trouble_is_told_and_the_others_have_their_turn(many, systems, told):
    broken = next(name for name in many if falls_in(name, MIDNIGHT, GRANTS_EVERY_HOURS))

    def tell_ending(merchant_id, *_):
        if merchant_id == broken:
            raise KeyError("profile")
        told.append(merchant_id)

    watched = watch_merchants(MIDNIGHT, systems.but(tell_ending=tell_ending))

    assert [(problem.merchant_id, type(problem.error)) for problem in watched.problems] == [(broken, KeyError)]
    assert {*told, broken} == {name for name in many if falls_in(name, MIDNIGHT, GRANTS_EVERY_HOURS)}


def test_trouble_that_everybody_has_ends_the_look(many, systems, connections, monkeypatch):
    asked = []

    def profile(merchant_id):
        asked.append(merchant_id)
        raise RetriableError("DynamoDB is busy")

    monkeypatch.setattr(connections, "profile", profile)

    watched = watch_merchants(MIDNIGHT, systems)

    assert len(watched.problems) == len(asked) == MOST_PROBLEMS < len(many)
