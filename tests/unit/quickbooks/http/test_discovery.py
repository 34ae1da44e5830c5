"""Intuit's endpoints come from its discovery document, asked at most once a day (docs/quickbooks.md 1.1)."""

import pytest
import requests

from daybook.adapters.quickbooks.grants.discovery import (
    INTUIT_ENDPOINTS,
    PRODUCTION_DISCOVERY_URL,
    SANDBOX_DISCOVERY_URL,
    DiscoveryDocument,
)
from daybook.domain.errors import RetriableError
from unit.quickbooks.doubles import FixedClock, ScriptedTransport, reply

LOCAL_URL = "http://127.0.0.1:9/.well-known/openid_configuration"
DOCUMENT = {
    "authorization_endpoint": "https://intuit.example/connect",
    "token_endpoint": "https://intuit.example/token",
    "revocation_endpoint": "https://intuit.example/revoke",
}


def test_nothing_is_fetched_before_it_is_needed_and_then_once_a_day():
    clock, transport = FixedClock(), ScriptedTransport(reply(DOCUMENT))
    discovery = DiscoveryDocument(PRODUCTION_DISCOVERY_URL, clock, transport=transport)

    fetched = [len(transport.sent)]
    for hours in (0, 23, 2):
        clock.advance(hours=hours)
        assert discovery.endpoints().token == "https://intuit.example/token"
        fetched.append(len(transport.sent))

    assert fetched == [0, 1, 1, 2]


@pytest.mark.parametrize(
    "trouble",
    [requests.ConnectionError("down"), reply("oops", 500), reply("<html>", 200), reply({}, 200), reply("[]", 200)],
)
@pytest.mark.parametrize("url", [PRODUCTION_DISCOVERY_URL, SANDBOX_DISCOVERY_URL])
def test_intuits_published_endpoints_serve_when_its_document_cannot_be_read(trouble, url):
    assert DiscoveryDocument(url, FixedClock(), transport=ScriptedTransport(trouble)).endpoints() == INTUIT_ENDPOINTS


def test_endpoints_in_the_clear_are_not_believed():
    plain = DOCUMENT | {"token_endpoint": "http://intuit.example/token"}

    transport = ScriptedTransport(reply(plain))

    assert (
        DiscoveryDocument(PRODUCTION_DISCOVERY_URL, FixedClock(), transport=transport).endpoints() == INTUIT_ENDPOINTS
    )


def test_a_failed_fetch_is_tried_again_after_minutes_not_on_every_call():
    clock, transport = FixedClock(), ScriptedTransport(requests.ConnectionError("down"), reply(DOCUMENT))
    discovery = DiscoveryDocument(PRODUCTION_DISCOVERY_URL, clock, transport=transport)

    assumed = [discovery.endpoints(), discovery.endpoints()]
    clock.advance(minutes=6)

    assert assumed == [INTUIT_ENDPOINTS] * 2
    assert discovery.endpoints().token == "https://intuit.example/token"
    assert len(transport.sent) == 2


def test_the_last_known_endpoints_outlive_a_day_without_the_document():
    clock = FixedClock()
    transport = ScriptedTransport(reply(DOCUMENT), requests.ConnectionError("down"))
    discovery = DiscoveryDocument(LOCAL_URL, clock, transport=transport)
    known = discovery.endpoints()

    clock.advance(days=2)

    assert discovery.endpoints() == known


def test_another_servers_keys_never_go_to_intuit():
    """Without its own document there is nothing sensible to assume about a server that is not Intuit's."""
    discovery = DiscoveryDocument(
        LOCAL_URL, FixedClock(), transport=ScriptedTransport(requests.ConnectionError("down"))
    )

    with pytest.raises(RetriableError, match=r"127\.0\.0\.1:9"):
        discovery.endpoints()
