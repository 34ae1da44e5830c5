"""The signed launch: how talech's back office sends a merchant to a connector."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

ISSUER = "https://www.talech.com"
AUDIENCE = "daybook"
LONGEST_LIFE = timedelta(minutes=5)


class BadLaunchTokenError(ValueError):
    """A launch token that talech did not sign, or not for this, or not lately."""


def launch_token(
    merchant_id: str,
    secret: str,
    lang: str = "en",
    *,
    plan: str = "STANDARD",
    user: str = "owner",
    issued_at: datetime | None = None,
    life: timedelta = LONGEST_LIFE,
    jti: str | None = None,
) -> str:
    """Sign a launch token (README, "The launch token"); `issued_at` is now by default."""
    issued = issued_at or datetime.now(UTC)
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": merchant_id,
        "jti": jti or secrets.token_urlsafe(16),
        "iat": issued,
        "exp": issued + life,
        "plan": plan,
        "user": user,
        "lang": lang,
    }
    return jwt.encode(claims, secret, algorithm="HS256")


def read_launch_token(token: str, secret: str) -> dict[str, Any]:
    """The claims of a good launch token.

    Raises:
        BadLaunchTokenError: wrong signature, issuer, audience, age or a claim missing.
    """
    needed = ["iss", "aud", "sub", "jti", "iat", "exp"]
    try:
        claims: dict[str, Any] = jwt.decode(
            token, secret, algorithms=["HS256"], audience=AUDIENCE, issuer=ISSUER, options={"require": needed}
        )
    except jwt.InvalidTokenError as error:
        raise BadLaunchTokenError(f"launch token refused: {error}") from error
    if claims["exp"] - claims["iat"] > LONGEST_LIFE.total_seconds():
        raise BadLaunchTokenError("launch token refused: it lives longer than 5 minutes")
    return claims
