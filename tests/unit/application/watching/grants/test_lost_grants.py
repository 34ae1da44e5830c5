"""A lost grant is asked again before it is told, and once more every day."""

import pytest

from daybook.application.watching.watch_grants import GrantEvent, ask_again
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import RetriableError
from unit.application.watching.grants.conftest import DEAD, events


@pytest.fixture
def lost(connections, grant):
    """A connection that a worker has just taken for lost."""
    grant(0)
    connections.save_connection(connections.connection("m_1").with_status(ConnectionStatus.NEEDS_RECONNECT))


@pytest.fixture
def ask(watching, connections, vault):
    return lambda: ask_again(connections.connection("m_1"), vault.times(["m_1"])["m_1"], watching)


@pytest.mark.usefixtures("lost")
def test_a_lost_grant_that_answers_goes_on_and_its_days_follow_and_nobody_is_told(ask, intuit, told, connections):
    assert events(ask()) == [GrantEvent.REGAINED]

    assert connections.connection("m_1").status is ConnectionStatus.CONNECTED
    assert intuit.refreshed == 1
    assert told == [("resumed", "m_1", ConnectionStatus.CONNECTED)]


@pytest.mark.usefixtures("lost")
def test_a_lost_grant_that_is_dead_is_told_and_asked_again_every_day(ask, intuit, told, clock):
    intuit.error = DEAD
    asked = []
    for _ in range(49):
        asked += events(ask())
        clock.advance(hours=1)

    assert asked == [GrantEvent.STILL_LOST] * 3
    assert told == [("lost", "m_1")] * 3, "the mail itself goes out once a week"

    intuit.error = None
    clock.advance(hours=24)
    assert events(ask()) == [GrantEvent.REGAINED]


@pytest.mark.usefixtures("lost")
def test_while_intuit_is_silent_the_merchant_is_not_told_and_the_next_hour_asks_again(ask, intuit, told, connections):
    intuit.error = RetriableError("Intuit's token endpoint did not answer")

    assert events(ask()) == events(ask()) == [GrantEvent.NOT_ANSWERED]
    assert told == []
    assert connections.connection("m_1").status is ConnectionStatus.NEEDS_RECONNECT


@pytest.mark.usefixtures("lost")
def test_a_grant_that_is_over_by_its_age_is_asked_once_more_and_then_left_to_the_merchant(ask, intuit, told, clock):
    clock.advance(days=120)
    intuit.error = DEAD
    asked = []
    for _ in range(5):
        asked += events(ask())
        clock.advance(days=1)

    assert asked == [GrantEvent.STILL_LOST]
    assert told == [("lost", "m_1")]


@pytest.mark.usefixtures("lost")
def test_a_new_consent_is_asked_anew_when_it_is_lost_as_well(ask, grant, intuit, told):
    intuit.error = DEAD
    ask()

    grant(0)

    assert events(ask()) == [GrantEvent.STILL_LOST]
    assert len(told) == 2


@pytest.mark.usefixtures("lost")
def test_a_merchant_who_left_while_the_grant_was_asked_stays_away(watching, told, connections):
    def leaves(connection):
        connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))

    seen = ask_again(connections.connection("m_1"), watching.grants.times(["m_1"])["m_1"], watching.but(ask=leaves))

    assert (seen, told) == ((), [])
    assert connections.connection("m_1").status is ConnectionStatus.DISCONNECTED


def test_only_a_lost_connection_is_asked(ask, grant, intuit):
    grant(0)

    assert ask() == ()
    assert intuit.refreshed == 0


@pytest.mark.usefixtures("lost")
def test_what_is_wrong_with_the_app_itself_tells_no_merchant(ask, intuit, told):
    intuit.error = KeyError("client_id")

    with pytest.raises(KeyError):
        ask()
    assert told == []
