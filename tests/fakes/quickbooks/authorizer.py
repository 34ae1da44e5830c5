"""Intuit's consent, without Intuit."""

from datetime import timedelta

from daybook.application.ports import Clock
from daybook.domain.company.connection import TokenSet


class FakeAuthorizer:
    """Every code is worth one token set, once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.exchanged: list[str] = []
        self.revoked: list[TokenSet] = []

    def authorize_url(self, state: str) -> str:
        return f"https://intuit.test/connect/oauth2?state={state}"

    def exchange_code(self, code: str, realm_id: str) -> TokenSet:
        assert code not in self.exchanged, f"code {code} was traded twice: Intuit ends the grant for that"
        self.exchanged.append(code)
        now = self._clock.now()
        return TokenSet(
            realm_id=realm_id,
            access_token=f"access-{code}",
            access_expires_at=now + timedelta(hours=1),
            refresh_token=f"refresh-{code}",
            refresh_expires_at=now + timedelta(days=100),
        )

    def revoke(self, tokens: TokenSet) -> None:
        self.revoked.append(tokens)
