"""One-time tokens in a dictionary, on a test's clock."""

from datetime import datetime, timedelta

from daybook.application.ports import Clock


class FakeOneTimeTokens:
    """Content and expiry by kind and token."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stored: dict[tuple[str, str], tuple[dict[str, str], datetime]] = {}

    def put(self, kind: str, token: str, content: dict[str, str], seconds: int) -> bool:
        if self.get(kind, token) is not None:
            return False
        self._stored[kind, token] = (dict(content), self._clock.now() + timedelta(seconds=seconds))
        return True

    def get(self, kind: str, token: str) -> dict[str, str] | None:
        content, expires_at = self._stored.get((kind, token), ({}, self._clock.now()))
        return dict(content) if expires_at > self._clock.now() else None

    def update(self, kind: str, token: str, content: dict[str, str], seconds: int) -> None:
        if self.get(kind, token) is not None:
            self._stored[kind, token] = (dict(content), self._clock.now() + timedelta(seconds=seconds))

    def take(self, kind: str, token: str) -> dict[str, str] | None:
        content = self.get(kind, token)
        self._stored.pop((kind, token), None)
        return content
