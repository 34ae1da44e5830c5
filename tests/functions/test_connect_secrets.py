"""No token, code, cookie or key in any log, with the real adapters over HTTP and every library at its most talkative.

AWS is left out on purpose: botocore at DEBUG writes whole answers, and no function of ours ever runs it that way.
"""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

import daybook_local
from daybook.adapters.quickbooks.grants.discovery import DiscoveryDocument
from daybook.adapters.quickbooks.grants.fresh_grant import FreshGrant
from daybook.adapters.quickbooks.grants.oauth import IntuitApp, IntuitAuthorizer
from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.adapters.talech.http.auth import TalechSettings
from daybook.adapters.talech.http.transport import new_session
from daybook.adapters.talech.launch import TalechLaunch
from daybook.adapters.talech.source import open_source
from daybook.adapters.web.http.cookies import SessionCookies
from daybook.bootstrap.foundation import CLOCK
from daybook.bootstrap.functions import connecting
from fakes.app_keys import FixedKeys
from fakes.connection_store import FakeConnectionStore
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.people.accountants import FakeAccountantStore
from fakes.people.audit_trail import FakeAuditTrail
from fakes.people.notify_store import FakeNotifyStore
from fakes.queues.expected_closings import FakeExpectedClosings
from fakes.queues.schedules import FakeSchedules
from fakes.queues.sync_queue import FakeSyncQueue
from fakes.quickbooks.call_budget import FakeCallBudget
from fakes.sync_log import FakeSyncLog
from fakes.systems import FakeSystems
from fakes.token_vaults import FakeSalesTokenVault, FakeTokenVault
from fakes.unconfirmed_grants import FakeUnconfirmedGrants
from functions.visitor import Visitor
from quickbooks_simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, FaultSwitch, QuickBooksSimulator
from talech_simulator import TalechSimulator

pytestmark = pytest.mark.loopback

CAFE = Path(daybook_local.__file__).parent / "samples" / "cafe-ca"
CALLBACK = "https://daybook.example/connect/callback"
SESSION_SECRET = "a-session-secret-of-nobody"
SCOPE = "com.intuit.quickbooks.accounting"


class Vendors:
    """talech and QuickBooks on loopback, and the ports that reach them."""

    def __init__(self, talech, quickbooks):
        self.talech = talech
        self.quickbooks = quickbooks
        self.company = quickbooks.add_company("ca_plus", name="Harbour Street Coffee")
        (self.merchant_id,) = talech.world.merchants
        self.tokens, self.sales_tokens = FakeTokenVault(CLOCK), FakeSalesTokenVault()
        self.session = new_session()
        app = TalechSettings(talech.url, talech.application.client_id, talech.application.client_secret)
        self._settings = FixedKeys(app)
        app = IntuitApp(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, CALLBACK)
        self._intuit = IntuitAuthorizer(FixedKeys(app), DiscoveryDocument(quickbooks.discovery_url, CLOCK), CLOCK)

    def ports(self):
        return FakeSystems(
            launches=TalechLaunch(self._settings, self.session, CLOCK),
            accountants=FakeAccountantStore(),
            notify_store=FakeNotifyStore(),
            authorizer=self._intuit,
            tokens=self.tokens,
            sales_tokens=self.sales_tokens,
            connections=FakeConnectionStore(),
            unconfirmed=FakeUnconfirmedGrants(CLOCK),
            audit=FakeAuditTrail(),
            one_time=FakeOneTimeTokens(CLOCK),
            schedules=FakeSchedules(),
            expected=FakeExpectedClosings(),
            sync_log=FakeSyncLog(CLOCK),
            queue=FakeSyncQueue(),
            sales_of=lambda merchant_id: open_source(self._settings, merchant_id, self.sales_tokens, self.session),
            ledger_of_company=self._ledger_of,
            company_of=self._company_of,
            clock=CLOCK,
            settle_delay=timedelta(minutes=5),
        )

    def code(self):
        """What Intuit gives the browser once the merchant has agreed."""
        with self.quickbooks.state.lock:
            return self.quickbooks.state.oauth.authorize(self.company.realm, CALLBACK, (SCOPE,))

    def _company_of(self, tokens):
        budget = FakeCallBudget(CLOCK)
        client = QuickBooksClient(tokens.realm_id, FreshGrant(tokens), budget, api_url=self.quickbooks.api_url)
        return QuickBooksLedger(client).company()

    def _ledger_of(self, merchant_id, realm_id):
        tokens = AccessTokens(merchant_id, self.tokens, self._intuit, CLOCK)
        budget = FakeCallBudget(CLOCK)
        return QuickBooksLedger(QuickBooksClient(realm_id, tokens, budget, api_url=self.quickbooks.api_url))


@pytest.fixture
def vendors(monkeypatch):
    # The OAuth library refuses plain http unless the deployment says otherwise; this test is the deployment here.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with TalechSimulator([CAFE]) as talech, QuickBooksSimulator(redirect_uris=[CALLBACK], throttled=False) as intuit:
        found = Vendors(talech, intuit)
        yield found
        found.session.close()


@pytest.fixture
def connect(function_with, vendors):
    ports, cookies = vendors.ports(), SessionCookies(lambda: SESSION_SECRET)
    connecting.router_at.cache_clear()
    bootstrap = {
        "functions.connecting.systems_at": lambda _: ports,
        "functions.connecting.session_cookies": lambda: cookies,
    }
    yield function_with("connect", bootstrap)
    connecting.router_at.cache_clear()


def forged(token):
    """The token with another signature."""
    return f"{token[:-8]}{'A' * 8}"


def test_no_log_line_holds_a_secret_when_all_goes_well_and_when_it_does_not(connect, vendors, caplog, capsys, logged):
    launches = [vendors.talech.launch_token(vendors.merchant_id) for _ in range(2)]
    codes = [vendors.code(), vendors.code()]
    visitor, secrets = Visitor(connect), {*codes, *launches, forged(launches[0])}

    with caplog.at_level(logging.DEBUG):
        visitor.get("/launch", token=forged(launches[0]))
        visitor.get("/launch", token=launches[0])
        visitor.get("/launch", token=launches[0])
        statuses, outcomes = [], []
        vendors.quickbooks.arm(FaultSwitch("http_500", "oauth2/v1/tokens/bearer"))
        for code in (codes[0], codes[0], codes[1], codes[1]):
            page = visitor.get("/connect")
            state = visitor.post("/connect/authorize", {"csrf_token": page.csrf_token}).query["state"]
            answer = visitor.get("/connect/callback", code=code, state=state, realmId=vendors.company.realm)
            secrets |= {page.csrf_token, state, *visitor.cookies.values()}
            statuses.append(answer.status)
            confirmed = visitor.post("/connect/confirm", {"csrf_token": page.csrf_token, "company": "mine"})
            outcomes.append(confirmed.status)
        visitor.post("/connect/authorize", {"csrf_token": "another"})

    tokens = vendors.tokens.load(vendors.merchant_id)
    secrets |= {tokens.access_token, tokens.refresh_token, vendors.sales_tokens.load(vendors.merchant_id)}
    secrets |= {DEFAULT_CLIENT_SECRET, vendors.talech.application.client_secret, SESSION_SECRET}
    written = caplog.text + logged.getvalue() + "".join(capsys.readouterr())
    assert statuses == [503, 303, 303, 403]
    assert written.count("visit refused") >= 4
    assert "urllib3" in caplog.text
    assert [secret for secret in secrets if secret in written] == []
