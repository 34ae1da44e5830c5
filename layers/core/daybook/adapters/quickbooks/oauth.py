"""Consent of a company: obtained, renewed and ended at Intuit (quickbooks-online reference 1).

The flow is `requests_oauthlib`'s. It refuses plain http unless the environment says OAUTHLIB_INSECURE_TRANSPORT, the
library's own documented switch; the local system sets it for its loopback simulator, no code here ever does.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, NoReturn

import requests
from requests.adapters import BaseAdapter
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from daybook.adapters.quickbooks.discovery import DiscoveryDocument
from daybook.adapters.quickbooks.transport import TIMEOUT_SECONDS, http_session, mount
from daybook.application.ports import Clock
from daybook.domain.connection import TokenSet
from daybook.domain.errors import Condition, DaybookRefusedError, HoldReason, NeedsAttentionError, RetriableError

ACCOUNTING_SCOPE = "com.intuit.quickbooks.accounting"

_REFRESH_WINDOW_SECONDS = 100 * 24 * 60 * 60
_EXPECTED = ("access_token", "expires_in", "refresh_token")
_TOKEN_HEADERS = {
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    "x-include-refresh-token-hard-expires-in": "true",
}


class IntuitConfigurationError(DaybookRefusedError):
    """The app's own keys or requests are wrong: no merchant is disconnected because of it, developers are alarmed."""

    def __init__(self, message: str) -> None:
        """Say what Intuit did not accept."""
        super().__init__(message, condition=Condition.QUICKBOOKS_REFUSES_DAYBOOK)


@dataclass(frozen=True, slots=True)
class IntuitApp:
    """The app's registration at Intuit. The redirect address must equal a registered one byte for byte."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str


class IntuitAuthorizer:
    """The port `CompanyAuthorizer`, and the refresh that `AccessTokens` asks for."""

    def __init__(
        self, app: IntuitApp, discovery: DiscoveryDocument, clock: Clock, *, transport: BaseAdapter | None = None
    ) -> None:
        self._app = app
        self._discovery = discovery
        self._clock = clock
        self._transport = transport
        # The library writes tokens and keys into its debug log; nothing of that kind may reach ours.
        logging.getLogger("requests_oauthlib.oauth2_session").addFilter(_above_debug)

    def authorize_url(self, state: str) -> str:
        """Intuit's consent page for this app; `state` comes back with the callback."""
        session = OAuth2Session(self._app.client_id, redirect_uri=self._app.redirect_uri, scope=[ACCOUNTING_SCOPE])
        url, _ = session.authorization_url(self._discovery.endpoints().authorization, state=state)
        return url

    def exchange_code(self, code: str, realm_id: str) -> TokenSet:
        """Trade the single-use code of a callback for tokens.

        Raises:
            NeedsAttentionError: the code was used before or has expired: the merchant starts again.
            RetriableError: Intuit did not answer. The code may be spent.
            IntuitConfigurationError: the app's keys are wrong.
        """
        asked_at = self._clock.now()
        token = self._request_token(
            lambda session, url, auth: session.fetch_token(
                url, code=code, auth=auth, headers=_TOKEN_HEADERS, timeout=TIMEOUT_SECONDS
            )
        )
        return _granted(token, realm_id, asked_at)

    def refresh(self, tokens: TokenSet) -> TokenSet:
        """Fresh tokens for a grant, under the version of the old ones: store them before using them.

        Raises:
            NeedsAttentionError: the grant is dead, or somebody else has refreshed it meanwhile: load again to tell.
            RetriableError: the outcome is unknown; the same refresh token usually stays valid for a day.
            IntuitConfigurationError: the app's keys are wrong.
        """
        asked_at = self._clock.now()
        token = self._request_token(
            lambda session, url, auth: session.refresh_token(
                url, refresh_token=tokens.refresh_token, auth=auth, headers=_TOKEN_HEADERS, timeout=TIMEOUT_SECONDS
            )
        )
        fresh = _granted(token, tokens.realm_id, asked_at)
        return replace(fresh, hard_expires_at=fresh.hard_expires_at or tokens.hard_expires_at, version=tokens.version)

    def revoke(self, tokens: TokenSet) -> None:
        """End the grant at Intuit. A grant that is dead already is fine.

        Raises:
            RetriableError: Intuit did not answer, so the grant may live on.
            IntuitConfigurationError: the app's keys are wrong.
        """
        url = self._discovery.endpoints().revocation
        with http_session(self._transport) as session:
            try:
                answer = session.post(
                    url,
                    json={"token": tokens.refresh_token},
                    auth=self._basic_auth(),
                    headers={"Accept": "application/json"},
                    timeout=TIMEOUT_SECONDS,
                )
            except requests.RequestException as error:
                raise RetriableError(
                    f"Intuit's revocation endpoint did not answer: {type(error).__name__}",
                    condition=Condition.QUICKBOOKS_UNAVAILABLE,
                ) from error
        if answer.status_code not in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}:
            _raise_for_refusal(answer)

    def _request_token(self, request: Callable[[OAuth2Session, str, HTTPBasicAuth], Any]) -> dict[str, Any]:
        """One call of the token endpoint, its failures told apart by the table of reference 1.3."""
        endpoint = self._discovery.endpoints().token
        with OAuth2Session(self._app.client_id, redirect_uri=self._app.redirect_uri) as session:
            mount(session, self._transport)
            session.register_compliance_hook("access_token_response", _checked)
            session.register_compliance_hook("refresh_token_response", _checked)
            try:
                return dict(request(session, endpoint, self._basic_auth()))
            except requests.RequestException as error:
                raise RetriableError(
                    f"Intuit's token endpoint did not answer: {type(error).__name__}",
                    condition=Condition.QUICKBOOKS_UNAVAILABLE,
                ) from error

    def _basic_auth(self) -> HTTPBasicAuth:
        return HTTPBasicAuth(self._app.client_id, self._app.client_secret)


