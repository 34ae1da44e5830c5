"""Pages of the local system's own, served on a loopback port for as long as the system runs."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute

from daybook_local.listening import first_free_listener
from loopback_service import PromptServer, listener

_STARTED_WITHIN_SECONDS, _ENDED_WITHIN_SECONDS = 10.0, 10.0
_OK = 200


class LoopbackPages:
    """Serves routes on a thread. A context manager; `url` is known from the start on."""

    def __init__(self, name: str, routes: Sequence[BaseRoute], port: int) -> None:
        """Take the first free port from `port` on; 0 takes any.

        Raises:
            OSError: fifty ports in a row are in use.
        """
        config = uvicorn.Config(
            Starlette(routes=list(routes)), log_level="warning", access_log=False, lifespan="off", ws="none"
        )
        self._server = PromptServer(config, first_free_listener(port) if port else listener(), name=name)
        self.url = self._server.url

    def __enter__(self) -> Self:
        self._server.start(within=_STARTED_WITHIN_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop(within=_ENDED_WITHIN_SECONDS)


def page_of(body: str, policy: str, status: int = _OK) -> HTMLResponse:
    """An HTML page with a content security policy; no browser keeps it."""
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HTMLResponse(body, status, headers)
