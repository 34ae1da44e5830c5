"""What public reports saw of Intuit's outages: codes of dead grants on living ones, markup, a token refused twice.

The worker posts a day through the real adapter into the simulator; only what AWS would keep is kept in memory.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, ConnectedMerchant, day, profile
from contract.quickbooks_adapter.conftest import Connected
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync.location_day import SyncState
from default_mapping import default_mapping
from quickbooks_simulator import TOKEN_PATH

pytestmark = pytest.mark.loopback

BACK_TO_THE_QUEUE = {
    "an authorization fault with HTTP 500": ("fault_code", {"code": "120", "status": 500}),
    "an internal error with the code of a lost authorisation": ("gateway_code", {"code": "3100", "status": 500}),
    "the same in XML": ("xml_code", {"code": "3100", "status": 500}),
    "a rejected token with HTTP 503": ("gateway_code", {"code": "3200", "status": 503}),
    "a firewall's page in place of an answer": ("html", {}),
    "a firewall's page that forbids": ("html", {"status": 403}),
    "a firewall's page that asks for a sign-in": ("html", {"status": 401}),
    "a gateway's page": ("http_503", {}),
}


class Shop(ConnectedMerchant):
    """A merchant whose books are a company in the simulator."""

    def __init__(self, books):
        super().__init__()
        self.books = books
        self.ledger, self.writes = books.ledger(), books.writer()
        connection = self.connections.connection(MERCHANT)
        self.connections.save_connection(replace(connection, company=self.ledger.company()))
        self.connections.save_mapping(MERCHANT, replace(default_mapping(profile(), self.ledger), version=2))

    @property
    def writer(self):
        return self.writes

    @property
    def connection(self):
        return self.connections.connection(MERCHANT)

    def is_put_off(self):
        """The day goes back to the queue and the connection stays; why."""
        with pytest.raises(RetriableError) as caught:
            self.post()
        assert self.connection.status is ConnectionStatus.CONNECTED
        assert self.sync_log.get(day()).state is SyncState.DUE
        return caught.value.condition

    def posts(self):
        assert self.post().state in {SyncState.POSTED, SyncState.POSTED_WITH_GAPS}
        assert len(self.books.entries()) == 1

    def later(self, **time):
        self.clock.advance(**time)
        self.books.simulator.clock.advance(timedelta(**time))


@pytest.fixture
def shop(simulator):
    return Shop(Connected(simulator, simulator.add_company("ca_plus", name="Harbour Street Coffee")))


@pytest.mark.parametrize(("fault", "how"), BACK_TO_THE_QUEUE.values(), ids=BACK_TO_THE_QUEUE)
def test_an_outage_holds_no_day_and_ends_no_grant(shop, fault, how):
    shop.books.arm(fault, **how)

    assert shop.is_put_off() is Condition.QUICKBOOKS_UNAVAILABLE

    shop.later(minutes=20)
    shop.posts()


def test_a_token_refused_twice_is_tried_again_while_the_token_endpoint_answers(shop):
    """The refresh between the two succeeded: Intuit has just said that the grant lives."""
    shop.books.arm("expire_access_tokens", times=2)

    assert shop.is_put_off() is Condition.QUICKBOOKS_SIGN_IN_REFUSED

    shop.later(minutes=20)
    shop.posts()


@pytest.mark.parametrize(("code", "status"), [("120", 403), ("3100", 403), ("3200", 401)])
def test_a_grant_that_is_refused_for_hours_waits_for_the_merchant(shop, code, status):
    shop.books.arm("gateway_code", code=code, status=status, times=9)
    assert shop.is_put_off() is Condition.QUICKBOOKS_SIGN_IN_REFUSED
    shop.later(hours=1)
    assert shop.is_put_off() is Condition.QUICKBOOKS_SIGN_IN_REFUSED

    shop.later(hours=6)
    outcome = shop.post()

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.NEEDS_RECONNECT)
    assert outcome.fault_code == int(code)
    assert shop.connection.status is ConnectionStatus.NEEDS_RECONNECT


@pytest.mark.parametrize("status", [400, 401])
def test_the_token_endpoint_ends_a_grant_at_once(shop, status):
    shop.later(hours=2)
    shop.books.arm("oauth_error", TOKEN_PATH, code="invalid_grant", status=status, times=9)

    outcome = shop.post()

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.NEEDS_RECONNECT)
    assert shop.connection.status is ConnectionStatus.NEEDS_RECONNECT


@pytest.mark.parametrize(
    ("fault", "how"),
    [
        ("http_503", {}),
        ("html", {}),
        ("html", {"status": 403}),
        ("oauth_error", {"code": "invalid_grant", "status": 500}),
    ],
)
def test_a_token_endpoint_that_is_away_ends_no_grant(shop, fault, how):
    """With 500 nobody has looked at the grant, whatever word comes with it."""
    shop.later(hours=2)
    shop.books.arm(fault, TOKEN_PATH, **how)

    assert shop.is_put_off() is Condition.QUICKBOOKS_UNAVAILABLE

    shop.posts()


def test_a_lost_grant_that_is_asked_anew_says_whether_it_lives(shop):
    client = shop.books.client()
    shop.books.arm("html", TOKEN_PATH)
    with pytest.raises(RetriableError):
        client.ask_anew()

    client.ask_anew()
    assert len(shop.books.vault.saved) == 1

    shop.books.simulator.state.oauth.disconnect(shop.books.company.realm)
    with pytest.raises(NeedsAttentionError) as caught:
        client.ask_anew()
    assert caught.value.reason is HoldReason.NEEDS_RECONNECT
