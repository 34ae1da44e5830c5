"""Lives of codes and tokens over simulated time (docs/quickbooks.md 1.3)."""

from datetime import timedelta

import pytest

from quickbooks_simulator.clock import Clock
from quickbooks_simulator.oauth.authorization_server import ACCOUNTING_SCOPE, AuthorizationServer, OAuthError
from simulators.quickbooks.books import NOON

REALM = "9130357000000001"
CALLBACK = "https://app.example/callback"


@pytest.fixture
def oauth():
    return AuthorizationServer(Clock(lambda: NOON), "id", "secret")


def code(oauth):
    return oauth.authorize(REALM, CALLBACK, (ACCOUNTING_SCOPE,))


def test_a_code_used_twice_kills_the_tokens_of_the_first_use(oauth):
    single = code(oauth)
    tokens = oauth.exchange(single, CALLBACK)
    assert oauth.connection(tokens.access_token)

    with pytest.raises(OAuthError, match="invalid_grant"):
        oauth.exchange(single, CALLBACK)

    assert oauth.connection(tokens.access_token) is None
    with pytest.raises(OAuthError, match="invalid_grant"):
        oauth.refresh(tokens.refresh_token)


def test_a_code_is_short_lived_and_bound_to_its_redirect_uri(oauth):
    with pytest.raises(OAuthError, match="redirect_uri"):
        oauth.exchange(code(oauth), f"{CALLBACK}/")
    late = code(oauth)
    oauth.clock.advance(timedelta(minutes=11))
    with pytest.raises(OAuthError, match="expired"):
        oauth.exchange(late, CALLBACK)


def test_an_access_token_lives_an_hour(oauth):
    tokens = oauth.issue(REALM)

    oauth.clock.advance(timedelta(minutes=59))
    assert oauth.connection(tokens.access_token)
    oauth.clock.advance(timedelta(minutes=1))
    assert oauth.connection(tokens.access_token) is None


def test_the_refresh_token_changes_once_a_day_and_the_old_value_has_a_grace(oauth):
    first = oauth.issue(REALM)
    assert oauth.refresh(first.refresh_token).refresh_token == first.refresh_token

    oauth.clock.advance(timedelta(hours=24))
    second = oauth.refresh(first.refresh_token)

    assert second.refresh_token != first.refresh_token
    oauth.clock.advance(timedelta(hours=23))
    assert oauth.refresh(first.refresh_token).refresh_token == second.refresh_token
    oauth.clock.advance(timedelta(hours=1))
    with pytest.raises(OAuthError, match="invalid_grant"):
        oauth.refresh(first.refresh_token)


def test_without_grace_the_loser_of_a_race_is_refused(oauth):
    oauth.rotate_after = oauth.grace = timedelta()
    tokens = oauth.issue(REALM)

    winner = oauth.refresh(tokens.refresh_token)

    with pytest.raises(OAuthError, match="invalid_grant"):
        oauth.refresh(tokens.refresh_token)
    assert oauth.refresh(winner.refresh_token)


def test_a_refresh_token_dies_after_101_idle_days_and_lives_on_when_used(oauth):
    used, idle = oauth.issue(REALM), oauth.issue(REALM)

    oauth.clock.advance(timedelta(days=60))
    used = oauth.refresh(used.refresh_token)
    oauth.clock.advance(timedelta(days=60))

    assert oauth.refresh(used.refresh_token).refresh_expires_in == 101 * 86400
    with pytest.raises(OAuthError, match="invalid_grant"):
        oauth.refresh(idle.refresh_token)


def test_a_lineage_ends_after_five_years_however_often_it_was_refreshed(oauth):
    tokens = oauth.issue(REALM)
    assert tokens.hard_expires_in == 157680000
    for _ in range(18):
        oauth.clock.advance(timedelta(days=100))
        tokens = oauth.refresh(tokens.refresh_token)

    assert tokens.refresh_expires_in == tokens.hard_expires_in == 25 * 86400
    oauth.clock.advance(timedelta(days=26))
    with pytest.raises(OAuthError, match="invalid_grant"):
        oauth.refresh(tokens.refresh_token)


def test_a_merchant_who_disconnects_ends_every_token_of_that_company_only(oauth):
    gone, kept = oauth.issue(REALM), oauth.issue("9130357000000002")

    oauth.disconnect(REALM)

    assert oauth.connection(gone.access_token) is None
    assert oauth.connection(kept.access_token)
    with pytest.raises(OAuthError, match="invalid_grant"):
        oauth.refresh(gone.refresh_token)
