"""The authorization server: codes, access and refresh tokens (docs/quickbooks.md 1.3, 1.4)."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quickbooks_simulator.clock import Clock

ACCOUNTING_SCOPE = "com.intuit.quickbooks.accounting"

_CODE_LIFE = timedelta(minutes=10)
_ACCESS_LIFE = timedelta(hours=1)
_REFRESH_LIFE = timedelta(days=101)
_LINEAGE_LIFE = timedelta(days=5 * 365)


class OAuthError(Exception):
    """A refusal of the token endpoint: the `error` word, its description and the HTTP status."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description
        self.status = status


def invalid_grant(description: str) -> OAuthError:
    """The code or refresh token is no good (any more)."""
    return OAuthError("invalid_grant", description)


@dataclass(slots=True)
class RefreshValue:
    """One value of a refresh token, and when the next took its place."""

    value: str
    issued: datetime
    superseded: datetime | None = None


@dataclass(slots=True)
class Lineage:
    """One consent: every token that descends from it dies with it, five years later at the latest."""

    realm: str
    scopes: tuple[str, ...]
    started: datetime
    last_refresh: datetime
    values: list[RefreshValue] = field(default_factory=list)
    access: dict[str, datetime] = field(default_factory=dict)
    revoked: bool = False

    def hard_expiry(self) -> datetime:
        """When only a new consent helps."""
        return self.started + _LINEAGE_LIFE

    def refresh_expiry(self) -> datetime:
        """When the refresh token dies if the client does not use it."""
        return min(self.last_refresh + _REFRESH_LIFE, self.hard_expiry())


@dataclass(slots=True)
class Code:
    """An authorization code, good once."""

    redirect_uri: str
    lineage: Lineage
    issued: datetime
    used: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the token endpoint hands out; lives in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int
    refresh_expires_in: int
    hard_expires_in: int


@dataclass(slots=True)
class AuthorizationServer:
    """Issues and checks tokens for one registered app.

    `rotate_after` is how old a refresh token's value may grow before a refresh changes it; `grace` is how long the
    value before keeps working.
    """

    clock: Clock
    client_id: str
    client_secret: str
    redirect_uris: set[str] = field(default_factory=set)
    rotate_after: timedelta = timedelta(hours=24)
    grace: timedelta = timedelta(hours=24)
    codes: dict[str, Code] = field(default_factory=dict)
    lineages: list[Lineage] = field(default_factory=list)

    def authorize(self, realm: str, redirect_uri: str, scopes: tuple[str, ...]) -> str:
        """A single-use code for a company whose admin has said yes."""
        code = f"AB1{secrets.token_hex(20)}"
        self.codes[code] = Code(redirect_uri, self._new_lineage(realm, scopes), self.clock.now())
        return code

    def exchange(self, code: str, redirect_uri: str) -> Tokens:
        """Tokens for a code.

        Raises:
            OAuthError: the code is unknown, too old, for another redirect URI, or used; a second use also kills the
                tokens of the first.
        """
        known = self.codes.get(code)
        if known is None:
            raise invalid_grant("Invalid authorization code")
        if known.used:
            known.lineage.revoked = True
            raise invalid_grant("Authorization code was used before")
        if self.clock.now() - known.issued > _CODE_LIFE:
            raise invalid_grant("Authorization code expired")
        if redirect_uri != known.redirect_uri:
            raise invalid_grant("redirect_uri differs from the one of the authorization request")
        known.used = True
        known.lineage.last_refresh = self.clock.now()
        known.lineage.values.append(self._new_refresh_value())
        return self._tokens(known.lineage)

    def refresh(self, refresh_token: str) -> Tokens:
        """A fresh access token; the refresh token's value changes when it is old enough.

        Raises:
            OAuthError: the token is unknown, expired, revoked, or was rotated away and its grace is over.
        """
        now = self.clock.now()
        lineage, value = self._find_refresh(refresh_token)
        if lineage.revoked or now > lineage.refresh_expiry():
            raise invalid_grant("Incorrect or invalid refresh token")
        if value.superseded is not None and now - value.superseded >= self.grace:
            raise invalid_grant("Incorrect or invalid refresh token")
        current = lineage.values[-1]
        if now - current.issued >= self.rotate_after:
            current.superseded = now
            lineage.values.append(self._new_refresh_value())
        lineage.last_refresh = now
        return self._tokens(lineage)

    def revoke(self, token: str) -> bool:
        """End the connection a token belongs to; False when the token is unknown."""
        for lineage in self.lineages:
            if token in lineage.access or any(value.value == token for value in lineage.values):
                lineage.revoked = True
                return True
        return False

    def disconnect(self, realm: str) -> None:
        """What a merchant does under Apps > My apps: every connection to the company ends."""
        for lineage in self.lineages:
            if lineage.realm == realm:
                lineage.revoked = True

    def expire_access_tokens(self, realm: str | None = None) -> None:
        """Make the access tokens of a company, or of all, old at once; refresh tokens stay good."""
        for lineage in self.lineages:
            if realm in (None, lineage.realm):
                lineage.access = dict.fromkeys(lineage.access, self.clock.now())

    def connection(self, access_token: str) -> Lineage | None:
        """The live connection behind an access token, or None."""
        now = self.clock.now()
        for lineage in self.lineages:
            expiry = lineage.access.get(access_token)
            if expiry is not None:
                return None if lineage.revoked or now >= expiry else lineage
        return None

    def issue(self, realm: str, scopes: tuple[str, ...] = (ACCOUNTING_SCOPE,)) -> Tokens:
        """Tokens without a browser, for tests and samples."""
        lineage = self._new_lineage(realm, scopes)
        lineage.values.append(self._new_refresh_value())
        return self._tokens(lineage)

    def _new_lineage(self, realm: str, scopes: tuple[str, ...]) -> Lineage:
        now = self.clock.now()
        lineage = Lineage(realm, scopes, now, now)
        self.lineages.append(lineage)
        return lineage

    def _new_refresh_value(self) -> RefreshValue:
        return RefreshValue(f"RT1-{secrets.token_hex(20)}", self.clock.now())

    def _find_refresh(self, refresh_token: str) -> tuple[Lineage, RefreshValue]:
        for lineage in self.lineages:
            for value in lineage.values:
                if secrets.compare_digest(value.value.encode(), refresh_token.encode()):
                    return lineage, value
        raise invalid_grant("Incorrect or invalid refresh token")

    def _tokens(self, lineage: Lineage) -> Tokens:
        now = self.clock.now()
        access = f"eyJ{secrets.token_urlsafe(48)}"
        lineage.access[access] = now + _ACCESS_LIFE
        return Tokens(
            access_token=access,
            refresh_token=lineage.values[-1].value,
            expires_in=int(_ACCESS_LIFE.total_seconds()),
            refresh_expires_in=round((lineage.refresh_expiry() - now).total_seconds()),
            hard_expires_in=round((lineage.hard_expiry() - now).total_seconds()),
        )
