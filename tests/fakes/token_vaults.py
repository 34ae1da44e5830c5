"""Vaults that keep tokens in a dictionary."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from daybook.application.ports import Clock
from daybook.domain.company.connection import TokenSet
from daybook.domain.company.grants import GrantTimes
from daybook.domain.errors import HoldReason, NeedsAttentionError, NewerGrantError


class FakeTokenVault:
    """QuickBooks tokens by merchant, with the version and lease rules of the real vault."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stored: dict[str, TokenSet] = {}
        self._versions: dict[str, int] = {}
        self._asked: dict[str, datetime] = {}
        self._leases: dict[str, tuple[str, datetime]] = {}

    def load(self, merchant_id: str) -> TokenSet:
        if merchant_id not in self._stored:
            raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, f"merchant {merchant_id} has no QuickBooks grant")
        return self._stored[merchant_id]

    def save(self, merchant_id: str, tokens: TokenSet) -> TokenSet:
        current = self._versions.get(merchant_id, 0)
        if tokens.version not in (0, current):
            raise NewerGrantError(f"merchant {merchant_id} has token version {current}, not {tokens.version}")
        if not tokens.version:
            self._asked.pop(merchant_id, None)
        self._versions[merchant_id] = current + 1
        known = self._stored.get(merchant_id)
        since = known.refused_since if known is not None and tokens.version else None
        self._stored[merchant_id] = replace(tokens, version=current + 1, refused_since=since)
        self._leases.pop(merchant_id, None)
        return self._stored[merchant_id]

    def times(self, merchant_ids: Iterable[str]) -> Mapping[str, GrantTimes]:
        stored = {merchant_id: self._stored[merchant_id] for merchant_id in merchant_ids if merchant_id in self._stored}
        return {
            merchant_id: GrantTimes(
                tokens.access_expires_at,
                tokens.refresh_expires_at,
                tokens.hard_expires_at,
                self._asked.get(merchant_id),
            )
            for merchant_id, tokens in stored.items()
        }

    def remember_asked(self, merchant_id: str, at: datetime | None) -> None:
        self._asked.pop(merchant_id, None)
        if at is not None and merchant_id in self._stored:
            self._asked[merchant_id] = at

    def delete(self, merchant_id: str) -> None:
        if self._stored.pop(merchant_id, None) is not None:
            self._versions[merchant_id] += 1
        self._leases.pop(merchant_id, None)

    def lease_refresh(self, merchant_id: str, stored: TokenSet, owner: str, seconds: int) -> bool:
        now = self._clock.now()
        _, until = self._leases.get(merchant_id, ("", now))
        if merchant_id not in self._stored or stored.version != self._versions[merchant_id] or until > now:
            return False
        self._leases[merchant_id] = (owner, now + timedelta(seconds=seconds))
        return True

    def remember_refusal(self, merchant_id: str, at: datetime) -> datetime:
        tokens = self.load(merchant_id)
        since = tokens.refused_since or at
        self._stored[merchant_id] = replace(tokens, refused_since=since)
        return since

    def forget_refusal(self, merchant_id: str) -> None:
        if merchant_id in self._stored:
            self._stored[merchant_id] = replace(self._stored[merchant_id], refused_since=None)

    def release_refresh(self, merchant_id: str, owner: str) -> None:
        if self._leases.get(merchant_id, ("",))[0] == owner:
            del self._leases[merchant_id]


class FakeSalesTokenVault:
    """talech tokens by merchant."""

    def __init__(self) -> None:
        self._stored: dict[str, str] = {}

    def load(self, merchant_id: str) -> str:
        if merchant_id not in self._stored:
            raise NeedsAttentionError(HoldReason.TALECH_ACCESS_LOST, f"merchant {merchant_id} has no talech token")
        return self._stored[merchant_id]

    def has(self, merchant_id: str) -> bool:
        return merchant_id in self._stored

    def delete(self, merchant_id: str) -> None:
        self._stored.pop(merchant_id, None)

    def save(self, merchant_id: str, refresh_token: str) -> None:
        self._stored[merchant_id] = refresh_token
