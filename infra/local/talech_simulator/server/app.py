"""The simulator as a web application: rules of every call, then the call itself, then the faults."""

import asyncio
import json
from time import monotonic
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from talech_simulator.control.faults import Fault, Faults
from talech_simulator.control.routes import Control
from talech_simulator.oauth.sessions import InvalidTokenError, Sessions
from talech_simulator.oauth.tokens import Application, access_token, merchant_token
from talech_simulator.server.connection import ConnectionReset
from talech_simulator.wire.calls import CALLS
from talech_simulator.wire.replies import Call, CallRefusedError, HttpRefusedError, response_code
from talech_simulator.world import World

_POLL_SECONDS = 0.02
_ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
_OPEN_CALLS = {"o/oauth2/token": access_token, "ext/v0/launchtoken": merchant_token}
_HTML = "<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1>"


class TalechApp:
    """Everything the simulator answers; `closing` ends hanging calls when the server stops."""

    def __init__(self, world: World, sessions: Sessions, application: Application) -> None:
        self.world = world
        self.sessions = sessions
        self.application = application
        self.faults = Faults()
        self.control = Control(world, sessions, self.faults)
        self.closing = False
        self.asgi = Starlette(
            routes=[
                Mount("/_control", routes=self.control.routes()),
                Route("/{path:path}", self.answer, methods=_ANY_METHOD),
            ]
        )

    async def answer(self, request: Request) -> Response:
        """One call of the wire, with the fault that meets it."""
        if request.method != "POST":
            return _json(405, {"error": "method_not_allowed"}, {"Allow": "POST"})
        path = request.path_params["path"]
        identification = request.headers.get("X-POS-MerchantId")
        body = await request.body()
        fault = self.faults.strike(path, identification)
        early = await self._strike_before(fault, request)
        if early is not None:
            return early
        response = self._respond(path, request, body, fault)
        if fault is not None and fault.fault == "truncated_json":
            content = bytes(response.body)
            return Response(content[: len(content) // 2], response.status_code, media_type="application/json")
        return response

    async def _strike_before(self, fault: Fault | None, request: Request) -> Response | None:
        """What a fault answers in place of the call; None lets the call through."""
        if fault is None:
            return None
        if fault.fault in {"slow", "timeout"}:
            await self._hang(fault.seconds, request)
        if fault.fault in {"timeout", "connection_reset"}:
            return ConnectionReset(request)
        if fault.fault == "html_error_body":
            return Response(_HTML, fault.status, media_type="text/html")
        if fault.fault == "response_code_500":
            return _json(200, {"ResponseCode": response_code(500, "Internal Server Error", 0)})
        if fault.fault.isdigit():
            return _json(int(fault.fault), {"error": f"fault_{fault.fault}"})
        return None

    async def _hang(self, seconds: float, request: Request) -> None:
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0 and not self.closing:
            if await request.is_disconnected():
                return
            await asyncio.sleep(min(left, _POLL_SECONDS))

    def _respond(self, path: str, request: Request, raw: bytes, fault: Fault | None) -> Response:
        try:
            body = _parsed(raw)
            if path in _OPEN_CALLS:
                return _json(200, _OPEN_CALLS[path](self.application, self.sessions, self.world, body))
            return self._authenticated(path, request, body, fault)
        except HttpRefusedError as refusal:
            return _json(refusal.status, refusal.body)
        except CallRefusedError as refusal:
            return _json(200, {"ResponseCode": response_code(refusal.status_code, refusal.description, 0)})

    def _authenticated(self, path: str, request: Request, body: dict[str, Any], fault: Fault | None) -> Response:
        if path not in CALLS:
            raise HttpRefusedError(404, {"error": "unknown_path", "path": path})
        token = request.headers.get("securityToken", "")
        if fault is not None and fault.fault == "token_expired":
            self.sessions.expire(token)
        try:
            merchant_id, replacement = self.sessions.use(token)
        except InvalidTokenError:
            raise HttpRefusedError(401, {"error": "invalid_token"}) from None
        merchant = self.world.merchants[merchant_id]
        identification = request.headers.get("X-POS-MerchantId")
        records = self.world.records_of(merchant, identification) if identification else None
        if records is None and (identification or CALLS[path].of_a_location):
            words = f"X-POS-MerchantId {identification!r} is no location of the merchant"
            raise HttpRefusedError(403, {"error": "forbidden", "error_description": words})
        repeats = fault is not None and fault.fault == "duplicate_page"
        call = Call(self.world, merchant, body, records, repeats)
        headers = {"X-POS-SecurityToken": replacement} if replacement else {}
        return _json(200, CALLS[path].answer(call), headers)


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        raise CallRefusedError("the body is not JSON") from None
    if not isinstance(body, dict):
        raise CallRefusedError("the body must be a JSON object")
    return body


def _json(status: int, content: Any, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status, headers, media_type="application/json")
