"""Encrypted tokens, and facts that live for minutes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from daybook.domain.company.connection import TokenSet
from daybook.domain.company.grants import GrantTimes
from daybook.domain.merchant.books import BooksId
from daybook.domain.outside_ids import TalechMerchantId


class TokenVault(Protocol):
    """Encrypted tokens, with one refresher at a time per merchant (docs/architecture.md 5)."""

    def load(self, merchant_id: BooksId) -> TokenSet:
        """The stored tokens.

        Raises:
            NeedsAttentionError: there is no grant to load.
        """
        ...

    def save(self, merchant_id: BooksId, tokens: TokenSet) -> TokenSet:
        """Store tokens as the version after `tokens.version` and return them with it.

        Raises:
            NewerGrantError: a newer version was stored meanwhile; load again.
            RetriableError: key or table are away.
        """
        ...

    def delete(self, merchant_id: BooksId) -> None:
        """Forget the grant."""
        ...

    def lease_refresh(self, merchant_id: BooksId, owner: str, seconds: int) -> bool:
        """Whether `owner` alone may refresh for the next seconds."""
        ...

    def prove_writable(self, merchant_id: BooksId, realm_id: str, owner: str, seconds: int) -> bool:
        """Prove that fresh tokens could be stored now: what is encrypted for the company is written under the lease.

        The lease of `owner` holds for so many seconds from then on; False when it is another's by now.

        Raises:
            RetriableError: key or table are away.
        """
        ...

    def remember_refusal(self, merchant_id: BooksId, at: datetime) -> datetime:
        """Since when QuickBooks has refused fresh tokens of the grant: `at`, unless an earlier refusal is remembered.

        A new consent forgets it; a refresh does not.

        Raises:
            NeedsAttentionError: there is no grant any more.
        """
        ...

    def forget_refusal(self, merchant_id: BooksId) -> None:
        """QuickBooks has accepted the grant: the next refusal is a first one again."""
        ...

    def release_refresh(self, merchant_id: BooksId, owner: str) -> None:
        """Give the lease back; a lease of somebody else is left alone."""
        ...


class GrantRegister(Protocol):
    """When grants end: read without opening a single token."""

    def times(self, merchant_ids: Iterable[str]) -> Mapping[str, GrantTimes]:
        """The times of every grant that there ever was, by merchant."""
        ...

    def remember_asked(self, merchant_id: BooksId, at: datetime | None) -> None:
        """When a lost grant was last asked; None once it has answered. A new consent forgets it as well."""
        ...


class UnconfirmedGrants(Protocol):
    """Grants of companies that a visit has brought back and not confirmed: encrypted, one per visit, for minutes."""

    def keep(self, session_id: str, merchant_id: BooksId, tokens: TokenSet) -> None:
        """Keep it in place of an earlier one of the same visit."""
        ...

    def of(self, session_id: str, merchant_id: BooksId) -> TokenSet | None:
        """The grant that waits for the word of this visit to these books; None where none does."""
        ...

    def forget(self, session_id: str) -> None:
        """It was confirmed or given back. Twice is harmless."""
        ...


class SalesTokenVault(Protocol):
    """The merchant's long-lived talech token, encrypted."""

    def load(self, merchant_id: TalechMerchantId) -> str:
        """The refresh token talech gave us for this merchant."""
        ...

    def has(self, merchant_id: TalechMerchantId) -> bool:
        """Whether talech gave one that is kept."""
        ...

    def save(self, merchant_id: TalechMerchantId, refresh_token: str) -> None:
        """Store it, replacing an older one."""
        ...

    def delete(self, merchant_id: TalechMerchantId) -> None:
        """Forget it; the next launch brings another. Twice is harmless."""
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
