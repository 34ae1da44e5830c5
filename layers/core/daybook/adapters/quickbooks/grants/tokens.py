"""Gives a valid access token of one merchant; only one worker at a time refreshes it (docs/architecture.md 5).

Intuit changes the value of the refresh token, and two refreshes at once can end the grant (docs/quickbooks.md 1.3). So
a worker takes the lease of the tokens that it loaded, with a write that shows that KMS and the table can store new
ones; it refreshes, stores, and only then uses the token. A worker without the lease waits and loads.

If new tokens are not stored, the grant ends a day later, when Intuit stops accepting the old refresh token. So a failed
save is repeated until the worker ends, and the same process repeats it before anything else.
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

# Longer than the connect and read time-outs of the token endpoint together: the lease must not end during a refresh.
LEASE_SECONDS = 60
_REFRESH_BEFORE = timedelta(minutes=5)
_LOOK_EVERY_SECONDS = 0.25
_LOOKS = 40
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 5.0
_MOST_SAVES = 40
# The time that a worker needs to return its message to the queue.
_SECONDS_TO_END = 5.0


class TokenRefresher(Protocol):
    """Renews a grant; in production `oauth.IntuitAuthorizer`."""

    def refresh(self, tokens: TokenSet) -> TokenSet:
        """New tokens for the grant."""


class GrantTokens(Protocol):
    """The access tokens of one grant; `AccessTokens` for a stored grant."""

    def current(self) -> str:
        """A token to send now."""

    def replace(self, rejected: str) -> str:
        """Another token than the one that QuickBooks has just rejected."""

    def renew(self) -> None:
        """Refresh, to see whether the token endpoint still accepts the grant."""

    def refused_for_hours(self) -> bool:
        """Record a refusal of new tokens; True if refusals have lasted for hours."""

    def accepted(self) -> None:
        """Record that QuickBooks accepted the tokens."""


class AccessTokens:
    """The access tokens of one merchant. Safe to share between threads.

    `seconds_left` is how long the worker may still run.
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
        """An access token that is valid for at least five minutes.

        Raises:
            NeedsAttentionError: the grant has ended; the merchant must reconnect.
            RetriableError: Intuit, or another worker's refresh, did not come to an end in time.
        """
        return self._usable_token(rejected="")

    def replace(self, rejected: str) -> str:
        """Another access token than the one QuickBooks has just rejected (fault 3200).

        Raises:
            NeedsAttentionError: the grant has ended; the merchant must reconnect.
            RetriableError: Intuit, or another worker's refresh, did not come to an end in time.
        """
        return self._usable_token(rejected)

    def renew(self) -> None:
        """Refresh the grant although its access token has not expired, to see whether the endpoint still accepts it.

        Raises:
            NeedsAttentionError: the grant has ended; the merchant must reconnect.
            RetriableError: Intuit, or another worker's refresh, did not come to an end in time.
        """
        self.replace(self._vault.load(self._merchant_id).access_token)

    def refused_for_hours(self) -> bool:
        """Record that QuickBooks refused a token that was just refreshed; True if it has done so for hours.

        The instant of the first such refusal is stored beside the tokens, so that any worker can see it hours later.
        """
        now = self._clock.now()
        since = self._vault.remember_refusal(self._merchant_id, now)
        if self._known is not None:
            self._known = replace(self._known, refused_since=since)
        return now - since >= REFUSED_FOR_GOOD_AFTER

    def accepted(self) -> None:
        """Record that QuickBooks accepted the tokens: earlier refusals no longer count."""
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
            if self._vault.lease_refresh(self._merchant_id, stored, owner, LEASE_SECONDS):
                try:
                    return self._refreshed(stored, rejected)
                except BaseException:
                    # A lease that cannot be released ends by itself; why the refresh failed matters more.
                    with suppress(RetriableError):
                        self._vault.release_refresh(self._merchant_id, owner)
                    raise
            self._sleep(_LOOK_EVERY_SECONDS)
        raise RetriableError(
            f"another worker has been refreshing the tokens of merchant {self._merchant_id} for too long",
            after_seconds=LEASE_SECONDS,
        )

    def _refreshed(self, stored: TokenSet, rejected: str) -> TokenSet:
        """Refresh under the lease, which ends when the new tokens are stored."""
        try:
            fresh = self._refresher.refresh(stored)
        except NeedsAttentionError as error:
            if error.reason is not HoldReason.NEEDS_RECONNECT:
                raise
            newer = self._vault.load(self._merchant_id)
            if newer.refresh_token != stored.refresh_token and self._is_usable(newer, rejected):
                return newer  # the merchant reconnected, or another refresh took longer than its lease
            raise
        return self._saved(fresh)

    def _saved(self, fresh: TokenSet) -> TokenSet:
        """Store the tokens and return them; until that succeeds the process keeps them.

        Raises:
            RetriableError: KMS or the table did not answer until the worker had to end, or a newer grant is stored.
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
        """The stored tokens, if they are ours because only the answer to an earlier save was lost.

        Raises:
            RetriableError: they are from another worker or a new consent; the next try uses those.
        """
        stored = self._vault.load(self._merchant_id)
        if (stored.access_token, stored.refresh_token) != (fresh.access_token, fresh.refresh_token):
            raise NewerGrantError(f"merchant {self._merchant_id}: version {stored.version} was stored meanwhile")
        return stored

    def _is_usable(self, tokens: TokenSet, rejected: str) -> bool:
        remaining = tokens.access_expires_at - self._clock.now()
        return tokens.access_token != rejected and remaining >= _REFRESH_BEFORE
