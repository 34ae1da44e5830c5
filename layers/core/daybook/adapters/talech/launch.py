"""Verifies the launch token with which a merchant comes from talech's settings (docs/security.md 2).

This module checks signature and claims. The caller must store `token_id` so that a launch is used only once.
"""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import jwt
import requests

from daybook.adapters.talech.extensions import redeem_launch_token
from daybook.adapters.talech.http.auth import TalechRegistration
from daybook.adapters.talech.http.client import wait_out
from daybook.adapters.talech.http.transport import Transport
from daybook.adapters.vendor_http import unheard
from daybook.application.ports import Clock, LaunchClaims
from daybook.application.ports.circuits import OnAnswer
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.outside_ids import OutsideIdError, TalechMerchantId
from daybook.domain.words import tongue

ISSUER = "https://www.talech.com"
AUDIENCE = "daybook"
LONGEST_LIFE = timedelta(minutes=5)
# The difference that the clocks of talech and Daybook may have.
CLOCK_SKEW = timedelta(seconds=30)
_REQUIRED = ("iss", "aud", "sub", "jti", "iat", "exp", "plan", "user", "lang")


class TalechLaunch:
    """Implements `daybook.application.ports.LaunchGateway`."""

    def __init__(
        self,
        registration: TalechRegistration,
        session: requests.Session,
        clock: Clock,
        on_answer: OnAnswer = unheard,
    ) -> None:
        self._registration = registration
        self._transport = Transport(registration.current().base_url, session, on_answer)
        self._clock = clock

    def verify(self, launch_token: str) -> LaunchClaims:
        """The claims of a launch that talech signed for Daybook within the last minutes.

        A language other than `en` and `fr` becomes `en`.

        Raises:
            LaunchRefusedError: the token breaks a rule; the text names the first one.
        """
        claims = _signed_claims(launch_token, self._registration.current().client_secret)
        issued_at, expires_at, now = _instant(claims, "iat"), _instant(claims, "exp"), self._clock.now()
        if expires_at - issued_at > LONGEST_LIFE:
            raise _refused("the launch token lives longer than five minutes")
        if issued_at > now + CLOCK_SKEW:
            raise _refused("the launch token was issued in the future")
        if expires_at <= now - CLOCK_SKEW:
            raise _refused("the launch token has expired")
        return LaunchClaims(
            merchant_id=_merchant_id(claims),
            plan=_text(claims, "plan"),
            user=_text(claims, "user"),
            language=tongue(_text(claims, "lang")),
            token_id=_text(claims, "jti"),
            expires_at=expires_at,
        )

    def language_of(self, launch_token: str) -> str:
        """The language of a launch, also an invalid one: only the language of a page depends on it."""
        try:
            claims = jwt.decode(launch_token, options={"verify_signature": False})
        except jwt.InvalidTokenError:
            return ""
        named = claims.get("lang")
        return tongue(named) if isinstance(named, str) and named else ""

    def merchant_token(self, launch_token: str) -> str:
        """The merchant's long-lived talech token, for a launch that `verify` accepted.

        talech answers the same launch more than once, so the call can be repeated after a lost answer.

        Raises:
            LaunchRefusedError: talech does not accept the launch, or no longer.
            RetriableError: talech did not answer.
            TalechMisuseError: talech does not know the app's client id and secret.
        """
        refresh_token = wait_out(partial(redeem_launch_token, self._registration, self._transport, launch_token))
        if refresh_token is None:
            raise _refused("talech did not accept the launch token")
        return refresh_token


def _signed_claims(token: str, secret: str) -> dict[str, Any]:
    """Check signature, issuer, audience and presence of claims; the caller checks the times."""
    try:
        return jwt.decode(
            token,
            secret,
            algorithms=["HS256"],
            issuer=ISSUER,
            audience=AUDIENCE,
            options={"require": list(_REQUIRED), "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
    except jwt.MissingRequiredClaimError as error:
        raise _refused(f"the launch token has no claim {error.claim!r}") from None
    except jwt.InvalidIssuerError:
        raise _refused("the launch token was not issued by talech") from None
    except jwt.InvalidAudienceError:
        raise _refused("the launch token was issued for another app") from None
    except jwt.InvalidTokenError:
        raise _refused("the launch token is not signed by talech") from None


def _instant(claims: dict[str, Any], name: str) -> datetime:
    value = claims[name]
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise _refused(f"the launch token's claim {name!r} is no instant") from None


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims[name]
    if not isinstance(value, str) or not value or not _is_encodable(value):
        raise _refused(f"the launch token's claim {name!r} is no text")
    return value


def _merchant_id(claims: dict[str, Any]) -> TalechMerchantId:
    text = _text(claims, "sub")
    try:
        return TalechMerchantId(text)
    except OutsideIdError:
        raise _refused("the launch token's claim 'sub' is no id of a talech merchant") from None


def _is_encodable(text: str) -> bool:
    """Whether the text has no lone surrogate, which JSON allows but UTF-8 does not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refused(rule: str) -> LaunchRefusedError:
    """The error for every broken rule; the text names the rule and nothing of the token."""
    return LaunchRefusedError(Refusal.LAUNCH_INVALID, rule)
