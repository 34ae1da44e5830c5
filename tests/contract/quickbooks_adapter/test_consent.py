"""Consent is given, renewed and lost against a server with Intuit's rules (docs/quickbooks.md 1)."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from contract.quickbooks_adapter.conftest import CALLBACK, Connected, intuit
from daybook.adapters.quickbooks.grants.oauth import IntuitConfigurationError
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from unit.quickbooks.doubles import MERCHANT

pytestmark = pytest.mark.loopback


def consent(url, realm, *, decision="approve"):
    """What a company's admin does in the browser; the parameters of the callback."""
    page = requests.get(url, timeout=10)
    form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    parts = urlsplit(url)
    answer = requests.post(
        f"{parts.scheme}://{parts.netloc}{parts.path}",
        data={**form, "realmId": realm, "decision": decision},
        allow_redirects=False,
        timeout=10,
    )
    location = answer.headers["Location"]
    assert location.startswith(f"{CALLBACK}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def test_a_merchant_who_consents_gets_a_working_connection(simulator, books):
    authorizer = intuit(simulator)

    callback = consent(authorizer.authorize_url("state-1"), books.company.realm)
    tokens = authorizer.exchange_code(callback["code"], callback["realmId"])
    books.vault.put(tokens)

    assert callback["state"] == "state-1"
    assert books.ledger().company().name == "Harbour Street Coffee"
    assert tokens.hard_expires_at - simulator.clock.now() > timedelta(days=5 * 365 - 1)


def test_a_code_is_good_for_one_exchange(simulator, books):
    authorizer = intuit(simulator)
    callback = consent(authorizer.authorize_url("state-1"), books.company.realm)
    authorizer.exchange_code(callback["code"], callback["realmId"])

    with pytest.raises(NeedsAttentionError) as caught:
        authorizer.exchange_code(callback["code"], callback["realmId"])

    assert caught.value.reason is HoldReason.NEEDS_RECONNECT


def test_a_merchant_who_declines_comes_back_without_a_code(simulator, books):
    callback = consent(intuit(simulator).authorize_url("state-1"), books.company.realm, decision="decline")

    assert callback == {"error": "access_denied", "state": "state-1"}


def test_tokens_are_renewed_day_after_day_and_their_rotation_is_stored(simulator, books):
    """Refresh tokens rotate every 24 hours here and the old value dies 24 hours later."""
    seen = set()

    for _ in range(5):
        books.ledger().company()
        seen.add(books.vault.load(MERCHANT).refresh_token)
        simulator.clock.advance(timedelta(hours=25))

    assert len(seen) == 5
    assert len(books.vault.saved) == 4


def test_an_access_token_that_dies_early_is_renewed_within_the_call(books):
    books.arm("expire_access_tokens", "preferences")

    company = books.ledger().company()

    assert company.home_currency == "CAD"
    assert len(books.vault.saved) == 1


def test_a_merchant_who_disconnects_in_quickbooks_is_asked_to_reconnect(simulator, books):
    ledger = books.ledger()
    ledger.company()
    simulator.state.oauth.disconnect(books.company.realm)

    with pytest.raises(NeedsAttentionError) as caught:
        ledger.company()

    assert caught.value.reason is HoldReason.NEEDS_RECONNECT
    assert not books.vault.is_leased


def test_a_grant_that_daybook_revokes_is_dead(books):
    ledger, tokens = books.ledger(), books.vault.load(MERCHANT)

    books.authorizer.revoke(tokens)
    books.authorizer.revoke(tokens)

    with pytest.raises(NeedsAttentionError) as caught:
        ledger.company()
    assert caught.value.reason is HoldReason.NEEDS_RECONNECT


def test_wrong_keys_of_the_app_do_not_look_like_a_disconnected_merchant(simulator, books):
    with pytest.raises(IntuitConfigurationError, match="invalid_client"):
        intuit(simulator, secret="wrong").refresh(books.vault.load(MERCHANT))


def test_another_company_is_not_reached_with_this_grant(simulator, books):
    other = simulator.add_company("us_plus", name="Somebody Else")

    with pytest.raises(RetriableError, match="3100"):
        books.ledger(realm=other.realm).company()
    simulator.clock.advance(timedelta(hours=7))
    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger(realm=other.realm).company()

    assert caught.value.reason is HoldReason.NEEDS_RECONNECT
    assert any(detail.startswith("3100") for detail in caught.value.details)


def test_a_grant_that_nobody_used_for_a_hundred_and_two_days_is_dead(simulator):
    books = Connected(simulator, simulator.add_company("us_plus", name="Sleepy Hollow"))
    simulator.clock.advance(timedelta(days=102))

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().company()

    assert caught.value.reason is HoldReason.NEEDS_RECONNECT