def _above_debug(record: logging.LogRecord) -> bool:
    return record.levelno > logging.DEBUG


def _granted(token: dict[str, Any], realm_id: str, asked_at: datetime) -> TokenSet:
    hard = token.get("x_refresh_token_hard_expires_in")
    rolling = int(token.get("x_refresh_token_expires_in") or _REFRESH_WINDOW_SECONDS)
    return TokenSet(
        realm_id=realm_id,
        access_token=str(token["access_token"]),
        access_expires_at=asked_at + timedelta(seconds=int(token["expires_in"])),
        refresh_token=str(token["refresh_token"]),
        refresh_expires_at=asked_at + timedelta(seconds=rolling),
        hard_expires_at=None if hard is None else asked_at + timedelta(seconds=int(hard)),
    )


def _checked(answer: requests.Response) -> requests.Response:
    """The hook on every token answer: the library itself never looks at the status, and takes any text for one."""
    if not answer.ok:
        _raise_for_refusal(answer)
    missing = [name for name in _EXPECTED if name not in _json_object(answer)]
    if missing:
        raise RetriableError(
            f"Intuit's token endpoint answered {answer.status_code} without {', '.join(missing)}",
            condition=Condition.QUICKBOOKS_UNAVAILABLE,
        )
    return answer


def _raise_for_refusal(answer: requests.Response) -> NoReturn:
    word = str(_json_object(answer).get("error") or "")
    tid = answer.headers.get("intuit_tid", "none")
    where = f"(HTTP {answer.status_code}, {word or 'no error word'}, intuit_tid {tid})"
    if word == "invalid_grant":
        raise NeedsAttentionError(
            HoldReason.NEEDS_RECONNECT,
            f"Intuit no longer accepts this grant: connect again {where}",
            details=(f"invalid_grant, intuit_tid {tid}",),
        )
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise RetriableError(
            f"Intuit's OAuth server is unavailable {where}", condition=Condition.QUICKBOOKS_UNAVAILABLE
        )
    raise IntuitConfigurationError(
        f"Intuit refused the app itself {where}: check client id, client secret, redirect address and environment"
    )


def _json_object(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
