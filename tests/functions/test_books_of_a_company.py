"""Reading and writing one company share one client: one access token, and one answer to a refused one."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from daybook.bootstrap import quickbooks
from daybook.domain.company.connection import Connection, ConnectionStatus
from fakes.quickbooks.ledger import COMPANY


@pytest.fixture
def connection(monkeypatch):
    monkeypatch.setenv("SESSION_TABLE", "sessions")
    monkeypatch.setenv("INTUIT_API_BASE_URL", "https://quickbooks.api.intuit.com")
    monkeypatch.setattr(quickbooks, "AWS", SimpleNamespace(dynamodb=None))
    monkeypatch.setattr(quickbooks, "token_vault", lambda: None)
    monkeypatch.setattr(quickbooks, "authorizer", lambda _: None)
    quickbooks.client_of_company.cache_clear()
    quickbooks.ledger_of_company.cache_clear()
    yield Connection("304267", COMPANY, ConnectionStatus.CONNECTED, datetime(2026, 10, 1, tzinfo=UTC))
    quickbooks.client_of_company.cache_clear()
    quickbooks.ledger_of_company.cache_clear()


def test_ledger_and_writer_of_a_company_share_its_client(connection):
    ledger, writer = quickbooks.ledger_of(connection), quickbooks.writer_of(connection)

    assert ledger._client is writer._client
    assert quickbooks.ledger_of(connection) is ledger
