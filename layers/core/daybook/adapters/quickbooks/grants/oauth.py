"""Consent of a company: obtained, renewed and ended at Intuit (docs/quickbooks.md 1).

`requests_oauthlib` writes the address of the consent page. It refuses plain http unless the environment says
OAUTHLIB_INSECURE_TRANSPORT, the library's own documented switch; the local system sets it for its loopback simulator,
no code here ever does. The calls with secrets in them are our own: they follow no redirect.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, NoReturn, Protocol, Self

from requests.adapters import BaseAdapter
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from daybook.adapters.quickbooks.grants.discovery import DiscoveryDocument
from daybook.adapters.quickbooks.http.transport import TIMEOUT_SECONDS, Reply, ask, http_session
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

    def current(self) -> Self:
        """Keys that nobody rotates."""
        return self

    def anew(self) -> Self:
        """The same again."""
        return self


class IntuitRegistration(Protocol):
    """Where the app's keys are read, each time they are used: an operator rotates them while functions are warm."""

    def current(self) -> IntuitApp:
        """The app with its keys as they are known now."""
        ...

    def anew(self) -> IntuitApp:
        """The app with its keys as they are stored, because Intuit refuses the ones that were known."""
        ...


class IntuitAuthorizer:
    """The port `CompanyAuthorizer`, and the refresh that `AccessTokens` asks for."""

    def __init__(
        self,
        app: IntuitRegistration,
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
        """Intuit's consent page for this app; `state` comes back with the callback."""
        app = self._app.current()
        session = OAuth2Session(app.client_id, redirect_uri=app.redirect_uri, scope=[ACCOUNTING_SCOPE])
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
        wanted = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._app.current().redirect_uri}
        return _granted(self._tokens_for(wanted), realm_id, asked_at)

    def refresh(self, tokens: TokenSet) -> TokenSet:
        """Fresh tokens for a grant, under the version of the old ones: store them before using them.

        Raises:
            NeedsAttentionError: the grant is dead, or somebody else has refreshed it meanwhile: load again to tell.
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
        """End the grant at Intuit. A grant that is dead already is fine.

        Raises:
            RetriableError: Intuit did not answer, so the grant may live on.
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
        """One call of the token endpoint, its failures told apart by the table of docs/quickbooks.md 1.3."""
        url = self._discovery.endpoints().token
        reply = self._post(url, "Intuit's token endpoint", data=wanted, headers=_TOKEN_HEADERS)
        if reply.status != HTTPStatus.OK or reply.is_from_elsewhere:
            _raise_for_refusal(reply)
        return reply.json_object

    def _post(self, url: str, place: str, **content: Any) -> Reply:
        """One call under the app's keys; once more where Intuit refuses these and others are stored by now.

        Who refuses the caller has not looked at the call: neither a code nor a refresh token was used.
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
    """The tokens of an answer.

    Raises:
        RetriableError: the answer holds none, or some part of them has a shape that nobody can rely on.
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
    """Never with the value: it may be a token."""
    return RetriableError(
        f"Intuit's token endpoint answered without {what} in a readable form",
        condition=Condition.QUICKBOOKS_ANSWER_UNREADABLE,
    )


def _raise_for_refusal(reply: Reply) -> NoReturn:
    """Below 500 the word decides: a status of 500 and above says that nobody looked at the grant."""
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
