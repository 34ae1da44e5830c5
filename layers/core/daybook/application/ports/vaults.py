"""Encrypted tokens, and facts that live for minutes."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from daybook.domain.connection import TokenSet
from daybook.domain.grants import GrantTimes


class TokenVault(Protocol):
    """Encrypted tokens, with one refresher at a time per merchant (design 6)."""

    def load(self, merchant_id: str) -> TokenSet:
        """The stored tokens.

        Raises:
            NeedsAttentionError: there is no grant to load.
        """
        ...

    def save(self, merchant_id: str, tokens: TokenSet) -> TokenSet:
        """Store tokens as the version after `tokens.version` and return them with it.

        Raises:
            RetriableError: somebody stored a newer version meanwhile; load again.
        """
        ...

    def delete(self, merchant_id: str) -> None:
        """Forget the grant."""
        ...

    def lease_refresh(self, merchant_id: str, owner: str, seconds: int) -> bool:
        """Whether `owner` alone may refresh for the next seconds."""
        ...

    def release_refresh(self, merchant_id: str, owner: str) -> None:
        """Give the lease back; a lease of somebody else is left alone."""
        ...


class GrantRegister(Protocol):
    """When grants end: read without opening a single token."""

    def times(self, merchant_ids: Iterable[str]) -> Mapping[str, GrantTimes]:
        """The times of every grant that there ever was, by merchant."""
        ...


class SalesTokenVault(Protocol):
    """The merchant's long-lived talech token, encrypted."""

    def load(self, merchant_id: str) -> str:
        """The refresh token talech gave us for this merchant."""
        ...

    def save(self, merchant_id: str, refresh_token: str) -> None:
        """Store it, replacing an older one."""
        ...


class OneTimeTokens(Protocol):
    """Short-lived facts that are used once or expire: launch tokens, OAuth states, sessions."""

    def put(self, kind: str, token: str, content: dict[str, str], seconds: int) -> bool:
        """Store unless it exists; whether it was new."""
        ...

    def get(self, kind: str, token: str) -> dict[str, str] | None:
        """The content, if it exists and has not expired."""
        ...

    def update(self, kind: str, token: str, content: dict[str, str], seconds: int) -> None:
        """Replace the content and restart its life."""
        ...

    def take(self, kind: str, token: str) -> dict[str, str] | None:
        """The content, removed in the same step: two callers never both get it."""
        ...
