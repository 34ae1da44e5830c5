"""Where browsers reach Daybook: as it was deployed, else where this request came in; a Host header says nothing."""

import pytest

from daybook.adapters.web.http.cookies import SessionCookies
from daybook.bootstrap import public_address
from daybook.bootstrap.functions import connecting

OWN = "a1b2c3d4e5.execute-api.ca-central-1.amazonaws.com"
NAMED = "https://books.daybook.example"


@pytest.fixture
def reached_at(function_with, ports, event):
    """Opens a page at a domain of API Gateway's; the addresses for which the flow was set up so far."""
    addresses = []

    def flow_at(base_url):
        addresses.append(base_url)
        return ports

    cookies = SessionCookies(lambda: "a-session-secret")
    bootstrap = {"functions.connecting.systems_at": flow_at, "functions.connecting.session_cookies": lambda: cookies}
    connecting.router_at.cache_clear()
    connect = function_with("connect", bootstrap)

    def opened(domain, host):
        request = event("connect_page")
        request["requestContext"] |= {"domainName": domain, "domainPrefix": domain.split(".")[0]}
        request["headers"] |= {"host": host, "x-forwarded-host": host}
        connect(request)
        return addresses

    yield opened
    connecting.router_at.cache_clear()


@pytest.mark.parametrize("host", [OWN, "attacker.example"])
def test_a_first_deployment_takes_the_domain_name_under_which_api_gateway_answered(monkeypatch, reached_at, host):
    monkeypatch.delenv("PUBLIC_BASE_URL", raising=False)

    assert reached_at(OWN, host) == [f"https://{OWN}"]


def test_two_domains_of_one_api_are_each_their_own_address(monkeypatch, reached_at):
    monkeypatch.setenv("PUBLIC_BASE_URL", "")

    reached_at(OWN, OWN)

    assert reached_at("books.daybook.example", OWN) == [f"https://{OWN}", NAMED]


def test_a_deployment_that_names_its_address_is_reached_there_whatever_a_request_came_in_at(monkeypatch, reached_at):
    monkeypatch.setenv("PUBLIC_BASE_URL", NAMED)

    assert reached_at(OWN, "attacker.example") == [NAMED]


@pytest.mark.parametrize(("named", "linked"), [("", f"https://{OWN}"), (NAMED, NAMED)])
def test_mails_link_to_the_named_address_or_to_the_apis_own(monkeypatch, named, linked):
    monkeypatch.setenv("PUBLIC_BASE_URL", named)
    monkeypatch.setenv("API_BASE_URL", f"https://{OWN}")

    assert public_address.public_address() == linked


def test_a_mail_of_a_page_leads_where_the_page_was_asked_for(monkeypatch, event):
    monkeypatch.delenv("PUBLIC_BASE_URL", raising=False)
    monkeypatch.delenv("API_BASE_URL", raising=False)
    request = event("connect_page")
    request["requestContext"] |= {"domainName": OWN}
    request["headers"] |= {"host": "attacker.example", "x-forwarded-host": "attacker.example"}

    public_address.remember_address(request)

    assert public_address.public_address() == f"https://{OWN}"
