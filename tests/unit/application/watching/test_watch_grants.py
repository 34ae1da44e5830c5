"""An idle grant is refreshed, an end is told before it comes, and a lost grant is asked again before it is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.application.watching.watch_grants import GrantEvent, ask_again, watch_grant
from daybook.domain.company.connection import ConnectionStatus, TokenSet
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from fakes.systems import FakeSystems
from fakes.token_vaults import FakeTokenVault

REALM = "9130350000000001"
DEAD = NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant")


class Intuit:
    """Refreshes a grant, or raises `error`."""

    def __init__(self, clock):
        self.clock = clock
        self.refreshed = 0
        self.error = None

    def refresh(self, tokens):
        if self.error is not None:
            raise self.error
        self.refreshed += 1
        now = self.clock.now()
        return replace(
            tokens,
            access_token=f"access-{self.refreshed}",
            access_expires_at=now + timedelta(hours=1),
            refresh_expires_at=now + timedelta(days=100),
        )


@pytest.fixture
def intuit(clock):
    return Intuit(clock)


@pytest.fixture
def vault(clock):
    return FakeTokenVault(clock)


@pytest.fixture
def told():
    """What the merchant was told, in order."""
    return []


@pytest.fixture
def watching(connections, vault, intuit, clock, told):
    """`renew` is the refresh that a worker would make, lease and all."""
    return FakeSystems(
        connections=connections,
        grants=vault,
        renew=lambda merchant_id: AccessTokens(merchant_id, vault, intuit, clock).current(),
        ask=lambda connection: AccessTokens(connection.merchant_id, vault, intuit, clock).renew(),
        resume=lambda connection: told.append(("resumed", connection.merchant_id, connection.status)),
        tell_lost=lambda merchant_id: told.append(("lost", merchant_id)),
        tell_ending=lambda merchant_id, ends_at, days_left: told.append((days_left, merchant_id, ends_at)),
        clock=clock,
    )


@pytest.fixture
def grant(vault, clock):
    """Stores a grant that was refreshed so many days ago."""

    def granted(days_ago, *, hard_days_left=None):
        at = clock.now() - timedelta(days=days_ago)
        hard = None if hard_days_left is None else clock.now() + timedelta(days=hard_days_left)
        tokens = TokenSet(REALM, "access", at + timedelta(hours=1), "refresh", at + timedelta(days=100), hard)
        return vault.save("m_1", tokens)

    return granted


@pytest.fixture
def look(watching, connections, vault):
    return lambda: watch_grant(connections.connection("m_1"), vault.times(["m_1"])["m_1"], watching)


def events(seen):
    return [each.event for each in seen]


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
