"""Consent is obtained, renewed and ended as Intuit documents it; no secret shows (docs/quickbooks.md 1)."""

import base64
import logging
import traceback
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from daybook.adapters.quickbooks.grants.discovery import INTUIT_ENDPOINTS, PRODUCTION_DISCOVERY_URL, DiscoveryDocument
from daybook.adapters.quickbooks.grants.oauth import IntuitApp, IntuitAuthorizer, IntuitConfigurationError
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from fakes.app_keys import FixedKeys
from unit.quickbooks.doubles import NOW, REALM, FixedClock, ScriptedTransport, reply, token_set

APP = IntuitApp("client-1", "app-secret", "https://app.example/qbo/callback")
GRANTED = {
    "token_type": "bearer",
    "access_token": "access-new",
    "expires_in": 3600,
    "refresh_token": "refresh-new",
    "x_refresh_token_expires_in": 8726400,
    "x_refresh_token_hard_expires_in": 157680000,
}
CODE = "code-1"  # by name: a traceback shows the lines of this file
SECRETS = ["app-secret", "access-new", "refresh-new", "access-1", "refresh-1", CODE]


@pytest.fixture
def authorizer():
    def build(*replies):
        transport = ScriptedTransport(*replies)
        down = ScriptedTransport(requests.ConnectionError("no discovery"))
        discovery = DiscoveryDocument(PRODUCTION_DISCOVERY_URL, FixedClock(), transport=down)
        return IntuitAuthorizer(FixedKeys(APP), discovery, FixedClock(), transport=transport), transport

    return build


def test_the_consent_page_is_asked_for_the_accounting_scope_with_the_state(authorizer):
    intuit, _ = authorizer(reply())

    url = urlsplit(intuit.authorize_url("state-1"))

    assert f"{url.scheme}://{url.netloc}{url.path}" == INTUIT_ENDPOINTS.authorization
    assert parse_qs(url.query) == {
        "response_type": ["code"],
        "client_id": ["client-1"],
        "redirect_uri": ["https://app.example/qbo/callback"],
        "scope": ["com.intuit.quickbooks.accounting"],
        "state": ["state-1"],
    }


def test_a_code_is_exchanged_under_the_apps_basic_credentials(authorizer):
    intuit, transport = authorizer(reply(GRANTED))

    tokens = intuit.exchange_code(CODE, REALM)

    (sent,) = transport.sent
    assert sent.url == INTUIT_ENDPOINTS.token
    assert sent.headers["Authorization"] == "Basic " + base64.b64encode(b"client-1:app-secret").decode()
    assert sent.headers["x-include-refresh-token-hard-expires-in"] == "true"
    assert sent.form == {"grant_type": "authorization_code", "code": CODE, "redirect_uri": APP.redirect_uri}
    assert transport.timeouts == [(5, 30)]
    assert (tokens.realm_id, tokens.access_token, tokens.refresh_token) == (REALM, "access-new", "refresh-new")
    assert tokens.access_expires_at == NOW + timedelta(hours=1)
    assert tokens.refresh_expires_at == NOW + timedelta(seconds=8726400)
    assert tokens.hard_expires_at == NOW + timedelta(seconds=157680000)


def test_a_refresh_brings_the_rotated_token_under_the_version_it_replaces(authorizer):
    intuit, transport = authorizer(reply(GRANTED))

    tokens = intuit.refresh(token_set(version=7))

    assert transport.sent[0].form == {"grant_type": "refresh_token", "refresh_token": "refresh-1"}
    assert (tokens.refresh_token, tokens.version) == ("refresh-new", 7)


def test_the_known_end_of_the_lineage_is_kept_when_intuit_does_not_repeat_it(authorizer):
    intuit, _ = authorizer(reply({key: GRANTED[key] for key in GRANTED if key != "x_refresh_token_hard_expires_in"}))

    tokens = intuit.refresh(token_set())

    assert tokens.hard_expires_at == token_set().hard_expires_at


