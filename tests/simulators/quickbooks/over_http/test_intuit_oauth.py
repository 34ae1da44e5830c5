"""Intuit's own Python client walks through consent, exchange, refresh and revocation."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError

pytestmark = pytest.mark.loopback


def decide(auth_client, decision, realm="", state="st4te"):
    """What a company's admin does in the browser; answers the parameters of the callback."""
    page = auth_client.get_authorization_url([Scopes.ACCOUNTING], state_token=state)
    assert requests.get(page, timeout=5).status_code == 200
    form = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
    answer = requests.post(
        auth_client.auth_endpoint,
        data=form | {"decision": decision, "realmId": realm},
        allow_redirects=False,
        timeout=5,
    )
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def company_status(url, auth_client):
    headers = {"Authorization": f"Bearer {auth_client.access_token}"}
    return requests.get(f"{url}/companyinfo/{url.rsplit('/', 1)[1]}", headers=headers, timeout=5).status_code


def test_a_merchant_says_yes_and_the_app_gets_tokens_for_that_company(auth_client, company, url):
    callback = decide(auth_client, "approve", company.realm)
    assert (callback["state"], callback["realmId"]) == ("st4te", company.realm)

    auth_client.get_bearer_token(callback["code"], realm_id=callback["realmId"])

    assert (auth_client.expires_in, auth_client.x_refresh_token_expires_in) == (3600, 8726400)
    assert company_status(url, auth_client) == 200


def test_a_merchant_says_no(auth_client):
    assert decide(auth_client, "decline") == {"error": "access_denied", "state": "st4te"}


def test_a_code_works_once_and_its_second_use_ends_the_connection(auth_client, company, url):
    code = decide(auth_client, "approve", company.realm)["code"]
    auth_client.get_bearer_token(code)

    with pytest.raises(AuthClientError) as caught:
        auth_client.get_bearer_token(code)

    assert caught.value.status_code == 400
    assert caught.value.intuit_tid
    assert company_status(url, auth_client) == 401


def test_refreshing_keeps_the_value_within_a_day_and_changes_it_after(auth_client, simulator, company):
    first = simulator.issue_refresh_token(company.realm)
    auth_client.refresh(refresh_token=first)
    assert auth_client.refresh_token == first

    simulator.clock.advance(timedelta(days=1))
    auth_client.refresh()

    assert auth_client.refresh_token != first
    simulator.clock.advance(timedelta(days=1))
    with pytest.raises(AuthClientError, match="invalid_grant"):
        auth_client.refresh(refresh_token=first)


def test_revoking_ends_access_and_refresh(auth_client, simulator, company, url):
    auth_client.refresh(refresh_token=simulator.issue_refresh_token(company.realm))
    assert company_status(url, auth_client) == 200

    assert auth_client.revoke()

    assert company_status(url, auth_client) == 401
    with pytest.raises(AuthClientError, match="invalid_grant"):
        auth_client.refresh()
    with pytest.raises(AuthClientError):
        auth_client.revoke(token="never-issued")


def test_a_wrong_secret_is_the_apps_mistake_and_not_the_merchants(auth_client, simulator, company):
    auth_client.client_secret = "wrong"

    with pytest.raises(AuthClientError, match="invalid_client") as caught:
        auth_client.refresh(refresh_token=simulator.issue_refresh_token(company.realm))

    assert caught.value.status_code == 401


TOKEN_FAULTS = {
    "an unknown grant": ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    "no grant": ({}, 400, "invalid_request"),
    "no code": ({"grant_type": "authorization_code", "redirect_uri": "x"}, 400, "invalid_request"),
    "an unknown code": ({"grant_type": "authorization_code", "code": "x", "redirect_uri": "x"}, 400, "invalid_grant"),
    "an unknown token": ({"grant_type": "refresh_token", "refresh_token": "x"}, 400, "invalid_grant"),
}


@pytest.mark.parametrize(("form", "status", "error"), TOKEN_FAULTS.values(), ids=TOKEN_FAULTS)
def test_the_token_endpoint_refuses(auth_client, form, status, error):
    basic = (auth_client.client_id, auth_client.client_secret)

    answer = requests.post(auth_client.token_endpoint, data=form, auth=basic, timeout=5)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]
    assert answer.headers["intuit_tid"]


def test_the_hard_expiry_is_told_to_those_who_ask(auth_client, simulator, company):
    form = {"grant_type": "refresh_token", "refresh_token": simulator.issue_refresh_token(company.realm)}
    basic = (auth_client.client_id, auth_client.client_secret)
    asking = {"x-include-refresh-token-hard-expires-in": "true"}

    plain = requests.post(auth_client.token_endpoint, data=form, auth=basic, timeout=5).json()
    asked = requests.post(auth_client.token_endpoint, data=form, auth=basic, headers=asking, timeout=5).json()

    assert "x_refresh_token_hard_expires_in" not in plain
    assert 157679990 < asked["x_refresh_token_hard_expires_in"] <= 157680000


CONSENT_FAULTS = {
    "an unknown app": {"client_id": "somebody-else"},
    "a redirect URI with a slash more": {"redirect_uri": "http://localhost:9/qbo/callback/"},
    "no state": {"state": ""},
    "an unknown scope": {"scope": "everything"},
    "no scope": {"scope": ""},
    "an implicit grant": {"response_type": "token"},
}


@pytest.mark.parametrize("wrong", CONSENT_FAULTS.values(), ids=CONSENT_FAULTS)
def test_the_consent_page_never_redirects_a_request_it_does_not_trust(auth_client, company, wrong):
    page = auth_client.get_authorization_url([Scopes.ACCOUNTING], state_token="st4te")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()} | wrong
    decided = asked | {"decision": "approve", "realmId": company.realm}

    shown = requests.get(auth_client.auth_endpoint, params=asked, timeout=5)
    posted = requests.post(auth_client.auth_endpoint, data=decided, allow_redirects=False, timeout=5)

    assert (shown.status_code, posted.status_code) == (400, 400)
    assert "<form" not in shown.text


@pytest.mark.parametrize(("languages", "word"), [("fr-CA,fr;q=0.9,en;q=0.8", "Connecter"), ("en-US", "Connect")])
def test_the_consent_page_speaks_the_browsers_language_and_refuses_frames(auth_client, company, languages, word):
    page = auth_client.get_authorization_url([Scopes.ACCOUNTING], state_token="<script>")

    answer = requests.get(page, headers={"Accept-Language": languages}, timeout=5)

    assert f'value="approve">{word}<' in answer.text
    assert company.name in answer.text
    assert "<script>" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["openid_configuration", "openid_sandbox_configuration/"])
def test_discovery_points_at_the_simulator_itself(simulator, path):
    document = requests.get(f"{simulator.base_url}/.well-known/{path}", timeout=5).json()

    assert {urlsplit(document[name]).netloc for name in document if name.endswith("endpoint")} == {
        urlsplit(simulator.base_url).netloc
    }
