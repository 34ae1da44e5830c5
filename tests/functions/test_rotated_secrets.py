"""A secret that an operator rotates counts in warm functions within five minutes, through all that bootstrap made."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from connected_merchant import MERCHANT
from daybook.adapters.talech.launch import TalechLaunch
from daybook.adapters.web.http.cookies import SessionCookies
from daybook.bootstrap import foundation, quickbooks, talech
from daybook.bootstrap.functions import connecting, portal
from daybook.bootstrap.observing.vendor_answers import VENDOR_ANSWERS
from daybook.domain.errors import LaunchRefusedError
from fakes.clock import FakeClock
from fakes.token_vaults import FakeSalesTokenVault
from functions.visitor import Visitor, launched, says
from quickbooks_simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, QuickBooksSimulator
from talech_simulator import launch_token
from unit.quickbooks.doubles import token_set
from unit.talech.scripted import ScriptedTalech, answer

INTUIT, TALECH, SESSION = "intuit", "talech", "session"
OLD, NEW = "the-leaked-secret-of-at-least-32-bytes", "the-rotated-secret-of-at-least-32-bytes"


class SecretsManager:
    """What an operator stored last."""

    def __init__(self):
        self.stored = {}
        self.rotate(OLD)

    def rotate(self, secret):
        client = json.dumps({"client_id": DEFAULT_CLIENT_ID, "client_secret": secret})
        self.stored = {INTUIT: client, TALECH: client, SESSION: secret}

    def get_secret_value(self, *, SecretId):  # noqa: N803 - AWS' own name
        return {"SecretString": self.stored[SecretId]}


@pytest.fixture
def clock():
    return FakeClock(datetime.now(UTC))


@pytest.fixture
def vendor():
    """A talech that says what a test tells it to."""
    return ScriptedTalech({"ext/v0/launchtoken": answer(refresh_token="mt-1")})


@pytest.fixture
def secrets(monkeypatch, clock, vendor):
    """Secrets of a deployment, and bootstrap as in a process that has made nothing yet."""
    manager = SecretsManager()
    for name, value in {
        "INTUIT_SECRET_ID": INTUIT,
        "TALECH_SECRET_ID": TALECH,
        "SESSION_SECRET_ID": SESSION,
        "TALECH_BASE_URL": "https://talech.test",
        "INTUIT_DISCOVERY_URL": "https://developer.api.intuit.com/.well-known/openid_configuration",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(foundation, "AWS", SimpleNamespace(secretsmanager=manager))
    monkeypatch.setattr(foundation, "CLOCK", clock)
    _forget_what_was_made()
    vault = FakeSalesTokenVault()
    vault.save(MERCHANT, "mt-1")
    monkeypatch.setattr(talech, "sales_tokens", lambda: vault)
    monkeypatch.setattr(talech, "talech_session", vendor.session)
    yield manager
    monkeypatch.undo()
    _forget_what_was_made()
    VENDOR_ANSWERS.take()


def _forget_what_was_made():
    for module in (foundation, talech, quickbooks, connecting, portal):
        for made in vars(module).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()


@pytest.fixture
def visitor(secrets, function_with, ports):
    assert secrets.stored[SESSION] == OLD
    return Visitor(function_with("connect", {"functions.connecting.systems_at": lambda _: ports}))


def test_a_rotated_session_secret_signs_everybody_out_of_connect(visitor, secrets, clock):
    launched(visitor)
    secrets.rotate(NEW)
    clock.advance(minutes=4)
    assert visitor.get("/connect").status == 200

    clock.advance(minutes=1)

    assert says(visitor.get("/connect"), 403, "DB-1013")
    assert launched(visitor, "launch-2").get("/connect").status == 200


def test_a_rotated_session_secret_signs_everybody_out_of_the_pages(secrets, clock):
    desk = portal.reception()
    cookie = f"__Host-daybook={desk.cookies.value('session-1')}"
    assert desk.cookies.session_id([cookie]) == "session-1"

    secrets.rotate(NEW)
    clock.advance(minutes=5)

    assert portal.reception().cookies.session_id([cookie]) == ""
    again = f"__Host-daybook={desk.cookies.value('session-1')}"
    assert SessionCookies(lambda: NEW).session_id([again]) == "session-1"


def launches(clock):
    """What connect verifies launches with, as bootstrap makes it for the life of a process."""
    return TalechLaunch(talech.talech_settings(), talech.talech_session(), clock)


def test_a_launch_signed_with_the_leaked_secret_is_refused_once_it_is_rotated(secrets, clock):
    door = launches(clock)
    assert door.verify(launch_token(MERCHANT, OLD, "en")).merchant_id == MERCHANT

    secrets.rotate(NEW)
    clock.advance(minutes=5)

    with pytest.raises(LaunchRefusedError, match="not signed by talech"):
        door.verify(launch_token(MERCHANT, OLD, "en"))
    assert door.verify(launch_token(MERCHANT, NEW, "en", issued_at=clock.now())).merchant_id == MERCHANT


def test_a_worker_whose_talech_secret_was_rotated_reads_it_anew_when_talech_refuses_the_old_one(secrets, vendor):
    vendor.scripts["o/oauth2/token"] = _known_to_talech(NEW)
    source = talech.sales_of(MERCHANT)
    secrets.rotate(NEW)

    token = source._client._access.current()

    assert token == "1/first"
    assert [body["client_secret"] for body in vendor.bodies("o/oauth2/token")] == [OLD, NEW]


def test_a_launch_is_redeemed_with_the_rotated_secret_when_talech_refuses_the_old_one(secrets, vendor, clock):
    door = launches(clock)
    known = _known_to_talech(NEW, answer(refresh_token="mt-2"))
    vendor.scripts["ext/v0/launchtoken"] = known
    secrets.rotate(NEW)

    assert door.merchant_token("a launch") == "mt-2"


def test_a_secret_that_talech_refuses_and_that_was_not_rotated_is_asked_for_once(secrets, vendor):
    vendor.scripts["o/oauth2/token"] = _known_to_talech("another")

    with pytest.raises(Exception, match="does not accept Daybook's client id and secret"):
        talech.sales_of(MERCHANT)._client._access.current()

    assert len(vendor.bodies("o/oauth2/token")) == 1
    assert secrets.stored[TALECH]


def _known_to_talech(secret, granted=None):
    def reply(body):
        if body["client_secret"] != secret:
            return 401, {"error": "invalid_client"}, {}
        return granted or {"access_token": "1/first", "expires_in": 1800, "token_type": "Bearer"}

    return reply


@pytest.mark.loopback
def test_a_worker_refreshes_with_the_rotated_secret_when_intuit_refuses_the_old_one(secrets, monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    secrets.rotate(DEFAULT_CLIENT_SECRET)
    with QuickBooksSimulator(throttled=False) as simulator:
        monkeypatch.setenv("INTUIT_DISCOVERY_URL", simulator.discovery_url)
        company = simulator.add_company("ca_plus", name="Harbour Street Coffee")
        tokens = token_set(refresh=simulator.issue_refresh_token(company.realm))
        worker = quickbooks.authorizer("")
        fresh = worker.refresh(tokens)
        simulator.state.oauth.client_secret = NEW
        secrets.rotate(NEW)

        assert worker.refresh(fresh).access_token not in {"", fresh.access_token}
