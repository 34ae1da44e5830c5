"""Gets, renews and ends the consent for a company at Intuit (docs/quickbooks.md 1).

`requests_oauthlib` makes the address of the consent page. It refuses plain http unless OAUTHLIB_INSECURE_TRANSPORT is
set, a documented switch of the library. Only the local system sets it, for its simulator on loopback. This module
itself makes the calls that contain secrets, and they follow no redirect.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, NoReturn

from requests.adapters import BaseAdapter
from requests.auth import HTTPBasicAuth

from daybook.adapters.quickbooks.grants.discovery import DiscoveryDocument
from daybook.adapters.quickbooks.http.transport import TIMEOUT_SECONDS, Reply, ask, http_session
from daybook.adapters.vendor_http import Registration
from daybook.application.ports import Clock
from daybook.domain.company.connection import TokenSet
from daybook.domain.errors import Condition, DaybookRefusedError, HoldReason, NeedsAttentionError, RetriableError

ACCOUNTING_SCOPE = "com.intuit.quickbooks.accounting"

_REFRESH_WINDOW_SECONDS = 100 * 24 * 60 * 60
_LONGEST_WORD = 40
_TOKEN_HEADERS = {
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    "x-include-refresh-token-hard-expires-in": "true",
}


class IntuitConfigurationError(DaybookRefusedError):
    """The app's own keys or requests are wrong: no merchant is disconnected, and an alarm calls the developers."""

    def __init__(self, message: str) -> None:
        """Keep what Intuit did not accept."""
        super().__init__(message, condition=Condition.QUICKBOOKS_REFUSES_DAYBOOK)


@dataclass(frozen=True, slots=True)
class IntuitApp:
    """The app's registration at Intuit. The redirect address must be byte for byte a registered one."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str


class IntuitAuthorizer:
    """Implements the port `CompanyAuthorizer`, and the refresh for `AccessTokens`."""

    def __init__(
        self,
        app: Registration[IntuitApp],
        discovery: DiscoveryDocument,
        clock: Clock,
        *,
        transport: BaseAdapter | None = None,
    ) -> None:
        self._app = app
        self._discovery = discovery
        self._clock = clock
        self._transport = transport

    def authorize_url(self, state: str) -> str:
        """The address of Intuit's consent page for this app; the callback returns `state`."""
        # The worker renews consents and never asks for one: only the function that does pays for the library.
        from requests_oauthlib import OAuth2Session  # noqa: PLC0415

        app = self._app.current()
        session = OAuth2Session(app.client_id, redirect_uri=app.redirect_uri, scope=[ACCOUNTING_SCOPE])
        url, _ = session.authorization_url(self._discovery.endpoints().authorization, state=state)
        return url

    def exchange_code(self, code: str, realm_id: str) -> TokenSet:
        """Exchange the single-use code of a callback for tokens.

        Raises:
            NeedsAttentionError: the code was used before or has expired; the merchant starts again.
            RetriableError: Intuit did not answer. The code may be used up.
            IntuitConfigurationError: the app's keys are wrong.
        """
        asked_at = self._clock.now()
        wanted = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._app.current().redirect_uri}
        return _granted(self._tokens_for(wanted), realm_id, asked_at)

    def refresh(self, tokens: TokenSet) -> TokenSet:
        """New tokens for a grant, with the version of the old ones: store them before you use them.

        Raises:
            NeedsAttentionError: the grant has ended, or another worker has refreshed it meanwhile: load it again to
                see.
            RetriableError: the outcome is unknown; the same refresh token usually stays valid for a day.
            IntuitConfigurationError: the app's keys are wrong.
        """
        asked_at = self._clock.now()
        wanted = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
        fresh = _granted(self._tokens_for(wanted), tokens.realm_id, asked_at)
        return replace(
            fresh,
            hard_expires_at=fresh.hard_expires_at or tokens.hard_expires_at,
            version=tokens.version,
            refused_since=tokens.refused_since,
        )

    def revoke(self, tokens: TokenSet) -> None:
        """End the grant at Intuit. An already ended grant is not an error.

        Raises:
            RetriableError: Intuit did not answer, so the grant may still be valid.
            IntuitConfigurationError: the app's keys are wrong.
        """
        reply = self._post(
            self._discovery.endpoints().revocation,
            "Intuit's revocation endpoint",
            json={"token": tokens.refresh_token},
            headers={"Accept": "application/json"},
        )
        if reply.status not in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST} or reply.is_from_elsewhere:
            _raise_for_refusal(reply)

    def _tokens_for(self, wanted: Mapping[str, str]) -> Mapping[str, Any]:
        """One call of the token endpoint; its failures are classified by the table of docs/quickbooks.md 1.3."""
        url = self._discovery.endpoints().token
        reply = self._post(url, "Intuit's token endpoint", data=wanted, headers=_TOKEN_HEADERS)
        if reply.status != HTTPStatus.OK or reply.is_from_elsewhere:
            _raise_for_refusal(reply)
        return reply.json_object

    def _post(self, url: str, place: str, **content: Any) -> Reply:
        """One call with the app's keys; if Intuit refuses them and newer ones are stored, one more call.

        If Intuit refuses the keys, it has not processed the call: no code or refresh token was used up.
        """
        app = self._app.current()
        reply = self._post_as(app, url, place, content)
        if _refuses_app(reply):
            rotated = self._app.anew()
            if rotated != app:
                reply = self._post_as(rotated, url, place, content)
        return reply

    def _post_as(self, app: IntuitApp, url: str, place: str, content: Mapping[str, Any]) -> Reply:
        keys = HTTPBasicAuth(app.client_id, app.client_secret)
        with http_session(self._transport) as session:
            return ask(session, "POST", url, place, auth=keys, timeout=TIMEOUT_SECONDS, **content)


