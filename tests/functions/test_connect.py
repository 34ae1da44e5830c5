"""connect as a browser meets it: from talech's launch to a connected company, where the portal takes over."""

import pytest

from connected_merchant import MERCHANT
from fakes.quickbooks.ledger import COMPANY
from functions.visitor import REALM, answered, connected, consent, launched

CONSENT_PAGE = "https://intuit.test/connect/oauth2"


def test_the_whole_way_in_english(visitor, ports):
    launch = visitor.get("/launch", token="launch-1")
    page = visitor.get("/connect")
    to_intuit = visitor.post("/connect/authorize", {"csrf_token": page.csrf_token})
    back = visitor.get("/connect/callback", code="code-1", state=to_intuit.query["state"], realmId=REALM)
    answer = answered(visitor, "mine")
    done = visitor.get("/connected")

    assert (launch.status, launch.goes_to) == (303, "/connect")
    assert (page.status, '<html lang="en">' in page.body) == (200, True)
    assert "Connect now" in page.words
    assert (to_intuit.status, to_intuit.goes_to) == (303, CONSENT_PAGE)
    assert (back.status, back.goes_to) == (303, "/connect/confirm")
    assert (answer.status, answer.goes_to) == (303, "/connected")
    assert (done.status, done.goes_to) == (303, "/")
    assert ports.connections.connection(MERCHANT).company == COMPANY
    assert ports.schedules.closings[MERCHANT]


def test_the_whole_way_in_french(visitor):
    connected(visitor, launch="lancement")

    page = visitor.get("/connect")
    assert '<html lang="fr-CA">' in page.body
    assert "Se connecter maintenant" in page.words


def test_a_merchant_who_is_connected_is_launched_to_their_books(visitor):
    connected(visitor)

    assert visitor.get("/launch", token="launch-2").goes_to == "/"


def test_a_form_in_base64_is_read_as_well(visitor):
    state = consent(launched(visitor), encoded=True)

    assert visitor.get("/connect/callback", code="code-1", state=state, realmId=REALM).goes_to == "/connect/confirm"


def test_the_launch_token_leaves_the_address_bar(visitor):
    assert "launch-1" not in visitor.get("/launch", token="launch-1").headers["Location"]


def test_the_session_cookie_is_bound_to_the_host_and_out_of_reach_of_scripts(visitor):
    (cookie,) = visitor.get("/launch", token="launch-1").cookies

    pair, *attributes = cookie.split("; ")
    assert pair.startswith("__Host-daybook=")
    assert {attribute.lower() for attribute in attributes} == {"path=/", "secure", "httponly", "samesite=lax"}


def test_a_page_signs_the_session_anew(visitor):
    launched(visitor)

    assert len(visitor.get("/connect").cookies) == 1


@pytest.mark.parametrize("path", ["/launch", "/connect", "/connected"])
def test_every_answer_carries_the_security_headers(visitor, path):
    launched(visitor)

    headers = visitor.get(path, token="launch-2").headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert not any(part.startswith("script-src") for part in policy)
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def test_only_the_page_with_the_button_may_lead_to_intuit(visitor):
    """Browsers hold the redirect after a form against the policy, too."""
    launched(visitor)

    assert "form-action 'self' https://intuit.test;" in visitor.get("/connect").headers["Content-Security-Policy"]
    assert "form-action 'self';" in visitor.get("/launch").headers["Content-Security-Policy"]


def test_no_page_has_script_or_style_inside(visitor):
    connected(visitor)

    pages = [visitor.get("/connect").body, visitor.get("/connected").body, visitor.get("/launch").body]
    assert not any("<script" in page or "<style" in page or " style=" in page for page in pages)
