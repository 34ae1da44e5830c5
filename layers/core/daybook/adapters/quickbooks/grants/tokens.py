"""A valid access token for one merchant, with a single refresher however many workers ask (docs/architecture.md 5).

Intuit changes the refresh token's value, and two refreshes at once can kill the grant (docs/quickbooks.md
1.3). So: take the lease, load again, prove that key and table take what will come, refresh, store, and only then use. A
worker that does not get the lease waits and loads.

Fresh tokens that are not stored are a grant that dies a day later, when Intuit forgets the refresh token before them.
So a save is repeated until the worker ends, and by the same process before it does anything else.
"""

import math
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from daybook.application.ports import Clock, TokenVault
from daybook.domain.company.connection import TokenSet
from daybook.domain.company.grants import REFUSED_FOR_GOOD_AFTER
from daybook.domain.errors import HoldReason, NeedsAttentionError, NewerGrantError, RetriableError
from daybook.domain.merchant.books import BooksId

# Longer than the token endpoint's connect and read timeouts together: a lease must not end under a refresh that runs.
LEASE_SECONDS = 60
_REFRESH_BEFORE = timedelta(minutes=5)
_LOOK_EVERY_SECONDS = 0.25
_LOOKS = 40
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 5.0
_MOST_SAVES = 40
# What a worker needs to tell the queue that it failed.
_SECONDS_TO_END = 5.0


class TokenRefresher(Protocol):
    """What renews a grant; `oauth.IntuitAuthorizer` in production."""

    def refresh(self, tokens: TokenSet) -> TokenSet:
        """Fresh tokens for the grant."""
        ...


class GrantTokens(Protocol):
    """The access tokens of one grant; `AccessTokens` where it is stored."""

    def current(self) -> str:
        """A token to send now."""
        ...

    def replace(self, rejected: str) -> str:
        """Another one than QuickBooks has just rejected."""
        ...

    def renew(self) -> None:
        """Ask the token endpoint whether it still knows the grant."""
        ...

    def refused_for_hours(self) -> bool:
        """Remember a refusal of fresh tokens; whether that has lasted for hours."""
        ...

    def accepted(self) -> None:
        """QuickBooks accepts the tokens."""
        ...


class AccessTokens:
    """The access tokens of one merchant. Safe to share between threads.

    `seconds_left` tells how long the worker may still run.
    """

    def __init__(
        self,
        merchant_id: BooksId,
        vault: TokenVault,
        refresher: TokenRefresher,
        clock: Clock,
        *,
        sleep: Callable[[float], None] = time.sleep,
        seconds_left: Callable[[], float] = lambda: math.inf,
    ) -> None:
        self._merchant_id = merchant_id
        self._vault = vault
        self._refresher = refresher
        self._clock = clock
        self._sleep = sleep
        self._seconds_left = seconds_left
        self._unsaved: TokenSet | None = None
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

    def renew(self) -> None:
        """Refresh the grant although its access token looks fresh: does the token endpoint still know it?

        Raises:
            NeedsAttentionError: the grant is dead: the merchant has to reconnect.
            RetriableError: Intuit, or another worker's refresh, did not come to an end in time.
        """
        self.replace(self._vault.load(self._merchant_id).access_token)

    def refused_for_hours(self) -> bool:
        """Remember that QuickBooks refuses a token that was just refreshed; whether it has done so for hours.

        The instant of the first such refusal lies beside the tokens, so that another worker can tell hours later.
        """
        now = self._clock.now()
        since = self._vault.remember_refusal(self._merchant_id, now)
        if self._known is not None:
            self._known = replace(self._known, refused_since=since)
        return now - since >= REFUSED_FOR_GOOD_AFTER

    def accepted(self) -> None:
        """QuickBooks accepts the tokens: what was refused before counts no longer."""
        known = self._known
        if known is not None and known.refused_since is not None:
            self._vault.forget_refusal(self._merchant_id)
            self._known = replace(known, refused_since=None)

    def _usable_token(self, rejected: str) -> str:
        known = self._known
        if known is None or not self._is_usable(known, rejected):
            known = self._known = self._loaded_or_refreshed(rejected)
        return known.access_token

    def _loaded_or_refreshed(self, rejected: str) -> TokenSet:
        if self._unsaved is not None:
            self._saved(self._unsaved)
        owner = uuid.uuid4().hex
        for _ in range(_LOOKS):
            stored = self._vault.load(self._merchant_id)
            if self._is_usable(stored, rejected):
                return stored
            if self._vault.lease_refresh(self._merchant_id, owner, LEASE_SECONDS):
                try:
                    return self._refreshed(rejected, owner)
                finally:
                    # A lease that cannot be given back ends by itself; what the refresh came to matters more.
                    with suppress(RetriableError):
                        self._vault.release_refresh(self._merchant_id, owner)
            self._sleep(_LOOK_EVERY_SECONDS)
        raise RetriableError(
            f"another worker has been refreshing the tokens of merchant {self._merchant_id} for too long",
            after_seconds=LEASE_SECONDS,
        )

    def _refreshed(self, rejected: str, owner: str) -> TokenSet:
        """With the lease held: another worker may have finished just before, so look again first."""
        stored = self._vault.load(self._merchant_id)
        if self._is_usable(stored, rejected):
            return stored
        if not self._vault.prove_writable(self._merchant_id, stored.realm_id, owner, LEASE_SECONDS):
            raise RetriableError(f"merchant {self._merchant_id}: another worker has taken over the refresh")
        try:
            fresh = self._refresher.refresh(stored)
        except NeedsAttentionError as error:
            if error.reason is not HoldReason.NEEDS_RECONNECT:
                raise
            newer = self._vault.load(self._merchant_id)
            if newer.refresh_token != stored.refresh_token and self._is_usable(newer, rejected):
                return newer  # the merchant reconnected, or a refresher outlived its lease
            raise
        return self._saved(fresh)

    def _saved(self, fresh: TokenSet) -> TokenSet:
        """The tokens as they were stored; until then they are remembered, whatever happens.

        Raises:
            RetriableError: key or table were away until the worker had to end, or a newer grant is stored.
        """
        self._unsaved = fresh
        pause = _FIRST_PAUSE_SECONDS
        for saves_left in range(_MOST_SAVES, 0, -1):
            try:
                saved = self._vault.save(self._merchant_id, fresh)
            except NewerGrantError:
                self._unsaved = None
                return self._as_stored(fresh)
            except RetriableError:
                if saves_left == 1 or self._seconds_left() < pause + _SECONDS_TO_END:
                    raise
                self._sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
            else:
                self._unsaved = None
                return saved
        raise AssertionError("the last save ends with tokens or an error")  # pragma: no cover

    def _as_stored(self, fresh: TokenSet) -> TokenSet:
        """The stored tokens, where they are ours: the answer to an earlier save was lost.

        Raises:
            RetriableError: they are another worker's, or of a new consent: the next try uses those.
        """
        stored = self._vault.load(self._merchant_id)
        if (stored.access_token, stored.refresh_token) != (fresh.access_token, fresh.refresh_token):
            raise NewerGrantError(f"merchant {self._merchant_id}: version {stored.version} was stored meanwhile")
        return stored

    def _is_usable(self, tokens: TokenSet, rejected: str) -> bool:
        remaining = tokens.access_expires_at - self._clock.now()
        return tokens.access_token != rejected and remaining >= _REFRESH_BEFORE
