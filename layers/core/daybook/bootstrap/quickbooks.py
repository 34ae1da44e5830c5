"""Makes the QuickBooks adapters of a merchant: grants, ledger, writer, tracking."""

from functools import cache, lru_cache

from daybook.adapters.aws.app_secrets import ClientCredentials
from daybook.adapters.aws.vaults.token_vault import KmsTokenVault
from daybook.adapters.aws.vendors.call_budget import DynamoCallBudget
from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.adapters.quickbooks.grants.discovery import DiscoveryDocument
from daybook.adapters.quickbooks.grants.fresh_grant import FreshGrant
from daybook.adapters.quickbooks.grants.oauth import IntuitApp, IntuitAuthorizer
from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.adapters.quickbooks.lists.tracking import QuickBooksTracking
from daybook.bootstrap.app_keys import AppRegistration
from daybook.bootstrap.environment import (
    CONNECTION_TABLE,
    INTUIT_API_BASE_URL,
    INTUIT_DISCOVERY_URL,
    INTUIT_SECRET_ID,
    SESSION_TABLE,
    setting,
)
from daybook.bootstrap.foundation import AWS, CLOCK, cipher
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.vendor_answers import QUICKBOOKS, VENDOR_ANSWERS
from daybook.bootstrap.worker_time import WORKER_TIME
from daybook.domain.company.connection import Company, Connection, TokenSet
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.merchant.books import BooksId

_API_VERSION = "v3"
_COMPANIES_REMEMBERED = 64


@cache
def token_vault() -> KmsTokenVault:
    """Merchants' QuickBooks grants."""
    return KmsTokenVault(AWS.dynamodb, setting(CONNECTION_TABLE), cipher(), CLOCK)


@cache
def authorizer(redirect_uri: str) -> IntuitAuthorizer:
    """The app at Intuit. The redirect address is empty for a worker, which only refreshes grants."""

    def app(keys: ClientCredentials) -> IntuitApp:
        return IntuitApp(keys.client_id, keys.client_secret, redirect_uri)

    registration = AppRegistration(setting(INTUIT_SECRET_ID), app)
    return IntuitAuthorizer(registration, DiscoveryDocument(setting(INTUIT_DISCOVERY_URL), CLOCK), CLOCK)


class CountedRefresher:
    """Refreshes grants, and counts how that ended; a grant that ended is no failure of the endpoint."""

    def refresh(self, tokens: TokenSet) -> TokenSet:
        """New tokens for the grant, with the errors of `IntuitAuthorizer.refresh`."""
        try:
            fresh = authorizer("").refresh(tokens)
        except NeedsAttentionError:
            raise
        except Exception:
            VENDOR_ANSWERS.count(Metric.TOKEN_REFRESH_FAILED)
            raise
        VENDOR_ANSWERS.count(Metric.TOKEN_REFRESHED)
        return fresh


def ledger_of(connection: Connection) -> QuickBooksLedger:
    """The ledger of a connected merchant."""
    return ledger_of_company(connection.merchant_id, connection.company.realm_id, connection.company.country)


def writer_of(connection: Connection) -> QuickBooksDocuments:
    """The document writer of a connected merchant, only for posting."""
    company = connection.company
    return QuickBooksDocuments(client_of_company(connection.merchant_id, company.realm_id, company.country))


def tracking_of(connection: Connection) -> QuickBooksTracking:
    """Classes and locations of a connected company."""
    company = connection.company
    return QuickBooksTracking(client_of_company(connection.merchant_id, company.realm_id, company.country))


def renew(merchant_id: BooksId) -> None:
    """Refresh an idle grant, under the lease that every refresh takes."""
    AccessTokens(merchant_id, token_vault(), CountedRefresher(), CLOCK).current()


@lru_cache(maxsize=_COMPANIES_REMEMBERED)
def ledger_of_company(merchant_id: BooksId, realm_id: str, country: str = "") -> QuickBooksLedger:
    """The ledger of a company that a merchant has just connected."""
    return QuickBooksLedger(client_of_company(merchant_id, realm_id, country))


def company_of(tokens: TokenSet) -> Company:
    """The company of a new grant that is not stored yet."""
    budget = DynamoCallBudget(AWS.dynamodb, setting(SESSION_TABLE), CLOCK)
    on_answer = VENDOR_ANSWERS.hearing(Metric.QUICKBOOKS_ANSWERED, QUICKBOOKS)
    client = QuickBooksClient(tokens.realm_id, FreshGrant(tokens), budget, api_url=_api_url(), on_answer=on_answer)
    return QuickBooksLedger(client).company()


@lru_cache(maxsize=_COMPANIES_REMEMBERED)
def client_of_company(merchant_id: BooksId, realm_id: str, country: str) -> QuickBooksClient:
    """The API client of a company with a merchant's grant; reading and writing share it and its token."""
    budget = DynamoCallBudget(AWS.dynamodb, setting(SESSION_TABLE), CLOCK)
    tokens = AccessTokens(merchant_id, token_vault(), CountedRefresher(), CLOCK, seconds_left=WORKER_TIME.seconds_left)
    on_answer = VENDOR_ANSWERS.hearing(Metric.QUICKBOOKS_ANSWERED, QUICKBOOKS)
    return QuickBooksClient(realm_id, tokens, budget, country=country, api_url=_api_url(), on_answer=on_answer)


def _api_url() -> str:
    return f"{setting(INTUIT_API_BASE_URL).rstrip('/')}/{_API_VERSION}"
