"""Serves the operator's pages on a loopback port of its own, in a thread, for as long as the local system runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from daybook_local.loopback_pages import LoopbackPages, page_of
from daybook_local.watching.letters import waiting_letters
from daybook_local.watching.pages import (
    Reader,
    dashboard_page,
    letters_page,
    message_page,
    queries_page,
    story_page,
)
from daybook_local.watching.words import LANGUAGES, sayer

if TYPE_CHECKING:
    from collections.abc import Callable

    from daybook_local.watching.letters import Letter
    from daybook_local.watching.operations import Operations

OPERATIONS_PORT = 8084
_OK, _UNAVAILABLE = 200, 503
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"


class OperationsPages(LoopbackPages):
    """The pages of one system."""

    def __init__(self, operations: Operations, port: int = OPERATIONS_PORT) -> None:
        """Take the first free port from `port` on; 0 takes any.

        Raises:
            OSError: fifty ports in a row are in use.
        """
        self._operations = operations
        routes = [
            Route("/", self.dashboard),
            Route("/letters", self.letters),
            Route("/queries", self.queries),
            Route("/story", self.story),
        ]
        super().__init__("operations", routes, port)

    async def dashboard(self, request: Request) -> Response:
        """Alarms and graphs."""
        reader, waiting = self._reader(request), await self._waiting()
        if waiting is None:
            return _page(message_page(reader, "The local AWS does not answer."), _UNAVAILABLE)
        watched = self._operations
        page = dashboard_page(reader, watched.alarms, watched.widgets, watched.measured, len(waiting))
        return _page(page)

    async def letters(self, request: Request) -> Response:
        """The dead letters."""
        reader, waiting = self._reader(request), await self._waiting()
        if waiting is None:
            return _page(message_page(reader, "The local AWS does not answer."), _UNAVAILABLE)
        return _page(letters_page(reader, waiting))

    async def queries(self, request: Request) -> Response:
        """The saved queries, carried out now."""
        return await self._read(request, self._operations.answers, queries_page)

    async def story(self, request: Request) -> Response:
        """One merchant's date."""
        merchant, date = (request.query_params.get(name, "") for name in ("merchant", "date"))

        def page(reader: Reader, lines: list[dict[str, Any]], letters: int) -> str:
            return story_page(reader, merchant, date, lines, letters)

        return await self._read(request, lambda: self._operations.story(merchant, date), page)

    async def _read(
        self, request: Request, read: Callable[[], Any], page: Callable[[Reader, Any, int], str]
    ) -> Response:
        """A page of what is read from the logs."""
        reader, waiting = self._reader(request), await self._waiting()
        if waiting is None:
            return _page(message_page(reader, "The local AWS does not answer."), _UNAVAILABLE)
        return _page(page(reader, await run_in_threadpool(read), len(waiting)))

    def _reader(self, request: Request) -> Reader:
        asked = request.query_params.get("lang") or request.headers.get("accept-language", "")[:2]
        language = asked if asked in LANGUAGES else LANGUAGES[0]
        return Reader(language, sayer(language), self._operations.now())

    async def _waiting(self) -> list[Letter] | None:
        try:
            return await run_in_threadpool(waiting_letters, self._operations.aws, self._operations.outputs)
        except (BotoCoreError, ClientError):
            return None


def _page(body: str, status: int = _OK) -> HTMLResponse:
    return page_of(body, _POLICY, status)
