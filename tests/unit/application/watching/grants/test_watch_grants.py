"""An idle grant is refreshed, and an end is told before it comes."""

from datetime import timedelta

import pytest

from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.application.watching.watch_grants import GrantEvent, watch_grant
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import RetriableError
from unit.application.watching.grants.conftest import DEAD, events


@pytest.mark.parametrize(("days_ago", "refreshed"), [(0, 0), (29, 0), (30, 1), (99, 1)])
def test_a_grant_that_nobody_used_for_thirty_days_is_refreshed(look, grant, intuit, vault, clock, days_ago, refreshed):
    grant(days_ago)

    seen = look()

    assert intuit.refreshed == refreshed
    assert events(seen) == [GrantEvent.KEPT_ALIVE] * refreshed
    left = vault.load("m_1").refresh_expires_at - clock.now()
    assert left == timedelta(days=100 if refreshed else 100 - days_ago)


def test_a_grant_that_was_kept_alive_is_left_alone_for_a_month(look, grant, intuit, clock):
    grant(30)
    for _ in range(31):
        look()
        clock.advance(days=1)

    assert intuit.refreshed == 2


def test_a_refresh_puts_off_an_end_that_was_near(look, grant, told):
    """Idle for 95 days, because Intuit did not answer for two months: no need to frighten anybody now."""
    grant(95)

    assert events(look()) == [GrantEvent.KEPT_ALIVE]
    assert told == []


@pytest.mark.parametrize(("left", "stage"), [(29.5, 30), (6.5, 7), (0.5, 1)])
def test_an_end_that_no_refresh_puts_off_is_told_in_stages(look, grant, told, clock, left, stage):
    grant(0.2, hard_days_left=left)

    (seen,) = look()

    ends_at = clock.now() + timedelta(days=left)
    assert (seen.event, seen.ends_at, seen.days_left) == (GrantEvent.ENDING, ends_at, stage)
    assert told == [(stage, "m_1", ends_at)]


def test_an_idle_grant_near_the_end_of_its_lineage_is_refreshed_and_told(look, grant, told):
    grant(40, hard_days_left=20)

    assert events(look()) == [GrantEvent.KEPT_ALIVE, GrantEvent.ENDING]
    assert [stage for stage, *_ in told] == [30]


def test_intuit_that_does_not_answer_is_asked_again_and_the_end_is_told_meanwhile(look, grant, told, intuit, clock):
    grant(95)
    intuit.error = RetriableError("Intuit's token endpoint did not answer")

    seen = look()

    assert events(seen) == [GrantEvent.NOT_ANSWERED, GrantEvent.ENDING]
    assert told == [(7, "m_1", clock.now() + timedelta(days=5))]
    intuit.error = None
    clock.advance(days=1)
    assert events(look()) == [GrantEvent.KEPT_ALIVE]


@pytest.mark.parametrize("days_ago", [31, 140])
def test_a_dead_grant_marks_the_connection_and_is_told_once_it_was_asked_again(
    look, grant, told, intuit, connections, days_ago
):
    """Over its hundred days as well: whether it is dead, Intuit knows."""
    grant(days_ago)
    intuit.error = DEAD

    seen = look()

    assert events(seen) == [GrantEvent.LOST]
    assert connections.connection("m_1").status is ConnectionStatus.NEEDS_RECONNECT
    assert told == []


def test_a_grant_whose_lineage_is_over_is_tried_although_it_was_used_yesterday(look, grant, told, intuit):
    grant(1, hard_days_left=-0.5)
    intuit.error = DEAD

    assert events(look()) == [GrantEvent.LOST]
    assert told == []


@pytest.mark.parametrize("status", [ConnectionStatus.NEEDS_RECONNECT, ConnectionStatus.DISCONNECTED])
def test_a_connection_that_is_lost_already_is_left_to_the_merchant(look, grant, told, intuit, connections, status):
    grant(60)
    connections.save_connection(connections.connection("m_1").with_status(status))

    assert look() == ()
    assert (intuit.refreshed, told) == (0, [])


def test_a_grant_that_a_worker_has_just_refreshed_is_not_refreshed_again(grant, intuit, vault, watching, connections):
    """Two refreshes at once can kill the grant at Intuit: the lease lets one through, the other reads again."""
    grant(60)
    read_before = vault.times(["m_1"])["m_1"]
    AccessTokens("m_1", vault, intuit, watching.clock).current()

    watch_grant(connections.connection("m_1"), read_before, watching)

    assert intuit.refreshed == 1


def test_what_is_wrong_with_the_app_itself_disconnects_nobody(look, grant, intuit, connections):
    grant(60)
    intuit.error = KeyError("client_id")

    with pytest.raises(KeyError):
        look()

    assert connections.connection("m_1").is_live
