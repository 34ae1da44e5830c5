"""A valid access token for one merchant, with a single refresher however many workers ask (design 6).

Intuit changes the refresh token's value, and two refreshes at once can kill the grant (quickbooks-online reference
1.3). So: take the lease, load again, refresh, store, and only then use. Whoever did not get the lease waits and loads.
"""

import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from daybook.application.ports import Clock, TokenVault
from daybook.domain.connection import TokenSet
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError

# Longer than the token endpoint's connect and read timeouts together: a lease must not end under a refresh that runs.
LEASE_SECONDS = 60
_REFRESH_BEFORE = timedelta(minutes=5)
_LOOK_EVERY_SECONDS = 0.25
_LOOKS = 40


class TokenRefresher(Protocol):
    """What renews a grant; `oauth.IntuitAuthorizer` in production."""

    def refresh(self, tokens: TokenSet) -> TokenSet:
        """Fresh tokens for the grant."""
        ...


class AccessTokens:
    """The access tokens of one merchant. Safe to share between threads."""

    def __init__(
        self,
        merchant_id: str,
        vault: TokenVault,
        refresher: TokenRefresher,
        clock: Clock,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._merchant_id = merchant_id
        self._vault = vault
        self._refresher = refresher
        self._clock = clock
        self._sleep = sleep
        self._known: TokenSet | None = None

    def current(self) -> str:
        """An access token that is good for at least five minutes.

        Raises:
            NeedsAttentionError: the grant is dead: the merchant has to reconnect.
            RetriableError: Intuit, or another worker's refresh, did not come to an end in time.
        """
        return self._usable_token(rejected="")

    def replace(self, rejected: str) -> str:
        """Another access token than the one QuickBooks has just rejected (fault 3200).

        Raises:
            NeedsAttentionError: the grant is dead: the merchant has to reconnect.
            RetriableError: Intuit, or another worker's refresh, did not come to an end in time.
        """
        return self._usable_token(rejected)

    def _usable_token(self, rejected: str) -> str:
        known = self._known
        if known is None or not self._is_usable(known, rejected):
            known = self._known = self._loaded_or_refreshed(rejected)
        return known.access_token

    def _loaded_or_refreshed(self, rejected: str) -> TokenSet:
        owner = uuid.uuid4().hex
        for _ in range(_LOOKS):
            stored = self._vault.load(self._merchant_id)
            if self._is_usable(stored, rejected):
                return stored
            if self._vault.lease_refresh(self._merchant_id, owner, LEASE_SECONDS):
                try:
                    return self._refreshed(rejected)
                finally:
                    self._vault.release_refresh(self._merchant_id, owner)
            self._sleep(_LOOK_EVERY_SECONDS)
        raise RetriableError(
            f"another worker has been refreshing the tokens of merchant {self._merchant_id} for too long",
            after_seconds=LEASE_SECONDS,
        )

    def _refreshed(self, rejected: str) -> TokenSet:
        """With the lease held: somebody may have finished just before, so look again first."""
        stored = self._vault.load(self._merchant_id)
        if self._is_usable(stored, rejected):
            return stored
        try:
            fresh = self._refresher.refresh(stored)
        except NeedsAttentionError as error:
            if error.reason is not HoldReason.NEEDS_RECONNECT:
                raise
            newer = self._vault.load(self._merchant_id)
            if newer.refresh_token != stored.refresh_token and self._is_usable(newer, rejected):
                return newer  # the merchant reconnected, or a refresher outlived its lease
            raise
        return self._vault.save(self._merchant_id, fresh)

    def _is_usable(self, tokens: TokenSet, rejected: str) -> bool:
        remaining = tokens.access_expires_at - self._clock.now()
        return tokens.access_token != rejected and remaining >= _REFRESH_BEFORE
