"""A grant of a merchant, Intuit that refreshes it or does not, and what the merchant is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.application.watching.watch_grants import watch_grant
from daybook.domain.company.connection import TokenSet
from daybook.domain.errors import HoldReason, NeedsAttentionError
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
