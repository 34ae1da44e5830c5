"""The app's keys at talech, and the access token of one merchant, which any reply may replace.

talech rotates the token between calls (docs/talech.md 3.1), and eight threads read a day. So each process has one
holder per merchant, and a thread with a refused token looks there for a newer one before it renews the token.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock
from typing import Any

from daybook.adapters.talech.http.answers import TalechMisuseError, raise_for_status, read_object
from daybook.adapters.talech.http.transport import Reply, Transport
from daybook.adapters.vendor_http import Registration
from daybook.application.ports import SalesTokenVault
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.outside_ids import TalechMerchantId

TOKEN_PATH = "o/oauth2/token"  # noqa: S105  a path, not a token


@dataclass(frozen=True, slots=True)
class TalechSettings:
    """The app's registration at talech. Shared by all merchants; the secret never shows in a `repr`."""

    base_url: str
    client_id: str
    client_secret: str = field(repr=False)


TalechRegistration = Registration[TalechSettings]


@dataclass(frozen=True, slots=True)
class MerchantGrant:
    """A merchant's long-lived token, which is exchanged for access tokens."""

    merchant_id: TalechMerchantId
    registration: TalechRegistration
    transport: Transport
    vault: SalesTokenVault

    def access_token(self) -> str:
        """A new access token.

        Raises:
            NeedsAttentionError: the merchant, or talech, revoked the grant.
            TalechMisuseError: talech does not know the app's client id and secret.
            RetriableError: talech gave no token.
        """
        wanted = {"grant_type": "refresh_token", "refresh_token": self.vault.load(self.merchant_id)}
        reply = post_as_app(self.registration, self.transport, TOKEN_PATH, wanted)
        if reply.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED):
            fields = read_object(TOKEN_PATH, reply)
            refuse_unknown_app(fields)
            raise self._refusal(str(fields.get("error")))
        if reply.status != HTTPStatus.OK:
            raise_for_status(TOKEN_PATH, reply)
        token = read_object(TOKEN_PATH, reply).get("access_token")
        if not isinstance(token, str) or not token:
            raise RetriableError(
                f"talech answered {TOKEN_PATH} without an access token", condition=Condition.TALECH_SIGN_IN_REFUSED
            )
        return token

    def _refusal(self, error: str) -> Exception:
        if error == "invalid_grant":
            return NeedsAttentionError(
                HoldReason.TALECH_ACCESS_LOST,
                f"talech access of merchant {self.merchant_id} was revoked."
                " Open Daybook from talech Settings > Apps > QuickBooks to grant it again.",
            )
        return RetriableError(
            f"talech refused {TOKEN_PATH} with the unknown error {error[:40]!r}",
            condition=Condition.TALECH_SIGN_IN_REFUSED,
        )


def post_as_app(registration: TalechRegistration, transport: Transport, path: str, body: Mapping[str, str]) -> Reply:
    """One call with the app's keys; if talech refuses them and newer ones are stored, one more call."""
    settings = registration.current()
    reply = transport.post(path, {**body, **_keys(settings)})
    if reply.status == HTTPStatus.UNAUTHORIZED and _is_unknown_app(read_object(path, reply)):
        rotated = registration.anew()
        if rotated != settings:
            reply = transport.post(path, {**body, **_keys(rotated)})
    return reply


def _keys(settings: TalechSettings) -> dict[str, str]:
    return {"client_id": settings.client_id, "client_secret": settings.client_secret}


def refuse_unknown_app(refusal: Mapping[str, Any]) -> None:
    """Raise if talech refused Daybook itself, not the merchant.

    Raises:
        TalechMisuseError: talech does not accept the app's client id and secret.
    """
    if _is_unknown_app(refusal):
        raise TalechMisuseError("talech does not accept Daybook's client id and secret: check the talech secret")


def _is_unknown_app(refusal: Mapping[str, Any]) -> bool:
    return refusal.get("error") == "invalid_client"


class AccessToken:
    """The present access token, shared by all threads that read one merchant.

    `obtain` gets a new one. It runs under the lock, so that eight threads with an expired token renew it once.
    """

    def __init__(self, obtain: Callable[[], str]) -> None:
        self._obtain = obtain
        self._lock = Lock()
        self._token: str | None = None

    def current(self) -> str:
        """The token to send now; the first call obtains it."""
        with self._lock:
            if self._token is None:
                self._token = self._obtain()
            return self._token

    def adopt(self, replacement: str, *, instead_of: str) -> None:
        """Store the token of a reply, unless a newer one was stored already.

        Replies may arrive in another order: a late one must not restore an older token.
        """
        with self._lock:
            if self._token == instead_of:
                self._token = replacement

    def after_refusal(self, refused: str) -> str:
        """The token to try after a 401: the present one if the refused one was older, else a new one.

        Raises:
            NeedsAttentionError, RetriableError, TalechMisuseError: as `obtain` does.
        """
        with self._lock:
            if self._token is None or self._token == refused:
                self._token = None
                self._token = self._obtain()
            return self._token
