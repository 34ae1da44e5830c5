"""API Gateway for a browser: plain HTTP on one loopback port, Lambda behind it.

The emulator's own gateway answers on host names that only some resolvers know, and its events and errors are not those
of AWS. This one reads the routes of the deployed API and calls the functions itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

import uvicorn
from botocore.exceptions import BotoCoreError, ClientError
from starlette.responses import Response
from starlette.routing import request_response

from daybook_local.aws.gateway.http_event import HttpRequest, HttpResponse, event_of, response_of
from daybook_local.aws.gateway.http_routes import RouteTable, read_routes
from loopback_service import HOST, PromptServer, listener, port_of

if TYPE_CHECKING:
    import socket
    from types import TracebackType

    from starlette.requests import Request

    from daybook_local.aws.clients import LocalAws

_LOG = logging.getLogger(__name__)
_MOST_BYTES_OF_A_REQUEST = 10 * 1024 * 1024
_MOST_BYTES_OF_AN_EVENT = 6 * 1024 * 1024
_LONGEST_CALL_SECONDS = 30
_CALLS_AT_A_TIME = 64
_UP_SECONDS = 10


class Gateway:
    """Serves one HTTP API on ``http://127.0.0.1:PORT``. A context manager, or ``start`` and ``stop``."""

    def __init__(self, aws: LocalAws, api_id: str, listening: socket.socket | None = None) -> None:
        """Serve on a socket that listens already; on any free port of loopback where none is given."""
        self._aws = aws
        self._api_id = api_id
        self._listening = listening or listener()
        self.port = port_of(self._listening)
        self.url = f"http://{HOST}:{self.port}"
        self._routes: RouteTable = read_routes(aws, api_id)
        self._calls = ThreadPoolExecutor(_CALLS_AT_A_TIME, thread_name_prefix="gateway")
        # No route of the server's own stands before those of the API: its pattern for a path ends at a line break.
        application = request_response(self._serve)
        config = uvicorn.Config(
            application,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=2,
        )
        self._server = PromptServer(config, self._listening, name="the gateway")

    def start(self) -> Self:
        """Serve. What connected since the socket began to listen is answered from now on."""
        self._server.start(within=_UP_SECONDS)
        return self

    def refresh(self) -> None:
        """Read the routes again, after a deployment."""
        self._routes = read_routes(self._aws, self._api_id)

    def stop(self) -> None:
        """Finish the calls under way and close the port."""
        self._server.stop(within=_LONGEST_CALL_SECONDS)
        self._calls.shutdown()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Answer one request the way API Gateway does. Blocks until the function has answered."""
        routes = self._routes
        if len(request.body) > _MOST_BYTES_OF_A_REQUEST:
            return HttpResponse.message(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
        preflight = routes.preflight(request)
        if preflight is not None:
            return preflight
        found = routes.find(request)
        if found is None:
            return HttpResponse.message(HTTPStatus.NOT_FOUND)
        route, parameters = found
        event = event_of(request, api_id=routes.api_id, route_key=route.key, path_parameters=parameters)
        response = self._call(route.function, json.dumps(event).encode())
        return HttpResponse(response.status, response.headers + routes.cors_headers(request), response.body)

    def _call(self, function: str, event: bytes) -> HttpResponse:
        if len(event) > _MOST_BYTES_OF_AN_EVENT:
            return HttpResponse.message(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
        try:
            result = self._aws.functions.invoke(FunctionName=function, Payload=event)
        except (BotoCoreError, ClientError) as error:
            _LOG.error("%s could not be called: %s", function, error)
            return HttpResponse.message(HTTPStatus.SERVICE_UNAVAILABLE)
        payload = result["Payload"].read()
        if result.get("FunctionError"):
            _LOG.error("%s failed: %s", function, payload.decode("utf-8", "replace"))
            return HttpResponse.message(HTTPStatus.INTERNAL_SERVER_ERROR)
        if len(payload) > _MOST_BYTES_OF_AN_EVENT:
            return HttpResponse.message(HTTPStatus.INTERNAL_SERVER_ERROR)
        return response_of(json.loads(payload or b"null"))

    async def _serve(self, incoming: Request) -> Response:
        request = HttpRequest(
            method=incoming.method,
            path=incoming.scope["raw_path"].decode("ascii"),
            query=incoming.scope["query_string"].decode("ascii"),
            headers=[(key.decode("latin-1"), value.decode("latin-1")) for key, value in incoming.headers.raw],
            body=await incoming.body(),
            source_ip=incoming.client.host if incoming.client else HOST,
        )
        call = asyncio.get_running_loop().run_in_executor(self._calls, self.answer, request)
        try:
            answer = await asyncio.wait_for(call, _LONGEST_CALL_SECONDS)
        except TimeoutError:
            answer = HttpResponse.message(HTTPStatus.SERVICE_UNAVAILABLE)
        response = Response(answer.body, answer.status)
        response.raw_headers += [(key.encode("latin-1"), value.encode("latin-1")) for key, value in answer.headers]
        return response
