"""Carries out the armed faults, before a call is looked at and after it was committed."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from quickbooks_simulator.faults.answers import fault_answer, gateway_answer
from quickbooks_simulator.faults.connection_drop import drop_connection
from quickbooks_simulator.faults.fault_switches import FaultSwitch
from quickbooks_simulator.faults.refusals import GatewayFault, refusal, throttled
from quickbooks_simulator.state.simulator_state import SimulatorState

_HTTP_503 = "<html><body>503 Service Temporarily Unavailable</body></html>"
# What a firewall between the two sides says in QuickBooks' place.
_HTML = "<!DOCTYPE html><html><head><title>Blocked</title></head><body><h1>Request blocked</h1></body></html>"


class FaultInjection:
    """Faults for the calls of one simulator."""

    def __init__(self, state: SimulatorState) -> None:
        self._state = state

    def take(self, realm: str, path: str) -> FaultSwitch | None:
        """The fault a call must suffer, or None."""
        with self._state.lock:
            return self._state.faults.take(realm, path)

    async def before(self, switch: FaultSwitch, request: Request) -> Response | None:
        """What happens instead of the call; None lets the call go on."""
        if switch.fault == "drop_connection":
            await drop_connection(request)
            return Response(status_code=500)
        if switch.fault == "slow":
            await asyncio.sleep(switch.seconds)
            return None
        if switch.fault == "timeout" and not switch.after_commit:
            await asyncio.sleep(switch.seconds)
            return PlainTextResponse("Gateway Time-out", 504)
        realm = request.path_params.get("realm", "")
        with self._state.lock:
            if switch.fault == "expire_access_tokens":
                self._state.oauth.expire_access_tokens(realm)
            elif switch.fault == "revoke":
                self._state.oauth.disconnect(realm)
            return self._refused(switch)

    async def after(self, switch: FaultSwitch, request: Request) -> None:
        """What happens to the answer of a call that was carried out."""
        if switch.fault == "timeout" and switch.after_commit:
            await asyncio.sleep(switch.seconds)
            await drop_connection(request)
        elif switch.fault == "drop_connection_after_commit":
            await drop_connection(request)

    def _refused(self, switch: FaultSwitch) -> Response | None:
        now = self._state.clock.now()
        answers: dict[str, Callable[[], Response]] = {
            "http_500": lambda: fault_answer(refusal("10000", "An unexpected error occurred"), "en", now),
            "http_503": lambda: HTMLResponse(_HTTP_503, 503),
            "html": lambda: HTMLResponse(_HTML, switch.status or 200),
            "oauth_error": lambda: JSONResponse({"error": switch.code}, switch.status or 400),
            "throttle": lambda: gateway_answer(throttled(), now),
            "xml_429": lambda: gateway_answer(throttled(), now),
            "json_429": lambda: gateway_answer(throttled(as_xml=False), now),
            "gateway_code": lambda: gateway_answer(_gateway_fault(switch), now),
            "xml_code": lambda: gateway_answer(_gateway_fault(switch), now),
        }
        answer = answers.get(switch.fault)
        return answer() if answer is not None else None


def _gateway_fault(switch: FaultSwitch) -> GatewayFault:
    return GatewayFault(
        switch.status or 401,
        switch.code,
        "InternalServerError",
        "Injected fault",
        "SERVICE",
        switch.fault == "xml_code",
    )
