"""Ports for encrypted tokens, and for values that expire within minutes."""

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

    def save(self, merchant_id: BooksId, tokens: TokenSet) -> TokenSet:
        """Store tokens as the version after `tokens.version` and return them with it; a refresh lease ends with that.

        Raises:
            NewerGrantError: another process stored a newer version meanwhile; load again.
            RetriableError: KMS or the table does not answer.
        """

    def delete(self, merchant_id: BooksId) -> None:
        """Delete the grant."""

    def lease_refresh(self, merchant_id: BooksId, stored: TokenSet, owner: str, seconds: int) -> bool:
        """Whether `owner` alone may refresh these stored tokens for the next seconds, and new ones can be stored.

        A test value is encrypted as tokens are and written with the lease. False if another owner has the lease, or if
        other tokens are stored by now.

        Raises:
            RetriableError: KMS or the table does not answer.
        """

    def remember_refusal(self, merchant_id: BooksId, at: datetime) -> datetime:
        """Store when QuickBooks first refused fresh tokens of the grant, and return it: `at` or an earlier instant.

        A new consent deletes it; a refresh does not.

        Raises:
            NeedsAttentionError: there is no grant any more.
        """

    def forget_refusal(self, merchant_id: BooksId) -> None:
        """Delete the stored refusal, because QuickBooks accepted the grant."""

    def release_refresh(self, merchant_id: BooksId, owner: str) -> None:
        """Release the lease of `owner`; the lease of another owner stays."""


class GrantRegister(Protocol):
    """The times of grants, readable without decrypting tokens."""

    def times(self, merchant_ids: Iterable[str]) -> Mapping[str, GrantTimes]:
        """The times of every grant, ended ones too, by merchant."""

    def remember_asked(self, merchant_id: BooksId, at: datetime | None) -> None:
        """Store when a lost grant was last tried, or None after it worked again. A new consent deletes it as well."""


class UnconfirmedGrants(Protocol):
    """Encrypted grants of companies that the merchant has not confirmed: one per session, for some minutes."""

    def keep(self, session_id: str, merchant_id: BooksId, tokens: TokenSet) -> None:
        """Store the grant instead of an earlier one of the session."""

    def of(self, session_id: str, merchant_id: BooksId) -> TokenSet | None:
        """The unconfirmed grant of the session for these books; None if there is none."""

    def forget(self, session_id: str) -> None:
        """Delete the grant after it was confirmed or revoked. A second call is harmless."""


class SalesTokenVault(Protocol):
    """The merchant's long-lived talech token, encrypted."""

    def load(self, merchant_id: TalechMerchantId) -> str:
        """The merchant's refresh token of talech."""

    def has(self, merchant_id: TalechMerchantId) -> bool:
        """Whether a token is stored."""

    def save(self, merchant_id: TalechMerchantId, refresh_token: str) -> None:
        """Store it, replacing an older one."""

    def delete(self, merchant_id: TalechMerchantId) -> None:
        """Delete it; the next launch brings another one. A second call is harmless."""


class OneTimeTokens(Protocol):
    """Short-lived values that are used once or expire: launch tokens, OAuth states, sessions."""

    def put(self, kind: str, token: str, content: dict[str, str], seconds: int) -> bool:
        """Store unless it exists; True if it was new."""

    def get(self, kind: str, token: str) -> dict[str, str] | None:
        """The content, if it exists and has not expired."""

    def update(self, kind: str, token: str, content: dict[str, str], seconds: int) -> None:
        """Replace the content and restart the time until it expires."""

    def take(self, kind: str, token: str) -> dict[str, str] | None:
        """Remove and return the content in one step: of two callers only one gets it."""
