"""Finds Intuit's OAuth endpoints: reads the discovery document at most once a day (docs/quickbooks.md 1.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from requests.adapters import BaseAdapter

from daybook.adapters.quickbooks.http.transport import TIMEOUT_SECONDS, ask, http_session
from daybook.adapters.vendor_http import InsecureAddressError, secure_address
from daybook.application.ports import Clock
from daybook.domain.errors import Condition, RetriableError

PRODUCTION_DISCOVERY_URL = "https://developer.api.intuit.com/.well-known/openid_configuration"
SANDBOX_DISCOVERY_URL = "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration"

_KEPT_FOR = timedelta(days=1)
_RETRIED_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OAuthEndpoints:
    """The addresses of one authorization server."""

    authorization: str
    token: str
    revocation: str


# The same endpoints for production and sandbox: the client id decides which companies can be reached.
INTUIT_ENDPOINTS = OAuthEndpoints(
    authorization="https://appcenter.intuit.com/connect/oauth2",
    token="https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",  # noqa: S106 -- an address
    revocation="https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
)


class DiscoveryDocument:
    """The discovery document at one address, read when it is first needed and kept for a day."""

    def __init__(self, url: str, clock: Clock, *, transport: BaseAdapter | None = None) -> None:
        self._url = secure_address(url)
        self._clock = clock
        self._transport = transport
        self._endpoints: OAuthEndpoints | None = None
        self._fresh_until: datetime | None = None

    def endpoints(self) -> OAuthEndpoints:
        """The endpoints; if Intuit's document cannot be read, the last known ones or the published constants.

        Raises:
            RetriableError: the document of another server cannot be read, and no endpoints are known.
        """
        now = self._clock.now()
        if self._endpoints is not None and self._fresh_until is not None and now < self._fresh_until:
            return self._endpoints
        try:
            self._endpoints, self._fresh_until = self._fetch(), now + _KEPT_FOR
        except (RetriableError, InsecureAddressError) as error:
            self._endpoints, self._fresh_until = self._fallback(error), now + _RETRIED_AFTER
        return self._endpoints

    def _fetch(self) -> OAuthEndpoints:
        with http_session(self._transport) as session:
            headers = {"Accept": "application/json"}
            reply = ask(session, "GET", self._url, "the discovery document", headers=headers, timeout=TIMEOUT_SECONDS)
        document = reply.json_object
        return OAuthEndpoints(
            authorization=_address(document, "authorization_endpoint"),
            token=_address(document, "token_endpoint"),
            revocation=_address(document, "revocation_endpoint"),
        )

    def _fallback(self, error: Exception) -> OAuthEndpoints:
        if self._endpoints is not None:
            return self._endpoints
        if self._url in {PRODUCTION_DISCOVERY_URL, SANDBOX_DISCOVERY_URL}:
            return INTUIT_ENDPOINTS
        # If another server is down, its keys must not be sent to Intuit.
        raise RetriableError(
            f"the discovery document at {self._url} cannot be read: {error}", condition=Condition.QUICKBOOKS_UNAVAILABLE
        ) from error


def _address(document: Mapping[str, Any], name: str) -> str:
    return secure_address(str(document.get(name) or ""))
