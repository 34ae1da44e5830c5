"""Unconfirmed grants in a dictionary, on a test's clock."""

from datetime import datetime, timedelta

from daybook.application.ports import Clock
from daybook.domain.company.connection import TokenSet


class FakeUnconfirmedGrants:
    """One grant per visit, for a quarter of an hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[str, TokenSet, datetime]] = {}

    def keep(self, session_id: str, merchant_id: str, tokens: TokenSet) -> None:
        self._kept[session_id] = (merchant_id, tokens, self._clock.now() + timedelta(minutes=15))

    def of(self, session_id: str, merchant_id: str) -> TokenSet | None:
        if session_id not in self._kept:
            return None
        owner, tokens, until = self._kept[session_id]
        return tokens if owner == merchant_id and self._clock.now() < until else None

    def forget(self, session_id: str) -> None:
        self._kept.pop(session_id, None)
