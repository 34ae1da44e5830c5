"""Starts and stops the talech simulator, in a thread of its own."""

import socket
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp

from loopback_service import AnsweredOnceKept, PromptServer, listener
from talech_simulator.contract import SampleMerchant
from talech_simulator.folder import load_folder
from talech_simulator.oauth.launch import launch_token
from talech_simulator.oauth.sessions import Sessions
from talech_simulator.oauth.tokens import Application
from talech_simulator.server.app import TalechApp
from talech_simulator.server.connection import ResettableProtocol
from talech_simulator.server.kept_state import KeptState
from talech_simulator.shop.chance import Chance
from talech_simulator.shop.clock import MovableClock
from talech_simulator.shop.quirks import Quirks
from talech_simulator.world import World

_START_SECONDS = 10.0
_STOP_SECONDS = 10.0


class TalechSimulator:
    """A talech on loopback.

    `merchants` are folders or merchants already loaded; a broken folder raises BrokenFolderError. `clock` is
    the shops' clock (None follows the machine's); `seconds` the clock by which tokens age. With `state`, a folder,
    it takes up what is kept there and answers once what it did is kept; `seconds` must then be a wall clock.

    Raises:
        UnreadableStateError: what is kept is damaged, of another kind, version or merchant, or in use.
    """

    def __init__(
        self,
        merchants: Iterable[Path | str | SampleMerchant],
        *,
        seed: int = 0,
        clock: MovableClock | datetime | None = None,
        quirks: Quirks | None = None,
        application: Application | None = None,
        rotate_every: int = 25,
        rotation_grace_seconds: float = 10,
        idle_seconds: int = 1800,
        seconds: Callable[[], float] = time.monotonic,
        state: Path | None = None,
    ) -> None:
        self.clock = clock if isinstance(clock, MovableClock) else MovableClock(clock)
        loaded = [each if isinstance(each, SampleMerchant) else load_folder(each) for each in merchants]
        self.world = World(loaded, self.clock, quirks or Quirks(seed))
        self.sessions = Sessions(
            Chance(seed),
            seconds,
            rotate_every=rotate_every,
            grace_seconds=rotation_grace_seconds,
            idle_seconds=idle_seconds,
        )
        self.application = application or Application()
        self.app = TalechApp(self.world, self.sessions, self.application)
        self._kept = KeptState(state) if state else None
        if self._kept is not None:
            self._kept.take_up(self.world, self.sessions, self.app.faults)
        self.url = ""
        self._server: PromptServer | None = None

    def start(self, listening: socket.socket | None = None) -> str:
        """Serve in a thread of its own and return the base URL; on any free port of loopback where none is given.

        Raises:
            TimeoutError: the server did not come up in time.
        """
        config = uvicorn.Config(
            self._answering(),
            http=ResettableProtocol,
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        self.app.closing = False
        self._server = PromptServer(config, listening or listener(), name="the talech simulator")
        self.url = self._server.url
        self._server.start(within=_START_SECONDS)
        return self.url

    def stop(self) -> None:
        """Stop listening; hanging calls are cut off."""
        if self._server is None:
            return
        self.app.closing = True
        self._server.stop(within=_STOP_SECONDS)
        self._server = None
        if self._kept is not None:
            self._kept.close()

    def keep(self) -> None:
        """Write to disk what changed; nothing without a `state` folder."""
        if self._kept is not None:
            self._kept.keep(self.world, self.sessions, self.app.faults)

    def _answering(self) -> ASGIApp:
        return AnsweredOnceKept(self.app.asgi, self.keep) if self._kept is not None else self.app.asgi

    def launch_token(self, merchant_id: str, lang: str = "en") -> str:
        """A signed launch for a loaded merchant, with the plan it has now.

        Raises:
            KeyError: the merchant is not loaded.
        """
        plan = self.world.merchants[merchant_id].profile.merchant.plan
        return launch_token(merchant_id, self.application.client_secret, lang, plan=plan)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
