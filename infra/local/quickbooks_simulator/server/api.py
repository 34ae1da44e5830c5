"""The accounting API under `/v3/company/{realm}`: the gate every call passes, and where it goes from there.

Order of the gate: injected faults, bearer token, company, throttle, `requestid`, then the call itself.
"""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from quickbooks_simulator.clock import wire_time
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.faults.answers import JSON, gateway_answer
from quickbooks_simulator.faults.fault_switches import FaultSwitch
from quickbooks_simulator.faults.refusals import (
    ApiFault,
    GatewayFault,
    realm_refused,
    refusal,
    throttled,
    token_refused,
    with_time,
)
from quickbooks_simulator.lists.tax_service import create_tax_code
from quickbooks_simulator.oauth.authorization_server import ACCOUNTING_SCOPE
from quickbooks_simulator.query.change_data_capture import changes
from quickbooks_simulator.query.execution import run_query
from quickbooks_simulator.query.reads import read
from quickbooks_simulator.registry import BY_PATH
from quickbooks_simulator.reports.general_ledger import general_ledger
from quickbooks_simulator.server.batch import Batch
from quickbooks_simulator.server.fault_injection import FaultInjection
from quickbooks_simulator.state.replay import StoredAnswer, check_request_id
from quickbooks_simulator.state.simulator_state import SimulatorState
from quickbooks_simulator.wire import Body, dumps, loads
from quickbooks_simulator.writes.lifecycle import Write, Written, options_of, write

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """One request, its body already read."""

    realm: str
    path: str
    method: str
    query: dict[str, str]
    authorization: str
    content: bytes
    content_type: str = "application/json"

    @property
    def request_id(self) -> str | None:
        """The idempotency key of a write."""
        return self.query.get("requestid") if self.method == "POST" and self.path != "query" else None

    def json(self) -> Body:
        """The body as a JSON object.

        Raises:
            ApiFault: 500 for another content type or bytes that are not UTF-8, 2010 for anything but a JSON object.
        """
        kind = self.content_type.partition(";")[0].strip().lower()
        if kind != _JSON:
            raise refusal("500", f"Content type {kind or 'none'} is not supported, send {_JSON}")
        try:
            body: Any = loads(self.content)
        except UnicodeDecodeError:
            raise refusal("500", "The body is not valid UTF-8") from None
        except ValueError:
            raise refusal("2010", "The body is not valid JSON") from None
        if not isinstance(body, dict):
            raise refusal("2010", "The body must be a JSON object")
        return body


