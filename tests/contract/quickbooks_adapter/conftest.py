"""A simulated QuickBooks per test, and the adapter connected to one of its companies over real HTTP."""

from datetime import date, timedelta

import pytest

from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.adapters.quickbooks.grants.discovery import DiscoveryDocument
from daybook.adapters.quickbooks.grants.oauth import IntuitApp, IntuitAuthorizer
from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.domain.company.connection import TokenSet
from daybook.domain.posting.documents import JournalEntry, JournalLine, Side
from fakes.app_keys import FixedKeys
from quickbooks_simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, FaultSwitch, QuickBooksSimulator
from unit.quickbooks.doubles import MERCHANT, Budget, MemoryVault

CALLBACK = "https://app.example/qbo/callback"


class SimulatorClock:
    """Daybook's clock, on the simulator's time."""

    def __init__(self, simulator):
        self._simulator = simulator

    def now(self):
        return self._simulator.clock.now()


class Connected:
    """One merchant whose company is in the simulator."""

    def __init__(self, simulator, company, *, country="CA"):
        self.simulator = simulator
        self.company = company
        self.vault = MemoryVault()
        self.authorizer = intuit(simulator)
        with simulator.state.lock:
            issued = simulator.state.oauth.issue(company.realm)
        self.vault.put(granted(issued, company.realm, simulator.clock.now()))
        self.tokens = AccessTokens(MERCHANT, self.vault, self.authorizer, SimulatorClock(simulator))
        self._country = country

    def client(self, *, realm=None, transport=None):
        return QuickBooksClient(
            realm or self.company.realm,
            self.tokens,
            Budget(),
            country=self._country,
            api_url=self.simulator.api_url,
            transport=transport,
        )

    def ledger(self, **known):
        return QuickBooksLedger(self.client(**known))

    def writer(self, **known):
        return QuickBooksDocuments(self.client(**known))

    def account(self, name):
        return self.company.find_named("Account", "Name", name).id

    def entries(self):
        return [record.body for record in self.company.live("JournalEntry")]

    @property
    def meter(self):
        return self.simulator.state.meter.of(self.company.realm)

    def arm(self, fault, path="journalentry", **known):
        self.simulator.arm(FaultSwitch(fault, path, **known))


def granted(issued, realm, now):
    return TokenSet(
        realm_id=realm,
        access_token=issued.access_token,
        access_expires_at=now + timedelta(seconds=issued.expires_in),
        refresh_token=issued.refresh_token,
        refresh_expires_at=now + timedelta(seconds=issued.refresh_expires_in),
    )


def intuit(simulator, secret=DEFAULT_CLIENT_SECRET):
    clock = SimulatorClock(simulator)
    app = IntuitApp(DEFAULT_CLIENT_ID, secret, CALLBACK)
    return IntuitAuthorizer(FixedKeys(app), DiscoveryDocument(simulator.discovery_url, clock), clock)


def entry(books, *, minor=10000, debit="Chequing", credit="Sales", number="TL-20261123-K7QZ2M", day=date(2026, 11, 23)):
    lines = (
        JournalLine(Side.DEBIT, books.account(debit), minor, "Payments by VISA"),
        JournalLine(Side.CREDIT, books.account(credit), minor, "Sales, café"),
    )
    return JournalEntry(day, number, "Daybook: talech sales of 2026-11-23", books.company.currency, lines)


@pytest.fixture
def simulator(monkeypatch):
    # The OAuth library refuses plain http unless the deployment says otherwise; this suite is the deployment here.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with QuickBooksSimulator(redirect_uris=[CALLBACK], throttled=False) as running:
        yield running


@pytest.fixture
def books(simulator):
    return Connected(simulator, simulator.add_company("ca_plus", name="Harbour Street Coffee"))