@pytest.mark.parametrize("call", ["exchange", "refresh"])
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply({"error": "invalid_grant", "error_description": "Token invalid"}, 400), NeedsAttentionError),
        (reply({"error": "invalid_client"}, 401), IntuitConfigurationError),
        (reply({"error": "invalid_request"}, 400), IntuitConfigurationError),
        (reply({"error": "unsupported_grant_type"}, 400), IntuitConfigurationError),
        (reply("<html>503</html>", 503), RetriableError),
        (reply("", 429), RetriableError),
        (reply("{}", 200), RetriableError),
        (reply("[]", 200), RetriableError),
        (requests.ReadTimeout("slow"), RetriableError),
        (requests.ConnectionError("down"), RetriableError),
    ],
)
def test_every_refusal_of_the_token_endpoint_is_told_apart(authorizer, call, answer, error):
    """Wrong keys of the app never look like a merchant who disconnected (docs/quickbooks.md 1.3)."""
    intuit, _ = authorizer(answer)

    with pytest.raises(error) as caught:
        intuit.exchange_code(CODE, REALM) if call == "exchange" else intuit.refresh(token_set())

    if error is NeedsAttentionError:
        assert caught.value.reason is HoldReason.NEEDS_RECONNECT
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("call", ["exchange", "refresh", "revoke"])
def test_no_secret_follows_a_redirect(authorizer, call, status):
    """With 307 and 308 the body would travel on, refresh token and code in it."""
    intuit, transport = authorizer(reply("", status, Location="https://elsewhere.example/"), reply(GRANTED))
    calls = {
        "exchange": lambda: intuit.exchange_code(CODE, REALM),
        "refresh": lambda: intuit.refresh(token_set()),
        "revoke": lambda: intuit.revoke(token_set()),
    }

    with pytest.raises(RetriableError) as caught:
        calls[call]()

    assert len(transport.sent) == 1
    assert caught.value.condition is Condition.QUICKBOOKS_UNAVAILABLE


@pytest.mark.parametrize(
    "answer",
    [
        reply({"error": "invalid_grant"}, 500),
        reply({"error": "invalid_grant"}, 503),
        reply("<html>Request blocked</html>", 200),
        reply("<html>Request blocked</html>", 400),
        reply("<html>Request blocked</html>", 401),
        reply("<html>Request blocked</html>", 403),
    ],
)
def test_a_grant_does_not_end_where_nobody_looked_at_it(authorizer, answer):
    intuit, _ = authorizer(answer)

    with pytest.raises(RetriableError) as caught:
        intuit.refresh(token_set())

    assert caught.value.condition is Condition.QUICKBOOKS_UNAVAILABLE


@pytest.mark.parametrize(
    "odd",
    [
        {"access_token": None},
        {"access_token": 7},
        {"access_token": ""},
        {"refresh_token": ["x"]},
        {"expires_in": None},
        {"expires_in": "soon"},
        {"expires_in": -1},
        {"expires_in": True},
        {"expires_in": 10**40},
        {"x_refresh_token_expires_in": {}},
        {"x_refresh_token_hard_expires_in": 1.5},
    ],
)
def test_tokens_in_a_form_that_nobody_can_rely_on_are_not_stored(authorizer, odd):
    intuit, _ = authorizer(reply(GRANTED | odd))

    with pytest.raises(RetriableError) as caught:
        intuit.refresh(token_set())

    assert caught.value.condition is Condition.QUICKBOOKS_ANSWER_UNREADABLE
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.parametrize("answer", [reply("", 200), reply({"error": "invalid_request"}, 400)])
def test_revoking_sends_the_refresh_token_and_accepts_that_it_is_dead_already(authorizer, answer):
    intuit, transport = authorizer(answer)

    intuit.revoke(token_set())

    (sent,) = transport.sent
    assert sent.url == INTUIT_ENDPOINTS.revocation
    assert sent.json == {"token": "refresh-1"}
    assert sent.headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply("", 503), RetriableError),
        (requests.ConnectTimeout("slow"), RetriableError),
        (reply({"error": "invalid_client"}, 401), IntuitConfigurationError),
    ],
)
def test_a_grant_that_may_live_on_is_not_reported_as_revoked(authorizer, answer, error):
    intuit, _ = authorizer(answer)

    with pytest.raises(error):
        intuit.revoke(token_set())


def test_no_secret_reaches_the_log_even_at_debug_level(authorizer, caplog):
    """The OAuth library logs tokens and headers at debug level; that must never leave it."""
    intuit, _ = authorizer(reply(GRANTED))
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="requests_oauthlib.oauth2_session")

    intuit.exchange_code(CODE, REALM)
    intuit.refresh(token_set())

    assert not [secret for secret in SECRETS if secret in caplog.text]


def test_no_repr_shows_a_secret():
    assert not [secret for secret in SECRETS if secret in f"{APP!r} {token_set()!r}"]