class CompanyApi:
    """Answers the calls of the accounting API."""

    def __init__(self, state: SimulatorState) -> None:
        self._state = state
        self._injection = FaultInjection(state)

    async def endpoint(self, request: Request) -> Response:
        """The Starlette endpoint for everything under `/v3/company/{realm}`."""
        call = Call(
            realm=request.path_params["realm"],
            path=request.path_params["rest"].strip("/").lower(),
            method=request.method,
            query=dict(request.query_params),
            authorization=request.headers.get("authorization", ""),
            content=await request.body(),
            content_type=request.headers.get("content-type", ""),
        )
        switch = self._injection.take(call.realm, call.path)
        early = await self._injection.before(switch, request) if switch else None
        if early is not None:
            return early
        with self._state.lock:
            response = self._answer(call, switch)
        if switch is not None:
            await self._injection.after(switch, request)
        return response

    def _answer(self, call: Call, switch: FaultSwitch | None) -> Response:
        try:
            company = self._admitted(call)
        except GatewayFault as fault:
            return gateway_answer(fault, self._state.clock.now())
        forced = switch if switch is not None and switch.fault == "fault_code" else None
        return self._replayed_or_new(company, call, forced)

    def _admitted(self, call: Call) -> Company:
        state = self._state
        scheme, _, token = call.authorization.partition(" ")
        connection = state.oauth.connection(token) if scheme.lower() == "bearer" else None
        if connection is None:
            raise token_refused()
        company = state.companies.get(call.realm)
        if company is None or connection.realm != call.realm or ACCOUNTING_SCOPE not in connection.scopes:
            raise realm_refused(call.realm)
        if not state.throttle.admits(call.realm, batch=call.path == "batch"):
            state.meter.of(call.realm).throttled += 1
            raise throttled()
        return company

    def _replayed_or_new(self, company: Company, call: Call, forced: FaultSwitch | None) -> Response:
        state, now = self._state, self._state.clock.now()
        if call.request_id is not None and company.switches.remembers_request_ids:
            stored = state.replay.find(call.realm, call.request_id, now)
            if stored is not None:
                state.meter.of(call.realm).replayed += 1
                return Response(stored.content, stored.status, media_type=JSON)
        status, body = self._outcome(company, call, forced)
        content = dumps(with_time(body, now))
        succeeded = status == 200  # noqa: PLR2004 -- the HTTP status
        # With 500 the service has not looked at the request: there is no answer to remember.
        refused = status < 500 and company.switches.replay_failures  # noqa: PLR2004 -- the HTTP status
        if call.request_id is not None and (succeeded or refused):
            state.replay.keep(call.realm, call.request_id, StoredAnswer(status, content, now))
        return Response(content, status, media_type=JSON)

    def _outcome(self, company: Company, call: Call, forced: FaultSwitch | None) -> tuple[int, Body]:
        try:
            if call.request_id is not None:
                check_request_id(call.request_id)
            if forced is not None:
                raise refusal(forced.code, "Injected fault")
            return 200, self._dispatch(company, call)
        except ApiFault as fault:
            if call.method == "POST" and call.path not in {"query", "batch"}:
                self._state.meter.of(call.realm).refused()
            status = forced.status if forced is not None and forced.status is not None else fault.status
            return status, fault.body(company.language)

    def _dispatch(self, company: Company, call: Call) -> Body:
        match call.method, call.path:
            case (("GET" | "POST"), "query"):
                self._state.meter.of(call.realm).read("Query")
                return run_query(company, _query_text(call), self._state.clock.now())
            case "GET", "cdc":
                self._state.meter.of(call.realm).read("CDC")
                entities, since = call.query.get("entities", ""), call.query.get("changedSince", "")
                return changes(company, entities, since, self._state.clock.now())
            case "POST", "batch":
                return self._batch(company, call)
            case "POST", "taxservice/taxcode":
                answer = create_tax_code(company, call.json(), self._state.clock.now())
                self._state.meter.of(call.realm).wrote("TaxService", "create")
                return answer
            case "GET", _:
                return self._read(company, call)
            case "POST", _:
                return self._write(company, call)
        raise refusal("500", f"Operation {call.method} {call.path} is not supported")

    def _read(self, company: Company, call: Call) -> Body:
        if call.path == "reports/generalledger":
            self._state.meter.of(call.realm).read("Report")
            return general_ledger(company, call.query, wire_time(self._state.clock.now()))
        name, _, identifier = call.path.partition("/")
        definition = BY_PATH.get(name)
        if definition is None or "/" in identifier:
            raise refusal("500", f"Operation GET {call.path} is not supported")
        self._state.meter.of(call.realm).read(definition.name)
        return read(company, definition, identifier)

    def _write(self, company: Company, call: Call) -> Body:
        definition = BY_PATH.get(call.path)
        if definition is None:
            raise refusal("500", f"Operation POST {call.path} is not supported")
        done = write(company, self._state.clock, Write(definition, call.json(), *options_of(call.query)))
        self._state.meter.of(call.realm).wrote(definition.name, done.verb)
        self._notify(company, done)
        return done.answer

    def _batch(self, company: Company, call: Call) -> Body:
        batch = Batch(company, self._state.clock, self._state.meter.of(call.realm), call.request_id)
        answer = batch.run(call.json())
        for done in batch.written:
            self._notify(company, done)
        return answer

    def _notify(self, company: Company, done: Written) -> None:
        self._state.webhooks.notify(company.realm, done.definition.name, done.record.id, done.verb)


def _query_text(call: Call) -> str:
    text = call.query.get("query", "") if call.method == "GET" else call.content.decode(errors="replace")
    if not text.strip():
        raise refusal("4000", "QueryParserError: the query is empty")
    return text
