"""`o/oauth2/token` and `ext/v0/launchtoken`: the two calls that need no access token."""

from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from talech_simulator.oauth.launch import BadLaunchTokenError, read_launch_token
from talech_simulator.oauth.sessions import InvalidGrantError, Sessions
from talech_simulator.wire.replies import HttpRefusedError, answer
from talech_simulator.world import World

CLIENT_ID = "daybook-local"
CLIENT_SECRET = "local-talech-client-secret-of-nobody"


@dataclass(frozen=True, slots=True)
class Application:
    """The app talech knows, by client id and secret."""

    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET

    def check(self, body: Mapping[str, Any]) -> None:
        """Refuse a caller that is not this app."""
        known = (self.client_id, self.client_secret)
        given = (body.get("client_id"), body.get("client_secret"))
        pairs = zip(known, given, strict=True)
        if not all(compare_digest(right.encode(), str(shown).encode()) for right, shown in pairs):
            raise HttpRefusedError(401, {"error": "invalid_client"})


def access_token(application: Application, sessions: Sessions, world: World, body: Mapping[str, Any]) -> dict[str, Any]:
    """An access token for a merchant's token."""
    application.check(body)
    if body.get("grant_type") != "refresh_token":
        raise HttpRefusedError(400, {"error": "unsupported_grant_type"})
    try:
        token = sessions.grant(str(body.get("refresh_token")), list(world.merchants))
    except InvalidGrantError:
        raise HttpRefusedError(401, {"error": "invalid_grant"}) from None
    return {"access_token": token, "expires_in": sessions.idle_seconds, "token_type": "Bearer"}


def merchant_token(
    application: Application, sessions: Sessions, world: World, body: Mapping[str, Any]
) -> dict[str, Any]:
    """The merchant's token for a signed launch."""
    application.check(body)
    try:
        claims = read_launch_token(str(body.get("launch_token")), application.client_secret)
    except BadLaunchTokenError as error:
        raise HttpRefusedError(401, {"error": "invalid_launch_token", "error_description": str(error)}) from None
    if claims["sub"] not in world.merchants:
        description = f"merchant {claims['sub']} is not known"
        raise HttpRefusedError(401, {"error": "invalid_launch_token", "error_description": description})
    return answer(1, refresh_token=sessions.refresh_token(claims["sub"]))