def _refuses_app(reply: Reply) -> bool:
    return not reply.is_from_elsewhere and reply.json_object.get("error") == "invalid_client"


def _granted(token: Mapping[str, Any], realm_id: str, asked_at: datetime) -> TokenSet:
    """The tokens in an answer.

    Raises:
        RetriableError: the answer has none, or a part of them has an unreliable shape.
    """
    hard = _seconds(token, "x_refresh_token_hard_expires_in")
    expires_in = _seconds(token, "expires_in")
    secrets = [token.get(name) for name in ("access_token", "refresh_token")]
    if expires_in is None or not all(isinstance(secret, str) and secret for secret in secrets):
        raise _unreadable("the parts of a grant")
    rolling = _seconds(token, "x_refresh_token_expires_in") or _REFRESH_WINDOW_SECONDS
    return TokenSet(
        realm_id=realm_id,
        access_token=str(token["access_token"]),
        access_expires_at=asked_at + timedelta(seconds=expires_in),
        refresh_token=str(token["refresh_token"]),
        refresh_expires_at=asked_at + timedelta(seconds=rolling),
        hard_expires_at=None if hard is None else asked_at + timedelta(seconds=hard),
    )


def _seconds(token: Mapping[str, Any], name: str) -> int | None:
    value = token.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,9}", str(value)):
        raise _unreadable(name)
    return int(value)


def _unreadable(what: str) -> RetriableError:
    """The error for an unreadable field, without its value, which may be a token."""
    return RetriableError(
        f"Intuit's token endpoint answered without {what} in a readable form",
        condition=Condition.QUICKBOOKS_ANSWER_UNREADABLE,
    )


def _raise_for_refusal(reply: Reply) -> NoReturn:
    """Raise for a refusal: below 500 the error word decides; with 500 and above Intuit has not checked the grant."""
    word = str(reply.json_object.get("error") or "")[:_LONGEST_WORD]
    tid = reply.intuit_tid or "none"
    where = f"(HTTP {reply.status}, {word or 'no error word'}, intuit_tid {tid})"
    is_away = reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status == HTTPStatus.TOO_MANY_REQUESTS
    if is_away or reply.is_from_elsewhere:
        raise RetriableError(
            f"Intuit's OAuth server is unavailable {where}", condition=Condition.QUICKBOOKS_UNAVAILABLE
        )
    if word == "invalid_grant":
        raise NeedsAttentionError(
            HoldReason.NEEDS_RECONNECT,
            f"Intuit no longer accepts this grant: connect again {where}",
            details=(f"invalid_grant, intuit_tid {tid}",),
        )
    raise IntuitConfigurationError(
        f"Intuit refused the app itself {where}: check client id, client secret, redirect address and environment"
    )
