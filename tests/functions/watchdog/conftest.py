"""The watchdog's handler over a connected merchant, with Intuit, the mails and plan_syncs in memory."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from connected_merchant import MERCHANT, MONDAY, SETTLE_DELAY
from daybook.application.watch_closings import ClosingPorts
from daybook.application.watch_days import DayPorts
from daybook.application.watch_grants import GrantPorts
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
    closings = ClosingPorts(merchant.expected, outside.firings, merchant.connections, merchant.clock, SETTLE_DELAY)
    grants = GrantPorts(
        connections=merchant.connections,
        grants=vault,
        renew=renew,
        ask=lambda connection: renew(connection.merchant_id),
        resume=lambda connection: outside.told.append(("resumed", connection.merchant_id)),
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
