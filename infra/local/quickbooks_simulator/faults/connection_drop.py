"""Cutting a connection without an answer, which is how a client learns that an outcome can be unknown."""

import asyncio
from typing import Any

from starlette.requests import Request


async def drop_connection(request: Request) -> None:
    """Abort the TCP connection of a request; whatever is answered afterwards goes nowhere.

    The server keeps the transport on the object whose `send` the application was given; there is no public way to it.
    """
    send: Any = request.scope["quickbooks_simulator.server_send"]
    send.__self__.transport.abort()
    for _ in range(3):  # let the event loop tell the server that the client is gone
        await asyncio.sleep(0)
