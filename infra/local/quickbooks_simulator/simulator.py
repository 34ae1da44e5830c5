"""The front door: a QuickBooks Online for tests and for clients under development."""

import socket
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from loopback_service import AnsweredOnceKept, PromptServer, listener
from quickbooks_simulator.charts.variants import new_company, new_realm
from quickbooks_simulator.clock import Clock, real_now
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.faults.fault_switches import FaultSwitch
from quickbooks_simulator.oauth.authorization_server import AuthorizationServer
from quickbooks_simulator.server.application import build_application
from quickbooks_simulator.state.kept_state import KeptState
from quickbooks_simulator.state.simulator_state import SimulatorState
from quickbooks_simulator.state.throttle import Throttle
from quickbooks_simulator.state.webhooks import Webhooks

DEFAULT_CLIENT_ID = "simulated-client-id"
DEFAULT_CLIENT_SECRET = "simulated-client-secret"

_UP_OR_DOWN_SECONDS = 10.0


class QuickBooksSimulator:
    """A whole QuickBooks Online in memory.

    One registered app (`client_id`, `client_secret`, `redirect_uris`), any number of companies. `now` replaces the
    machine's clock; `throttled` False lifts the limits on requests, whose windows go by `timer`. With `state`, a
    folder, it takes up what is kept there and answers once what it did is kept; what Python calls alone changed, the
    next answer keeps. Use `start` and `stop`, or a `with` block.

    Raises:
        UnreadableStateError: what is kept is damaged, of another kind or version, or in use.
    """

    def __init__(
        self,
        *,
        client_id: str = DEFAULT_CLIENT_ID,
        client_secret: str = DEFAULT_CLIENT_SECRET,
        redirect_uris: Iterable[str] = (),
        now: Callable[[], datetime] = real_now,
        rotate_after: timedelta = timedelta(hours=24),
        grace: timedelta = timedelta(hours=24),
        throttled: bool = True,
        timer: Callable[[], float] = time.monotonic,
        state: Path | None = None,
    ) -> None:
        self._now = now
        self._client_id, self._client_secret = client_id, client_secret
        self._redirect_uris = frozenset(redirect_uris)
        self._rotate_after, self._grace = rotate_after, grace
        self._throttled = throttled
        self._timer = timer
        self._server: PromptServer | None = None
        self._kept = KeptState(state) if state else None
        self.state = self._empty()
        if self._kept is not None:
            self._kept.take_up(self.state)
        self._answering = self._application()

    def _application(self) -> ASGIApp:
        answering = build_application(self.state, self.add_company)
        return AnsweredOnceKept(answering, self.keep) if self._kept is not None else answering

    def keep(self) -> None:
        """Write to disk what changed; nothing without a `state` folder."""
        if self._kept is not None:
            self._kept.keep(self.state)

    def _empty(self) -> SimulatorState:
        clock = Clock(self._now)
        oauth = AuthorizationServer(
            clock,
            self._client_id,
            self._client_secret,
            set(self._redirect_uris),
            rotate_after=self._rotate_after,
            grace=self._grace,
        )
        throttle = Throttle(enabled=self._throttled, timer=self._timer)
        return SimulatorState(clock=clock, oauth=oauth, webhooks=Webhooks(clock), throttle=throttle)

    def reset(self) -> None:
        """Forget every company, token, switch and count, and go on listening."""
        self.state.webhooks.close()
        if self._kept is not None:
            self._kept.clear()
        self.state = self._empty()
        self._answering = self._application()

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The simulator as an ASGI application, for those who bring their own server."""
        await self._answering(scope, receive, send)

    def start(self, listening: socket.socket | None = None) -> str:
        """Serve and answer the base URL; on any free port of loopback where none is given."""
        config = uvicorn.Config(
            self.app,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        self._server = PromptServer(config, listening or listener(), name="the QuickBooks simulator")
        self._server.start(within=_UP_OR_DOWN_SECONDS)
        return self._server.url

    def stop(self) -> None:
        """Stop listening; the books stay readable."""
        if self._server is not None:
            self._server.stop(within=_UP_OR_DOWN_SECONDS)
            self._server = None
        self.state.webhooks.close()
        if self._kept is not None:
            self._kept.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def clock(self) -> Clock:
        """The simulated time; move it to let tokens age."""
        return self.state.clock

    @property
    def base_url(self) -> str:
        """Where the simulator listens.

        Raises:
            RuntimeError: it was not started.
        """
        if self._server is None:
            raise RuntimeError("the simulator is not running: call start() first")
        return self._server.url

    @property
    def api_url(self) -> str:
        """The base of the accounting API, as clients configure it (`…/v3`)."""
        return f"{self.base_url}/v3"

    @property
    def discovery_url(self) -> str:
        """The discovery document of the sandbox environment."""
        return f"{self.base_url}/.well-known/openid_sandbox_configuration"

    def add_company(
        self, variant: str, *, name: str, realm: str | None = None, home_currency: str | None = None
    ) -> Company:
        """Make a company file of a variant, one of `VARIANTS`.

        Raises:
            ValueError: the variant is unknown, or the realm is taken or not a text of digits.
        """
        with self.state.lock:
            companies = self.state.companies
            if realm in companies:
                raise ValueError(f"there is a company {realm} already")
            company = new_company(
                variant,
                name=name,
                realm=realm or new_realm(set(companies)),
                now=self.state.clock.now(),
                home_currency=home_currency,
            )
            companies[company.realm] = company
            return company

    def issue_refresh_token(self, realm: str) -> str:
        """A refresh token for a company, as if its admin had consented a moment ago."""
        with self.state.lock:
            return self.state.oauth.issue(realm).refresh_token

    def issue_access_token(self, realm: str) -> str:
        """A bearer token for a company that is good for an hour."""
        with self.state.lock:
            return self.state.oauth.issue(realm).access_token

    def register_redirect_uri(self, uri: str) -> None:
        """Register a redirect URI of the app, byte for byte."""
        with self.state.lock:
            self.state.oauth.redirect_uris.add(uri)

    def arm(self, switch: FaultSwitch) -> None:
        """Arm a fault; see `fault_switches`."""
        with self.state.lock:
            self.state.faults.arm(switch)
