"""The simulator on loopback, and two clients that other people wrote against the real QuickBooks.

`python-quickbooks` and `intuit-oauth` are configured as their users configure them: client id and secret, refresh
token, company id, discovery URL, API base. Only the two constants with the vendor's address are replaced.
"""

from collections.abc import Iterator

import pytest
import requests
from intuitlib.client import AuthClient
from quickbooks import QuickBooks

from quickbooks_simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, QuickBooksSimulator
from quickbooks_simulator.company.company_file import Company

CALLBACK = "http://localhost:9/qbo/callback"


@pytest.fixture(scope="session")
def listening() -> Iterator[QuickBooksSimulator]:
    """One server for the whole suite: starting and stopping it costs more than a test."""
    with QuickBooksSimulator(redirect_uris=[CALLBACK], throttled=False) as running:
        yield running


@pytest.fixture
def simulator(listening: QuickBooksSimulator) -> QuickBooksSimulator:
    """The server with nothing in it."""
    listening.reset()
    return listening


@pytest.fixture
def company(simulator: QuickBooksSimulator) -> Company:
    return simulator.add_company("us_plus", name="Harbour Street Coffee")


@pytest.fixture
def auth_client(simulator: QuickBooksSimulator) -> Iterator[AuthClient]:
    with AuthClient(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, CALLBACK, simulator.discovery_url) as client:
        yield client


@pytest.fixture
def api(simulator: QuickBooksSimulator, company: Company) -> Iterator[requests.Session]:
    """A plain HTTP session that is signed in to the company."""
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {simulator.issue_access_token(company.realm)}"
        yield session


@pytest.fixture
def url(simulator: QuickBooksSimulator, company: Company) -> str:
    return f"{simulator.api_url}/company/{company.realm}"


@pytest.fixture
def control(simulator: QuickBooksSimulator) -> str:
    return f"{simulator.base_url}/_control"


@pytest.fixture
def connect(
    simulator: QuickBooksSimulator, auth_client: AuthClient, monkeypatch: pytest.MonkeyPatch
) -> Iterator["Connector"]:
    """Makes a python-quickbooks client for a company."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr(QuickBooks, "api_url_v3", simulator.api_url)
    monkeypatch.setattr(QuickBooks, "sandbox_api_url_v3", simulator.api_url)
    connector = Connector(simulator, auth_client)
    yield connector
    connector.close()


class Connector:
    """Remembers the clients it made, to close them."""

    def __init__(self, simulator: QuickBooksSimulator, auth_client: AuthClient) -> None:
        self._simulator = simulator
        self._auth_client = auth_client
        self._made: list[QuickBooks] = []

    def __call__(self, company: Company) -> QuickBooks:
        self._auth_client.access_token = None
        client = QuickBooks(
            auth_client=self._auth_client,
            refresh_token=self._simulator.issue_refresh_token(company.realm),
            company_id=company.realm,
            minorversion=75,
        )
        self._made.append(client)
        return client

    def close(self) -> None:
        for client in self._made:
            client.session.close()


@pytest.fixture
def qb(connect: Connector, company: Company) -> QuickBooks:
    """A python-quickbooks client for the American company."""
    return connect(company)
