"""Faults that a test arms: a call is refused so often, by status, or by the token endpoint (docs/quickbooks.md 3.1)."""

import pytest
import requests

from simulators.quickbooks.over_http.test_gate import BANK, accounts_named

pytestmark = pytest.mark.loopback


@pytest.mark.parametrize(
    ("fault", "status", "kind"),
    [
        ("http_500", 500, "application/json"),
        ("http_503", 503, "text/html"),
        ("throttle", 429, "application/xml"),
        ("xml_429", 429, "application/xml"),
        ("json_429", 429, "application/json"),
        ("expire_access_tokens", 401, "application/json"),
        ("revoke", 401, "application/json"),
        ("timeout", 504, "text/plain"),
    ],
)
def test_a_fault_comes_as_often_as_armed_and_writes_nothing(api, url, simulator, company, control, fault, status, kind):
    armed = {"fault": fault, "path": "account", "times": 1, "seconds": 0.01}
    api.post(f"{control}/faults", json=armed, timeout=5)

    broken = api.post(f"{url}/account", json=BANK, timeout=5)
    api.headers["Authorization"] = f"Bearer {simulator.issue_access_token(company.realm)}"

    assert broken.status_code == status
    assert broken.headers["content-type"].startswith(kind)
    assert accounts_named(api, url, "Till") == 0
    assert api.post(f"{url}/account", json=BANK, timeout=5).status_code == 200


def test_a_slow_call_is_answered_in_the_end(api, url, control):
    api.post(f"{control}/faults", json={"fault": "slow", "path": "account", "seconds": 0.2}, timeout=5)

    answer = api.post(f"{url}/account", json=BANK, timeout=5)

    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() >= 0.2
    assert accounts_named(api, url, "Till") == 1


@pytest.mark.parametrize(
    ("fault", "asked", "usual", "kind"),
    [
        ("fault_code", 500, 403, "application/json"),
        ("gateway_code", 500, 401, "application/json"),
        ("xml_code", 503, 401, "application/xml"),
        ("html", 403, 200, "text/html"),
    ],
)
def test_the_status_of_a_fault_can_be_set_and_nothing_is_written(api, url, control, fault, asked, usual, kind):
    """The real service sends 120 with 403 and, in its outages, with 500; what is refused so is not remembered."""
    answers = []
    for status in ({}, {"status": asked}):
        armed = {"fault": fault, "code": "120", "path": "account", **status}
        api.post(f"{control}/faults", json=armed, timeout=5)
        answers.append(api.post(f"{url}/account", params={"requestid": f"r{len(answers)}"}, json=BANK, timeout=5))

    assert [answer.status_code for answer in answers] == [usual, asked]
    assert all(answer.headers["content-type"].startswith(kind) for answer in answers)
    assert accounts_named(api, url, "Till") == 0
    again = api.post(f"{url}/account", params={"requestid": "r1"}, json=BANK, timeout=5)
    assert again.status_code == (200 if asked >= 500 or fault == "html" else asked)


def test_the_token_endpoint_can_say_any_word(auth_client, simulator, company, api, control):
    basic = (auth_client.client_id, auth_client.client_secret)
    form = {"grant_type": "refresh_token", "refresh_token": simulator.issue_refresh_token(company.realm)}
    armed = {"fault": "oauth_error", "code": "invalid_grant", "status": 500, "path": "oauth2/v1/tokens/bearer"}
    api.post(f"{control}/faults", json=armed, timeout=5)

    said = requests.post(auth_client.token_endpoint, data=form, auth=basic, timeout=5)
    after = requests.post(auth_client.token_endpoint, data=form, auth=basic, timeout=5)

    assert (said.status_code, said.json()["error"], after.status_code) == (500, "invalid_grant", 200)


def test_the_token_endpoint_fails_only_when_it_is_named(auth_client, simulator, company, api, control):
    api.post(f"{control}/faults", json={"fault": "http_503"}, timeout=5)
    auth_client.refresh(refresh_token=simulator.issue_refresh_token(company.realm))
    api.post(f"{control}/faults", json={"fault": "http_503", "path": "oauth2/v1/tokens/bearer"}, timeout=5)

    basic = (auth_client.client_id, auth_client.client_secret)
    form = {"grant_type": "refresh_token", "refresh_token": auth_client.refresh_token}

    assert requests.post(auth_client.token_endpoint, data=form, auth=basic, timeout=5).status_code == 503
