"""API Gateway for a browser: plain HTTP on one loopback port, Lambda behind it.

The emulator's own gateway answers on host names that only some resolvers know, and its events and errors are not those
of AWS. This one reads the routes of the deployed API and calls the functions itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

import uvicorn
from botocore.exceptions import BotoCoreError, ClientError
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route as ServerRoute

from daybook_local.aws.emulator import HOST, free_port
from daybook_local.aws.http_event import HttpRequest, HttpResponse, event_of, response_of
from daybook_local.aws.http_routes import RouteTable, read_routes

if TYPE_CHECKING:
    from types import TracebackType

    from starlette.requests import Request

    from daybook_local.aws.clients import LocalAws

_LOG = logging.getLogger(__name__)
_MOST_BYTES_OF_A_REQUEST = 10 * 1024 * 1024
_MOST_BYTES_OF_AN_EVENT = 6 * 1024 * 1024
_LONGEST_CALL_SECONDS = 30
_CALLS_AT_A_TIME = 64
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class GatewayError(RuntimeError):
    """The gateway could not listen on its port."""


class Gateway:
    """Serves one HTTP API on ``http://127.0.0.1:PORT``. A context manager, or ``start`` and ``stop``."""

    def __init__(self, aws: LocalAws, api_id: str, port: int | None = None) -> None:
        self._aws = aws
        self._api_id = api_id
        self.port = port or free_port()
        self.url = f"http://{HOST}:{self.port}"
        self._routes: RouteTable | None = None
        self._calls = ThreadPoolExecutor(_CALLS_AT_A_TIME, thread_name_prefix="gateway")
        application = Starlette(routes=[ServerRoute("/{path:path}", self._serve, methods=_METHODS)])
        self._server = uvicorn.Server(
            uvicorn.Config(
                application,
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=2,
            )
        )
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        """Read the routes and listen.

        Raises:
            GatewayError: the port is taken.
        """
        self.refresh()
        # asyncio only sends small answers at once over sockets that say they are TCP; the others wait 40 ms.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, self.port))
        except OSError as error:
            listener.close()
            raise GatewayError(
                f"Port {self.port} is taken; stop what listens there, or choose another port."
            ) from error
        # From here on a browser may connect; it waits until the thread below answers.
        listener.listen()
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="gateway", daemon=True)
        self._thread.start()
        return self

    def refresh(self) -> None:
        """Read the routes again, after a deployment."""
        self._routes = read_routes(self._aws, self._api_id)

    def stop(self) -> None:
        """Finish the calls under way and close the port."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join()
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
        if routes is None:
            raise GatewayError("The gateway was not started.")
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
