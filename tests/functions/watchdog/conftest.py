"""The watchdog's handler over a connected merchant, with Intuit, the mails and plan_syncs in memory."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from connected_merchant import MERCHANT, MONDAY, SETTLE_DELAY
from fakes.clearing import FakeClearingStore
from fakes.queues.firings import FakeFirings
from fakes.systems import FakeSystems
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
    return SimpleNamespace(renewed=[], told=[], error=None, firings=FakeFirings(), clearing=FakeClearingStore())


@pytest.fixture
def watchdog(function_with, merchant, vault, outside):
    def renew(merchant_id):
        if outside.error is not None:
            raise outside.error
        outside.renewed.append(merchant_id)

    looks = FakeSystems(
        sync_log=merchant.sync_log,
        queue=merchant.queue,
        clock=merchant.clock,
        patience=PATIENCE,
        expected=merchant.expected,
        firings=outside.firings,
        connections=merchant.connections,
        settle_delay=SETTLE_DELAY,
        grants=vault,
        clearing=outside.clearing,
        renew=renew,
        ask=lambda connection: renew(connection.merchant_id),
        resume=lambda connection: outside.told.append(("resumed", connection.merchant_id)),
        tell_lost=lambda merchant_id: outside.told.append(("lost", merchant_id)),
        tell_ending=lambda merchant_id, _, days_left: outside.told.append((days_left, merchant_id)),
    )
    return function_with("watchdog", {"systems.systems": lambda: looks})


@pytest.fixture
def in_order(merchant):
    """The merchant's week is on record."""
    merchant.clock.advance(hours=4)
    for back in range(8):
        merchant.post(MONDAY - timedelta(days=back))
