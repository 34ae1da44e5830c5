"""An HTTP server on a thread of its own, which ends as soon as it is told to."""

import asyncio
import socket
import threading
import time
from contextlib import suppress

import uvicorn

from loopback_service.listening import HOST, port_of

_TICK_SECONDS = 0.1
_TICKS_A_DAY = 864_000
_POLL_SECONDS = 0.001


class _Server(uvicorn.Server):
    """uvicorn looks ten times a second whether it should end; this one is woken."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken: asyncio.Event | None = None

    async def main_loop(self) -> None:
        self._loop, self._woken = asyncio.get_running_loop(), asyncio.Event()
        ticks = 0
        while not await self.on_tick(ticks):
            ticks = (ticks + 1) % _TICKS_A_DAY
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), _TICK_SECONDS)

    def wake(self) -> None:
        self.should_exit = True
        if self._loop is not None and self._woken is not None:
            self._loop.call_soon_threadsafe(self._woken.set)


class PromptServer:
    """Serves what a configuration says on a socket that listens already. Start it once, stop it once."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket, *, name: str) -> None:
        self.url = f"http://{HOST}:{port_of(listening)}"
        self._server = _Server(config)
        self._listening = listening
        self._thread = threading.Thread(target=self._server.run, args=([listening],), name=name, daemon=True)

    def start(self, *, within: float) -> None:
        """Serve; returns once requests are accepted.

        Raises:
            TimeoutError: it did not come up in so many seconds.
        """
        self._thread.start()
        deadline = time.monotonic() + within
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise TimeoutError(f"{self._thread.name} did not start")
            time.sleep(_POLL_SECONDS)

    def stop(self, *, within: float) -> None:
        """Let what is under way come to its end, and close the socket; idle connections end by themselves."""
        self._server.wake()
        deadline = time.monotonic() + within
        while self._thread.is_alive() and self._is_at_work() and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)
        self._listening.close()

    def _is_at_work(self) -> bool:
        return self._listening.fileno() >= 0 or bool(self._server.server_state.tasks)
