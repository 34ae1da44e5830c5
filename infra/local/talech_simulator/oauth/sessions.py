"""Access tokens that rotate, idle out and die, as talech's do (docs/talech.md 3.1).

Tokens age by the machine's clock, not by the shops' movable one: moving a month of sales forward must not
end a connector's session.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from talech_simulator.shop.chance import Chance


class InvalidGrantError(Exception):
    """The refresh token is unknown or was revoked: only a new launch helps."""


class InvalidTokenError(Exception):
    """The access token is unknown, idle for too long or replaced: get a new one."""


@dataclass(slots=True)
class _Session:
    merchant_id: str
    token: str
    last_used: float
    calls: int = 0
    earlier: dict[str, float] = field(default_factory=dict)


class Sessions:
    """Issues refresh and access tokens; deterministic for a seed and an order of calls.

    `seconds` tells the time, `rotate_every` is the number of calls after which a reply carries a new token
    (0 never), `grace_seconds` how long the one before stays good, `idle_seconds` the life without a call.
    """

    def __init__(
        self,
        chance: Chance,
        seconds: Callable[[], float],
        *,
        rotate_every: int = 25,
        grace_seconds: float = 10,
        idle_seconds: int = 1800,
    ) -> None:
        self._chance = chance
        self._seconds = seconds
        self._rotate_every = rotate_every
        self._grace_seconds = grace_seconds
        self.idle_seconds = idle_seconds
        self.single_session = False
        self._serial = 0
        self._generation: dict[str, int] = {}
        self._sessions: dict[str, _Session] = {}

    def refresh_token(self, merchant_id: str) -> str:
        """The merchant's token, good until revoked."""
        generation = self._generation.setdefault(merchant_id, 1)
        return f"mt-{generation}-{self._chance.token('refresh', merchant_id, str(generation))}"

    def revoke(self, merchant_id: str) -> None:
        """The merchant takes the token back; the next launch makes another."""
        self._generation[merchant_id] = self._generation.get(merchant_id, 1) + 1
        self.end(merchant_id)

    def end(self, merchant_id: str) -> None:
        """Every access token of the merchant dies now."""
        dead = [token for token, each in self._sessions.items() if each.merchant_id == merchant_id]
        for token in dead:
            del self._sessions[token]

    def expire(self, token: str) -> None:
        """The session of this token dies now."""
        session = self._sessions.get(token)
        for each in [name for name, held in self._sessions.items() if held is session]:
            del self._sessions[each]

    def grant(self, refresh_token: str, merchant_ids: list[str]) -> str:
        """A new access token.

        Raises:
            InvalidGrantError: no session has the refresh token.
        """
        for merchant_id in merchant_ids:
            if self.refresh_token(merchant_id) == refresh_token:
                if self.single_session:
                    self.end(merchant_id)
                session = _Session(merchant_id, self._new_token(merchant_id), self._seconds())
                self._sessions[session.token] = session
                return session.token
        raise InvalidGrantError

    def use(self, token: str) -> tuple[str, str | None]:
        """The merchant a token belongs to, and the replacement to send with the reply, if any.

        Raises:
            InvalidTokenError: the token is not good (any more).
        """
        session = self._sessions.get(token)
        now = self._seconds()
        if session is None or now - session.last_used > self.idle_seconds:
            raise InvalidTokenError
        if token != session.token and session.earlier.get(token, 0) < now:
            del self._sessions[token]
            raise InvalidTokenError
        session.last_used = now
        session.calls += 1
        if not self._rotate_every or session.calls % self._rotate_every:
            return session.merchant_id, None
        if token == session.token:
            session.earlier[token] = now + self._grace_seconds
            session.token = self._new_token(session.merchant_id)
            self._sessions[session.token] = session
        return session.merchant_id, session.token

    def as_json(self) -> dict[str, Any]:
        """Every token that is good, to go on from."""
        held = {id(each): each for each in self._sessions.values()}
        return {
            "serial": self._serial,
            "single_session": self.single_session,
            "generation": dict(self._generation),
            "sessions": [
                {**asdict(each), "tokens": [token for token, of in self._sessions.items() if of is each]}
                for each in held.values()
            ],
        }

    def resume(self, kept: dict[str, Any]) -> None:
        """Go on from what `as_json` told."""
        self._serial, self.single_session = kept["serial"], kept["single_session"]
        self._generation.update(kept["generation"])
        for each in kept["sessions"]:
            tokens = each.pop("tokens")
            self._sessions.update(dict.fromkeys(tokens, _Session(**each)))

    def _new_token(self, merchant_id: str) -> str:
        self._serial += 1
        return f"{self._serial}/{self._chance.token('access', merchant_id, str(self._serial))}"
