"""The session cookie: a signed session id and nothing else (docs/security.md 2)."""

from collections.abc import Callable

from itsdangerous import BadSignature, TimestampSigner

SESSION_COOKIE = "__Host-daybook"
_IDLE_SECONDS = 30 * 60


def set_cookie(value: str) -> str:
    """The `Set-Cookie` text of the session cookie: for this host over TLS only, out of reach of scripts."""
    return f"{SESSION_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax"


class SessionCookies:
    """Signs and reads the `__Host-` cookie; a forged or idle cookie reads as no session."""

    def __init__(self, secret: Callable[[], str]) -> None:
        """Ask for the signing key at every cookie: a new one signs everybody out while functions stay warm."""
        self._secret = secret

    def value(self, session_id: str) -> str:
        """The signed value; issue it anew with every page, so that the idle time starts again."""
        return self._signer().sign(session_id).decode()

    def session_id(self, cookies: list[str] | None) -> str:
        """The session id in an API Gateway cookie list; empty when there is none that can be trusted."""
        for cookie in cookies or []:
            name, _, value = cookie.partition("=")
            if name == SESSION_COOKIE:
                try:
                    return self._signer().unsign(value, max_age=_IDLE_SECONDS).decode()
                except BadSignature:
                    return ""
        return ""

    def _signer(self) -> TimestampSigner:
        return TimestampSigner(self._secret(), salt="daybook.session")
