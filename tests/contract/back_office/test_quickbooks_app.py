"""From Settings > Apps > QuickBooks into Daybook, with a token that Daybook itself takes."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from contract.back_office.conftest import DAYBOOK, other_merchant
from daybook.adapters.talech.http.auth import TalechSettings
from daybook.adapters.talech.http.transport import new_session
from daybook.adapters.talech.launch import TalechLaunch
from daybook.domain.telling.notify import is_address
from fakes.app_keys import FixedKeys
from fakes.clock import FakeClock
from simulators.talech.shop import sample

pytestmark = pytest.mark.loopback
PAGE = "/settings/apps/quickbooks"


def press_connect(simulator, **fields):
    """Where the button leads."""
    answer = requests.post(f"{simulator.url}{PAGE}/connect", data=fields, allow_redirects=False, timeout=5)
    assert answer.status_code == 303
    return answer.headers["Location"]


def claims_of(address, simulator):
    """What Daybook makes of the launch."""
    application = simulator.application
    settings = TalechSettings(simulator.url, application.client_id, application.client_secret)
    launch = TalechLaunch(FixedKeys(settings), new_session(), FakeClock(datetime.now(UTC)))
    (token,) = parse_qs(urlsplit(address).query)["token"]
    return launch.verify(token), launch.merchant_token(token)


def test_connect_now_launches_daybook_with_a_token_that_daybook_takes(start):
    simulator = start()

    address = press_connect(simulator, merchant="m_304267", lang="fr")

    claims, merchant_token = claims_of(address, simulator)
    assert address.startswith(f"{DAYBOOK}/launch?token=")
    assert (claims.merchant_id, claims.plan, claims.language) == ("m_304267", "STANDARD", "fr")
    assert is_address(claims.user)
    assert merchant_token


def test_every_press_signs_another_launch(start):
    simulator = start()
    first, _ = claims_of(press_connect(simulator, merchant="m_304267"), simulator)

    second, _ = claims_of(press_connect(simulator, merchant="m_304267"), simulator)

    assert first.token_id != second.token_id


def test_below_standard_the_page_says_how_to_upgrade_and_still_leads_to_daybooks_own_words(start, visitor):
    simulator = start(sample(), other_merchant())

    page = visitor.open(f"{simulator.url}{PAGE}?merchant=m_1")

    assert "Move to Standard" in page.words
    assert "Connect now" not in page.words
    claims, _ = claims_of(press_connect(simulator, **page.form(f"{PAGE}/connect").fields), simulator)
    assert (claims.merchant_id, claims.plan) == ("m_1", "STARTER")


def test_on_standard_there_is_one_button_and_no_hint_to_upgrade(start, visitor):
    page = visitor.open(f"{start().url}{PAGE}")

    assert "Connect now" in page.words
    assert "Move to Standard" not in page.words


def test_the_switcher_lists_every_loaded_merchant_and_escapes_their_names(start, visitor):
    simulator = start(sample(), other_merchant())

    page = visitor.open(f"{simulator.url}{PAGE}?merchant=m_1&lang=fr")

    assert '<option value="m_1" selected>Café &lt;Anne&gt; &amp; Fils</option>' in page.body
    assert '<option value="m_304267">' in page.body
    assert page.form(PAGE).fields == {"lang": "fr"}


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [("", "fr-CA,fr;q=0.9", "fr-CA"), ("", "en", "en"), ("&lang=fr", "en", "fr-CA"), ("&lang=xx", "fr", "fr-CA")],
)
def test_the_page_speaks_the_language_that_was_asked_for(start, asked, accepted, language):
    simulator = start()

    page = requests.get(
        f"{simulator.url}{PAGE}?merchant=m_304267{asked}", headers={"Accept-Language": accepted}, timeout=5
    )

    assert f'<html lang="{language}">' in page.text
    assert ("Se connecter maintenant" in page.text) == (language == "fr-CA")


@pytest.mark.parametrize("path", [PAGE, "/settings/business-info"])
def test_an_unknown_merchant_is_a_clear_page(start, path):
    answer = requests.get(f"{start().url}{path}?merchant=nobody", timeout=5)

    assert answer.status_code == 404
    assert "There is no such merchant" in answer.text


@pytest.mark.parametrize("path", [PAGE, "/settings/business-info"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_has_no_script_and_loads_only_its_own_stylesheet(start, path, language):
    simulator = start(sample(), other_merchant())

    answer = requests.get(f"{simulator.url}{path}?lang={language}", timeout=5)
    style = requests.get(f"{simulator.url}/settings/back-office.css", timeout=5)

    assert "<script" not in answer.text
    assert 'style="' not in answer.text
    assert "http" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert style.headers["Content-Type"].startswith("text/css")


def test_the_wire_of_talech_is_as_it_was(start):
    simulator = start()

    assert requests.get(f"{simulator.url}/order/getorderhistory", timeout=5).status_code == 405
    assert requests.post(f"{simulator.url}/order/getorderhistory", json={}, timeout=5).status_code == 401
    assert requests.get(f"{simulator.url}/settings", allow_redirects=False, timeout=5).headers["Location"] == PAGE
