"""Serves an ASGI application on loopback from a thread of its own."""

import socket
import threading
import time

import uvicorn
from starlette.types import ASGIApp

from quickbooks_simulator.listening import HOST, port_of

_START_TIMEOUT_SECONDS = 10.0
_POLL_SECONDS = 0.01


class LoopbackServer:
    """One HTTP server on 127.0.0.1. Start it once, stop it once."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        self._socket = listening
        config = uvicorn.Config(
            app,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    @property
    def base_url(self) -> str:
        """Where the server listens."""
        return f"http://{HOST}:{port_of(self._socket)}"

    def start(self) -> str:
        """Serve until `stop`; answers the base URL once requests are accepted.

        Raises:
            TimeoutError: the server did not come up.
        """
        self._thread.start()
        deadline = time.monotonic() + _START_TIMEOUT_SECONDS
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise TimeoutError("the simulator did not start")
            time.sleep(_POLL_SECONDS)
        return self.base_url

    def stop(self) -> None:
        """Finish what is under way and close the socket."""
        self._server.should_exit = True
        self._thread.join(timeout=_START_TIMEOUT_SECONDS)
        self._socket.close()
