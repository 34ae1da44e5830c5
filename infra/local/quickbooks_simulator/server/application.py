"""The ASGI application: routes, and the `intuit_tid` that every answer carries (docs/quickbooks.md 1.5)."""

import uuid
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.oauth.discovery import PATHS, discovery, jwks
from quickbooks_simulator.server.api import CompanyApi
from quickbooks_simulator.server.control import Control
from quickbooks_simulator.server.oauth_endpoints import OAuthEndpoints
from quickbooks_simulator.state.simulator_state import SimulatorState


class IntuitTransactionId:
    """Adds `intuit_tid` to every answer, and keeps the server's `send` reachable for faults that cut the connection."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["intuit_tid"] = f"1-{uuid.uuid4()}"
            await send(message)

        scope["quickbooks_simulator.server_send"] = send
        await self._app(scope, receive, send_with_id)


def build_application(state: SimulatorState, add_company: Callable[..., Company]) -> ASGIApp:
    """The whole simulator as one ASGI application."""
    oauth = OAuthEndpoints(state)
    routes = [
        *(Route(path, discovery, methods=["GET"]) for path in PATHS),
        Route("/op/v1/jwks", jwks, methods=["GET"]),
        Route("/connect/oauth2", oauth.ask_consent, methods=["GET"]),
        Route("/connect/oauth2", oauth.decide, methods=["POST"]),
        Route("/oauth2/v1/tokens/bearer", oauth.tokens, methods=["POST"]),
        Route("/v2/oauth2/tokens/revoke", oauth.revoke, methods=["POST"]),
        Route("/v1/openid_connect/userinfo", oauth.user, methods=["GET"]),
        Route("/v3/company/{realm}/{rest:path}", CompanyApi(state).endpoint, methods=["GET", "POST"]),
        *Control(state, add_company).routes(),
    ]
    return IntuitTransactionId(Starlette(routes=routes))
