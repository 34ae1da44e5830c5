"""A simulator answers once what it did is kept: what its client knows of, it knows of after it was killed."""

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AnsweredOnceKept:
    """Calls `keep` before an answer begins. Where that fails, the client gets 500 and asks again."""

    def __init__(self, app: ASGIApp, keep: Callable[[], None]) -> None:
        self._app = app
        self._keep = keep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def send_once_kept(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._keep()
            await send(message)

        await self._app(scope, receive, send_once_kept)
