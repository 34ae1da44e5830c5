"""An HTTP connection that can be torn down in mid-call, to play a broken line."""

import asyncio
import socket
import struct

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_EXTENSION = "talech_simulator.transport"
_RESET_AT_CLOSE = struct.pack("ii", 1, 0)


class ResettableProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with the transport within reach of the application."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Send head and body at once: without this each reply waits 40 ms for the peer's delayed ACK."""
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def on_message_begin(self) -> None:
        """Add the transport to the scope of each request."""
        super().on_message_begin()
        self.scope["extensions"] = {_EXTENSION: {"transport": self.transport}}


class ConnectionReset(Response):
    """No reply at all: the peer sees a reset connection."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self._transport = request.scope["extensions"][_EXTENSION]["transport"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Abort the transport; uvicorn then knows that the client has gone."""
        del scope, receive, send
        connection = self._transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        self._transport.abort()
        await asyncio.sleep(0.01)
